"""A Huey consumer whose tasks take JOB_SECONDS."""

import os
import time

from huey import RedisHuey

huey = RedisHuey("jobs", port=int(os.environ["REDIS_PORT"]))


@huey.task()
def job(text):
    time.sleep(float(os.environ["JOB_SECONDS"]))
    return "done"
