#!/usr/bin/env python3
"""Counts the commands that real clients send to a real redis-server.

    python3 tests/measure/measure.py                      every scenario, into data/measured/check-<today>.json
    python3 tests/measure/measure.py bullmq-c1-busy ...   some of them
    python3 tests/measure/measure.py --profile bullmq-c1-idle    prints a draft of a profile from one

Needs redis-server, node with npm, and python3 with venv. Libraries are installed under target/measure, at the versions
of VERSIONS. Jobs arrive at random (Poisson, a fixed seed); a window starts after a warm-up under the same load. Commands
are read from MONITOR: lines marked `lua` ran in scripts.
"""

import argparse
import collections
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RIG = pathlib.Path(os.environ.get("MEASURE_DIR", ROOT / "target" / "measure"))

VERSIONS = {
    "npm": ["bullmq@6.7.0", "ioredis@6.0.0"],
    "py8": ["celery==5.7.0", "redis==8.1.0", "huey==3.5.4", "rq==2.12.0", "packaging"],
    "py5": ["arq==0.28.0", "redis==5.3.1"],
}

SCENARIOS = json.loads((HERE / "scenarios.json").read_text())
LINE = re.compile(r'^(\d+\.\d+) \[\d+ ([^\]]+)\] "([^"]+)"')


def install():
    """Installs every client once."""
    RIG.mkdir(parents=True, exist_ok=True)
    if not (RIG / "node_modules").exists():
        run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(RIG), *VERSIONS["npm"]])
    for env in ("py8", "py5"):
        if not (RIG / env).exists():
            run([sys.executable, "-m", "venv", str(RIG / env)])
            run([str(RIG / env / "bin" / "pip"), "install", "-q", *VERSIONS[env]])


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def command(scenario, part, port, folder):
    """How a part (worker or producer) of a scenario is started."""
    client = scenario["client"]
    if client == "bullmq":
        return ["node", str(folder / f"bullmq-{part}.mjs")]
    env = RIG / ("py5" if client == "arq" else "py8") / "bin"
    if part == "producer":
        return [str(env / "python"), str(HERE / "clients" / "producer.py"), client]
    app = {
        "arq": [str(env / "arq"), "arq_app.WorkerSettings"],
        "huey": [str(env / "huey_consumer"), "huey_app.huey", "-w", str(scenario.get("concurrency", 1))],
        "celery": [
            str(env / "celery"), "-A", "celery_app", "worker", "-c", str(scenario.get("concurrency", 1)),
            *scenario.get("flags", []),
        ],
        "rq": [str(env / "rq"), "worker", "--url", f"redis://127.0.0.1:{port}/0"],
    }
    return app[client]


def measure(name, port):
    """One scenario: its row."""
    scenario = SCENARIOS[name]
    folder = RIG / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    for script in (HERE / "clients").glob("*.mjs"):
        (folder / script.name).write_text(script.read_text())
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(RIG / "node_modules")
    env = {
        **os.environ, "REDIS_PORT": str(port), "JOB_SECONDS": str(scenario.get("job_seconds", 0)),
        "CONCURRENCY": str(scenario.get("concurrency", 1)), "RATE": str(scenario["rate"]),
        "SETTINGS": json.dumps(scenario.get("settings", {})), "PYTHONPATH": str(HERE / "clients"),
        "ADDED": str(folder / "added.txt"),
    }
    (folder / "added.txt").write_text("")
    started = []

    def start(what, out="/dev/null"):
        process = subprocess.Popen(what, env=env, cwd=folder, stdout=open(out, "w"), stderr=open(folder / "errors.txt", "a"))
        started.append(process)
        return process

    try:
        start(["redis-server", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)])
        time.sleep(1)
        start(["redis-cli", "-p", str(port), "monitor"], folder / "monitor.txt")
        start(command(scenario, "worker", port, folder))
        time.sleep(4)
        if scenario["rate"] > 0:
            start(command(scenario, "producer", port, folder))
        time.sleep(scenario.get("warm_up", 30))
        echo = lambda word: subprocess.run(["redis-cli", "-p", str(port), "echo", word], check=True, stdout=subprocess.DEVNULL)
        echo("window-start")
        time.sleep(scenario.get("window", 120))
        echo("window-end")
        time.sleep(1)
        ended = [process.args[0] for process in started if process.poll() is not None]
        if ended:
            raise RuntimeError(f"{name}: {', '.join(ended)} ended early: {folder / 'errors.txt'} says why")
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM if process is not started[0] else signal.SIGINT)
        time.sleep(1)
        for process in started:
            process.kill()
    return row(name, scenario, folder)


