"""A Dramatiq worker whose messages take JOB_SECONDS."""

import os
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker

dramatiq.set_broker(RedisBroker(port=int(os.environ["REDIS_PORT"])))


@dramatiq.actor
def job(text):
    time.sleep(float(os.environ["JOB_SECONDS"]))
