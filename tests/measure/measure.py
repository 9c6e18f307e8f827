#!/usr/bin/env python3
"""Counts the commands that real clients send to a real redis-server.

    python3 tests/measure/measure.py                      every scenario, into data/measured/check-<today>.json
    python3 tests/measure/measure.py connect-redis        all scenarios of a client
    python3 tests/measure/measure.py bullmq-c1-busy ...   some of them
    python3 tests/measure/measure.py --profile bullmq-c1-idle    prints a draft of a profile from one

Needs redis-server, node with npm, and python3 with venv; Sidekiq 6 and redis-rb come from the system's packages
(Debian: ruby-sidekiq). Libraries are installed under target/measure, at the versions of VERSIONS. Things are asked for at
random (Poisson, a fixed seed); a window starts after a warm-up under the same load. Commands are read from MONITOR: lines
marked `lua` ran in scripts. MONITOR hides logins: where connections are opened, a proxy counts (proxy.py).
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
    "npm": [
        "bullmq@6.7.0", "ioredis@6.0.0", "ioredis5@npm:ioredis@5.11.1", "bull@4.16.5", "bee-queue@2.0.0", "express@5",
        "express-session@1.19.0", "connect-redis@9.0.0", "redis@6.3.1", "keyv@5.6.0", "@keyv/redis@5.1.6",
        "cache-manager@7.2.9", "express-rate-limit@8.7.4", "rate-limit-redis@6.0.1", "rate-limiter-flexible@11.4.0",
        "@upstash/ratelimit@2.2.0", "@upstash/redis@1.39.0", "socket.io@4.8.4", "socket.io-client@4.8.4",
        "@socket.io/redis-adapter@8.3.0", "@socket.io/redis-streams-adapter@0.3.1",
    ],
    "py8": [
        "celery==5.7.0", "redis==8.1.0", "huey==3.5.4", "rq==2.12.0", "packaging", "dramatiq==2.2.1", "taskiq==0.13.0",
        "taskiq-redis==1.2.4", "Django==5.2.19", "django-redis==7.0.0", "Flask==3.1.3", "Flask-Session==0.8.0", "limits==5.8.0",
    ],
    "py5": ["arq==0.28.0", "redis==5.3.1"],
    "rq3": ["rq==3.0.0", "redis==8.1.0"],
}

# The packages whose versions a row names; those of the system are asked.
NAMED = {
    "bullmq": "bullmq ioredis", "bull": "bull", "bee-queue": "bee-queue", "arq": "arq", "huey": "huey", "celery": "celery",
    "rq": "rq", "dramatiq": "dramatiq", "taskiq": "taskiq-redis taskiq", "cache-aside": "ioredis5", "keyv": "keyv @keyv/redis cache-manager",
    "connect-redis": "express-session connect-redis redis", "rate-limit-redis": "express-rate-limit rate-limit-redis redis",
    "rate-limiter-flexible": "rate-limiter-flexible ioredis5", "upstash-ratelimit": "@upstash/ratelimit @upstash/redis",
    "socket.io": "socket.io @socket.io/redis-adapter @socket.io/redis-streams-adapter redis",
    "connections-node": "ioredis ioredis5 redis bullmq", "connections-python": "redis", "django": "Django",
    "django-redis": "django-redis Django", "flask-session": "Flask-Session Flask", "limits": "limits",
}
SYSTEM = {"sidekiq-6": ["ruby-sidekiq", "ruby-redis"], "connections-ruby": ["ruby-redis"]}

# What one program does by itself: no worker and producer apart.
DRIVERS = {
    "cache-aside": "cache-aside.mjs", "keyv": "keyv.mjs", "connect-redis": "connect-redis.mjs",
    "rate-limit-redis": "rate-limit-redis.mjs", "rate-limiter-flexible": "rate-limiter-flexible.mjs",
    "upstash-ratelimit": "upstash-ratelimit.mjs", "socket.io": "socket.io.mjs", "connections-node": "connections-node.mjs",
    "django": "django_app.py", "django-redis": "django_app.py", "flask-session": "flask_app.py", "limits": "limits_app.py",
    "connections-python": "connections_python.py", "connections-ruby": "connections_ruby.rb",
}

SCENARIOS = json.loads(pathlib.Path(os.environ.get("MEASURE_SCENARIOS", HERE / "scenarios.json")).read_text())
LINE = re.compile(r'^(\d+\.\d+) \[\d+ ([^\]]+)\] "([^"]+)"')


def install():
    """Installs every client once."""
    RIG.mkdir(parents=True, exist_ok=True)
    if not (RIG / "node_modules").exists():
        run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(RIG), *VERSIONS["npm"]])
    for env in ("py8", "py5", "rq3"):
        if not (RIG / env).exists():
            run([sys.executable, "-m", "venv", str(RIG / env)])
            run([str(RIG / env / "bin" / "pip"), "install", "-q", *VERSIONS[env]])


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def environment(scenario):
    """Where the packages of a Python client are: `env` of a scenario is another version's."""
    return scenario.get("env", "py5" if scenario["client"] == "arq" else "py8")


