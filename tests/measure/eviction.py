#!/usr/bin/env python3
"""Fills a real redis-server past its memory and counts what is left: hits of a cache, sessions that end early.

    python3 tests/measure/eviction.py        every run, into data/measured/eviction-<today>.json

A cache is read at random, all keys as often or by Zipf's law, and filled on a miss (GET, SET with a time); what is counted
starts after a warm-up. Sessions arrive and live LIFETIME seconds, unless they are removed before. Needs redis-server and
redis-py, as measure.py installs them.
"""

import argparse
import collections
import concurrent.futures
import datetime
import json
import pathlib
import random
import subprocess
import sys
import time

import measure

MAXMEMORY, PAYLOAD = 20_000_000, 2000
CACHES = [(policy, popularity, keys) for policy in ("allkeys-lru", "allkeys-random", "allkeys-lfu", "volatile-ttl")
          for popularity, keys in (("even", 12_000), ("even", 30_000), ("zipf", 30_000), ("zipf", 60_000))]
SESSIONS = ["volatile-random", "volatile-ttl", "volatile-lru"]
LIFETIME, A_SECOND, AGES = 40, 400, 20


def server(port, policy, run):
    """Runs something on a fresh server of MAXMEMORY bytes; what it counted, with what the server takes empty."""
    import redis

    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--maxmemory", str(MAXMEMORY), "--maxmemory-policy", policy],
        stdout=subprocess.DEVNULL, cwd="/tmp",
    )
    try:
        time.sleep(2)
        client = redis.Redis(port=port)
        client.ping()
        empty = client.info("memory")["used_memory"]
        return {"policy": policy, "maxmemory": MAXMEMORY, "empty": empty, "payload": PAYLOAD, **run(client)}
    finally:
        process.terminate()
        process.wait()


def cache(client, popularity, keys):
    weights = [1 / rank for rank in range(1, keys + 1)] if popularity == "zipf" else [1] * keys
    names, body = [f"item:{at:06}" for at in range(keys)], "x" * PAYLOAD
    random.seed(20261121)
    random.shuffle(names)

    def visit(number):
        hits = 0
        for name in random.choices(names, weights, k=number):
            if client.get(name) is None:
                client.set(name, body, ex=86400)
            else:
                hits += 1
        return hits

    visit(4 * keys)
    before = client.info("stats")["evicted_keys"]
    reads = 2 * keys
    hits = visit(reads)
    evicted = client.info("stats")["evicted_keys"] - before
    return {"popularity": popularity, "keys": keys, "reads": reads, "hits": hits, "evicted": evicted, "there": client.dbsize()}


def sessions(client):
    """Some of the sessions are looked for at twenty ages; EXISTS does not count as use."""
    random.seed(20261121)
    start, made, body = time.time(), 0, "x" * PAYLOAD
    watched, looked, there = collections.deque(), [0] * AGES, [0] * AGES
    while (now := time.time() - start) < 6 * LIFETIME:
        while made < now * A_SECOND:
            name = f"sess:{random.getrandbits(64):016x}"
            client.set(name, body, ex=LIFETIME)
            made += 1
            if made % 40 == 0 and 2 * LIFETIME < now < 5 * LIFETIME:
                watched.append((now, name, 0))
        for _ in range(len(watched)):
            born, name, at = watched.popleft()
            if now >= born + (at + 0.5) / AGES * LIFETIME:
                looked[at] += 1
                there[at] += client.exists(name)
                at += 1
            if at < AGES:
                watched.append((born, name, at))
        time.sleep(0.02)
    shares = [round(one / of, 4) for one, of in zip(there, looked)]
    return {"lifetime_s": LIFETIME, "a_second": A_SECOND, "watched": looked[0], "there_by_age": shares,
            "mean_life_s": round(LIFETIME * sum(shares) / AGES, 2), "early": round(1 - shares[-1], 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--port", type=int, default=7600)
    asked = parser.parse_args()
    measure.install()
    sys.path[:0] = [str(each) for each in (measure.RIG / "py8" / "lib").glob("python*/site-packages")]
    runs = [(f"evict-{policy}-{popularity}-{keys}", policy, lambda client, p=popularity, k=keys: cache(client, p, k))
            for policy, popularity, keys in CACHES]
    runs += [(f"evict-sessions-{policy}", policy, sessions) for policy in SESSIONS]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        one = lambda at, run: {"id": run[0], **server(asked.port + at, run[1], run[2])}
        rows = [each.result() for each in [pool.submit(one, at, run) for at, run in enumerate(runs)]]
    today = str(datetime.date.today())
    version = subprocess.run(["redis-server", "--version"], capture_output=True, text=True, check=True).stdout
    about = f"Full servers, filled by tests/measure/eviction.py; {version.split(' sha')[0]}, maxmemory-samples 5"
    lines = ",\n".join(json.dumps(row) for row in rows)
    out = asked.out or measure.ROOT / "data" / "measured" / f"eviction-{today}.json"
    out.write_text(f'{{\n"about": {json.dumps(about)},\n"on": "{today}",\n"rows": [\n{lines}\n]\n}}\n')


if __name__ == "__main__":
    main()
