"""A Celery worker whose tasks take JOB_SECONDS; no result backend."""

import os
import time

from celery import Celery

app = Celery("celery_app", broker=f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/0")


@app.task
def job(text):
    time.sleep(float(os.environ["JOB_SECONDS"]))
