"""Adds jobs at random times, RATE a second on average, of the kinds of MIX, and writes down when."""

import asyncio
import sys
import time

from load import MIX, PORT, SETTINGS, TEXT, did, gaps, one


async def arq():
    from arq import create_pool
    from arq.connections import RedisSettings

    pool = await create_pool(RedisSettings(port=PORT))
    for gap in gaps():
        await asyncio.sleep(gap)
        did(one(MIX))
        await pool.enqueue_job("job", TEXT)


async def taskiq():
    from taskiq_app import broker, job

    await broker.startup()
    for gap in gaps():
        await asyncio.sleep(gap)
        did(one(MIX))
        await job.kiq(TEXT)


def plain(add):
    for gap in gaps():
        time.sleep(gap)
        what = one(MIX)
        did(what)
        add(what)


def main(client):
    if client == "arq":
        asyncio.run(arq())
    elif client == "taskiq":
        asyncio.run(taskiq())
    elif client == "huey":
        from huey_app import job

        plain(lambda _: job(TEXT))
    elif client == "celery":
        from celery_app import fails_once, job

        plain(lambda what: (fails_once if what == "retried_tasks" else job).apply_async((TEXT,)))
    elif client == "dramatiq":
        from dramatiq_app import job

        plain(lambda what: job.send_with_options(args=(TEXT,), delay=2000 if what == "delayed_messages" else None))
    elif client == "rq":
        from redis import Redis
        from rq import Queue
        from rq_app import job

        queue = Queue(connection=Redis(port=PORT))
        plain(lambda _: queue.enqueue(job, TEXT))


main(sys.argv[1])