def command(scenario, part, port, folder):
    """How a part (worker, producer or driver) of a scenario is started."""
    client = scenario["client"]
    env = RIG / environment(scenario) / "bin"
    if part == "driver":
        script = DRIVERS[client]
        start = {"mjs": "node", "py": str(env / "python"), "rb": "ruby"}[script.rsplit(".", 1)[1]]
        where = folder if script.endswith(".mjs") else HERE / "clients"
        return [start, str(where / script), *([client, scenario["part"]] if script == "django_app.py" else [])]
    if client in ("bullmq", "bull", "bee-queue"):
        return ["node", str(folder / f"{client}-{part}.mjs")]
    if client == "sidekiq-6":
        app = str(HERE / "clients" / "sidekiq_app.rb")
        return ["ruby", app] if part == "producer" else ["sidekiq", "-r", app, "-c", str(scenario.get("concurrency", 1))]
    if part == "producer":
        return [str(env / "python"), str(HERE / "clients" / "producer.py"), client]
    app = {
        "arq": [str(env / "arq"), "arq_app.WorkerSettings"],
        "huey": [str(env / "huey_consumer"), "huey_app.huey", "-w", str(scenario.get("concurrency", 1))],
        "celery": [
            str(env / "celery"), "-A", "celery_app", "worker", "-c", str(scenario.get("concurrency", 1)),
            *scenario.get("flags", []),
        ],
        "dramatiq": [str(env / "dramatiq"), "dramatiq_app", "-p", "1", "-t", str(scenario.get("concurrency", 1))],
        "taskiq": [str(env / "taskiq"), "worker", "--workers", "1", "taskiq_app:broker"],
        "rq": [
            str(env / "rq"), "worker", "--url", f"redis://127.0.0.1:{port}/0", *scenario.get("flags", []), "default",
            *(f"queue-{at}" for at in range(1, scenario.get("queues", 1))),
        ],
    }
    return app[client]


def measure(name, port, late=0):
    """One scenario: its row. Those that run side by side start one after the other."""
    time.sleep(late)
    scenario = SCENARIOS[name]
    folder = RIG / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    for script in (HERE / "clients").glob("*.mjs"):
        (folder / script.name).write_text(script.read_text())
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(RIG / "node_modules")
    kind = "tasks" if scenario["client"] in ("huey", "celery", "taskiq") else "jobs"
    env = {
        **os.environ, "REDIS_PORT": str(port), "JOB_SECONDS": str(scenario.get("job_seconds", 0)),
        "CONCURRENCY": str(scenario.get("concurrency", 1)), "RATE": str(scenario["rate"]),
        "SETTINGS": json.dumps(scenario.get("settings", {})), "MIX": json.dumps(scenario.get("mix", {kind: 1})),
        "PYTHONPATH": str(HERE / "clients"), "ADDED": str(folder / "added.txt"), "COUNTED": str(folder / "counted.txt"),
    }
    for written in ("added.txt", "counted.txt", "errors.txt"):
        (folder / written).write_text("")
    started = []

    def start(what, out="/dev/null", **more):
        process = subprocess.Popen(
            what, env={**env, **more}, cwd=folder, stdout=open(out, "w"), stderr=open(folder / "errors.txt", "a")
        )
        started.append(process)
        return process

    proxied = scenario["client"].startswith("connections")
    server = port + 1000 if proxied else port
    login = ["--requirepass", "secret"] if proxied else []
    ask = ["redis-cli", "-p", str(server), *(["-a", "secret", "--no-auth-warning"] if proxied else [])]
    try:
        start(["redis-server", "--port", str(server), "--save", "", "--appendonly", "no", "--dir", str(folder), *login])
        time.sleep(1)
        start([*ask, "monitor"], folder / "monitor.txt")
        if proxied:
            start([sys.executable, str(HERE / "proxy.py"), str(port), str(server)])
            time.sleep(1)
        if scenario["client"] in DRIVERS:
            start(command(scenario, "driver", port, folder))
        else:
            if scenario.get("only") != "producer":
                for _ in range(scenario.get("workers", 1)):
                    start(command(scenario, "worker", port, folder))
                    time.sleep(0 if scenario.get("together") else 4)
            if scenario["rate"] > 0:
                start(command(scenario, "producer", port, folder), PUSHES="yes")
        time.sleep(scenario.get("warm_up", 30))
        echo = lambda word: subprocess.run([*ask, "echo", word], check=True, stdout=subprocess.DEVNULL)
        kept = [data_bytes(ask)]
        echo("window-start")
        time.sleep(scenario.get("window", 120))
        echo("window-end")
        kept.append(data_bytes(ask))
        time.sleep(1)
        if scenario.get("memory"):
            kept.append(data_bytes(ask))
            flushed = time.time()
            subprocess.run([*ask, "flushall", "sync"], check=True, stdout=subprocess.DEVNULL)
            kept[-1] -= data_bytes(ask)
        ended = [process.args[0] for process in started if process.poll() is not None]
        if ended:
            raise RuntimeError(f"{name}: {', '.join(ended)} ended early: {folder / 'errors.txt'} says why")
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM if process is not started[0] else signal.SIGINT)
        time.sleep(1)
        for process in started:
            process.kill()
    found = row(name, scenario, folder, proxied)
    if not scenario.get("memory"):
        return found
    # What came in the last lifetime is what is there: the rate of a busy machine wavers.
    lifetime = scenario.get("lifetime")
    came = [float(line.split(" ", 1)[0]) for line in (folder / "added.txt").read_text().splitlines() if not line.endswith(" hits")]
    arrived = {"lifetime_s": lifetime, "arrived": sum(flushed - lifetime < at <= flushed for at in came)} if lifetime else {}
    return {**found, "bytes_before": kept[0], "bytes_after": kept[1], "bytes_of_keys": kept[2], **arrived}


