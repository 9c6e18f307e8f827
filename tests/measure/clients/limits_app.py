"""The Python library limits: five requests in ten seconds for each identifier."""

import time

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter
from load import PORT, SETTINGS, did, forever, random, zipf

KINDS = {
    "fixed-window": FixedWindowRateLimiter, "moving-window": MovingWindowRateLimiter,
    "sliding-window-counter": SlidingWindowCounterRateLimiter,
}
ALGORITHM = SETTINGS.get("algorithm", "fixed-window")
limiter = KINDS[ALGORITHM](RedisStorage(f"redis://127.0.0.1:{PORT}"))
item, until = RateLimitItemPerSecond(5, 10), {}
who = (lambda: random.randrange(10**9)) if SETTINGS.get("many") else zipf(100)


def visit():
    name, now = f"w{who()}", time.time()
    allowed = limiter.hit(item, name)
    # A window starts with its first hit; the counter's windows start by the clock.
    window = int(now / 10) if ALGORITHM == "sliding-window-counter" else now
    first = until.get(name, -1) < window
    if allowed and first:
        until[name] = window if ALGORITHM == "sliding-window-counter" else now + 10
    did("limited_checks" if not allowed else "first_checks" if first else "checks")


forever(visit)
