"""A taskiq worker whose tasks take JOB_SECONDS, on a list or a stream."""

import asyncio
import json
import os

from taskiq_redis import ListQueueBroker, RedisAsyncResultBackend, RedisStreamBroker

URL = f"redis://127.0.0.1:{os.environ['REDIS_PORT']}"
SETTINGS = json.loads(os.environ["SETTINGS"])
broker = (RedisStreamBroker if SETTINGS.get("stream") else ListQueueBroker)(URL)
if SETTINGS.get("results"):
    broker = broker.with_result_backend(RedisAsyncResultBackend(URL))


@broker.task
async def job(text):
    await asyncio.sleep(float(os.environ["JOB_SECONDS"]))