def data_bytes(ask):
    """Bytes of keys and values: what is used, without what an empty server, its clients and its scripts take."""
    said = subprocess.run([*ask, "info", "memory"], capture_output=True, text=True, check=True).stdout
    number = {name: int(value) for name, value in re.findall(r"^(\w+):(\d+)\r?$", said, re.M)}
    rest = ("used_memory_startup", "mem_clients_normal", "used_memory_scripts")
    return number["used_memory"] - sum(number.get(name, 0) for name in rest)


def version(client, env):
    """The versions of a client's packages, as `bullmq 6.7.0, ioredis 6.0.0`."""
    if client in SYSTEM:
        asked = ["dpkg-query", "-W", "-f", "${Package} ${Version}, ", *SYSTEM[client]]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.rstrip(", ")
    python = client in ("arq", "huey", "celery", "rq", "dramatiq", "taskiq", "django", "django-redis", "flask-session", "limits", "connections-python")
    listed = VERSIONS[env if python else "npm"]
    known = dict(re.match(r"(.+?)(?:==|(?<!^)@(?:npm:.+@)?)([^@=]+)$", each).groups() for each in listed if re.search(r"==|.@", each))
    names = [*NAMED[client].split(), *(["redis"] if python and client != "connections-python" else [])]
    return ", ".join(f"{'redis-py' if python and name == 'redis' else name.replace('ioredis5', 'ioredis')} {known[name]}" for name in names)


def row(name, scenario, folder, proxied):
    """Counts between the two marks."""
    wire, script, times, inside = collections.Counter(), collections.Counter(), [], False
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
    noted = lambda file: [line.split(" ", 1) for line in (folder / file).read_text().splitlines()]
    counted = lambda file: collections.Counter(what for at, what in noted(file) if start <= float(at) < end)
    if proxied:
        wire, script = counted("counted.txt"), collections.Counter()
        del wire["PING"]
    asked = counted("added.txt")
    return {
        "id": name, "client": scenario["client"], "version": version(scenario["client"], environment(scenario)),
        "on": str(datetime.date.today()), "settings": scenario.get("settings", {}), "concurrency": scenario.get("concurrency", 1), "job_seconds": scenario.get("job_seconds", 0),
        **({"scenario": scenario["says"]} if "says" in scenario else {}),
        "window_s": round(end - start, 3), "ops": sum(asked.values()), "asked": dict(asked.most_common()),
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
    of = lambda word: [name for name, scenario in SCENARIOS.items() if scenario["client"] == word] or [word]
    names = sum(map(of, asked.names), []) or list(SCENARIOS)
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown:
        parser.error(f"no scenario {', '.join(unknown)}")
    install()
    with concurrent.futures.ThreadPoolExecutor(asked.at_once) as pool:
        runs = [pool.submit(measure, name, asked.port + at, 2 * min(at, asked.at_once - 1)) for at, name in enumerate(names)]
    failed = [run.exception() for run in runs if run.exception()]
    rows = [run.result() for run in runs if not run.exception()]
    for why in failed:
        print(f"error: {why}", file=sys.stderr)
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
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