def row(name, scenario, folder):
    """Counts between the two marks."""
    wire, script, times, inside, own = collections.Counter(), collections.Counter(), [], False, set()
    for line in (folder / "monitor.txt").read_text(errors="replace").splitlines():
        found = LINE.match(line)
        if not found:
            continue
        at, client, word = float(found[1]), found[2], found[3].upper()
        if "window-start" in line or "window-end" in line:
            inside = "window-start" in line
            times.append(at)
        elif inside and word != "ECHO":
            (script if client == "lua" else wire)[word] += 1
    start, end = times
    added = [float(line) for line in (folder / "added.txt").read_text().split()]
    return {
        "id": name, "client": scenario["client"], "settings": scenario.get("settings", {}),
        "concurrency": scenario.get("concurrency", 1), "job_seconds": scenario.get("job_seconds", 0),
        "window_s": round(end - start, 3), "ops": sum(start <= at < end for at in added),
        "by_command": dict(wire.most_common()), "in_script_by_command": dict(script.most_common()),
    }


def draft(row):
    """A profile with one cycle and one operation, to be taken apart by hand."""
    each = lambda counter, by: {word: f"{count / by:.3f}" for word, count in counter.items()}
    length = row["window_s"]
    role = {"name": "worker", "does": "", "settings": {}}
    if row["ops"]:
        costs = [{"wire": each(row["by_command"], row["ops"]), "script": each(row["in_script_by_command"], row["ops"])}]
        role["operations"] = {"jobs": {"does": "a job, with a share of what runs by itself", "costs": costs}}
    else:
        role["cycles"] = [{
            "does": "everything while idle", "every": f"{length} s", "per": ["count"],
            "wire": each(row["by_command"], 1), "script": each(row["in_script_by_command"], 1),
        }]
    measured = {"version": "", "redis": "", "on": str(datetime.date.today()), "confidence": "measured"}
    return {"schema": 1, "client": row["client"], "name": row["client"], "measured": measured, "roles": {"worker": role}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--out", type=pathlib.Path, help="where the rows go")
    parser.add_argument("--profile", action="store_true", help="print drafts of profiles instead")
    parser.add_argument("--at-once", type=int, default=4, help="scenarios that run side by side")
    parser.add_argument("--port", type=int, default=7400, help="the first port of the servers")
    asked = parser.parse_args()
    names = asked.names or list(SCENARIOS)
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown:
        parser.error(f"no scenario {', '.join(unknown)}")
    install()
    with concurrent.futures.ThreadPoolExecutor(asked.at_once) as pool:
        rows = list(pool.map(measure, names, range(asked.port, asked.port + len(names))))
    if asked.profile:
        print(json.dumps([draft(row) for row in rows], indent=2))
        return
    today = str(datetime.date.today())
    out = asked.out or ROOT / "data" / "measured" / f"check-{today}.json"
    version = subprocess.run(["redis-server", "--version"], capture_output=True, text=True, check=True).stdout
    about = f"Commands counted with MONITOR by tests/measure under random arrivals; {version.split(' sha')[0]}; " + ", ".join(sum(VERSIONS.values(), []))
    lines = ",\n".join(json.dumps(row) for row in rows)
    out.write_text(f'{{\n"about": {json.dumps(about)},\n"on": "{today}",\n"rows": [\n{lines}\n]\n}}\n')
    print(f"{len(rows)} rows in {out}")


if __name__ == "__main__":
    main()
