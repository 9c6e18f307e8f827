"""An ARQ worker whose jobs take JOB_SECONDS."""

import asyncio
import os

from arq.connections import RedisSettings


async def job(_, text):
    await asyncio.sleep(float(os.environ["JOB_SECONDS"]))


class WorkerSettings:
    functions = [job]
    redis_settings = RedisSettings(port=int(os.environ["REDIS_PORT"]))
