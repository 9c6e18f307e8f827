"""What the drivers share: random arrivals from a fixed seed, and a note of each thing done."""

import json
import os
import random
import time

PORT, RATE, TEXT = int(os.environ["REDIS_PORT"]), float(os.environ["RATE"]), "x" * 200
SETTINGS, MIX = json.loads(os.environ["SETTINGS"]), json.loads(os.environ["MIX"])
random.seed(20261121)


def one(shares):
    """One of the names, by its share."""
    return random.choices(list(shares), list(shares.values()))[0]


def zipf(number):
    """Ranks from 0, the first asked for most: Zipf's law over so many."""
    weights = [1 / rank for rank in range(1, number + 1)]
    sums = [sum(weights[: at + 1]) for at in range(number)]
    return lambda: random.choices(range(number), cum_weights=sums)[0]


def did(what):
    with open(os.environ["ADDED"], "a") as out:
        out.write(f"{time.time()} {what}\n")


def gaps(swings=False):
    """Waits until the next arrival; calm and busy stretches of 20 s take turns where it swings."""
    start = time.time()
    while True:
        calm = int((time.time() - start) / 20) % 3
        yield random.expovariate(RATE * ((1, 0.1, 1.9)[calm] if swings else 1))


def forever(act):
    for gap in gaps(swings=not SETTINGS.get("steady")):
        time.sleep(gap)
        act()
