"""Adds jobs at random times, RATE a second on average, and writes down when."""

import asyncio
import os
import random
import sys
import time

PORT, RATE, TEXT = int(os.environ["REDIS_PORT"]), float(os.environ["RATE"]), "x" * 200
random.seed(20261121)


def gaps():
    while True:
        yield random.expovariate(RATE)


def added():
    with open(os.environ["ADDED"], "a") as out:
        out.write(f"{time.time()}\n")


async def arq():
    from arq import create_pool
    from arq.connections import RedisSettings

    pool = await create_pool(RedisSettings(port=PORT))
    for gap in gaps():
        await asyncio.sleep(gap)
        added()
        await pool.enqueue_job("job", TEXT)


def plain(add):
    for gap in gaps():
        time.sleep(gap)
        added()
        add()


def main(client):
    if client == "arq":
        asyncio.run(arq())
    elif client == "huey":
        from huey_app import job

        plain(lambda: job(TEXT))
    elif client == "celery":
        from celery_app import job

        plain(lambda: job.apply_async((TEXT,)))
    elif client == "rq":
        from redis import Redis
        from rq import Queue
        from rq_app import job

        queue = Queue(connection=Redis(port=PORT))
        plain(lambda: queue.enqueue(job, TEXT))


main(sys.argv[1])
