"""A Celery worker whose tasks take JOB_SECONDS; no result backend, unless asked for."""

import json
import os
import time

from celery import Celery

URL = f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/0"
app = Celery("celery_app", broker=URL, backend=URL if json.loads(os.environ["SETTINGS"]).get("results") else None)


@app.task
def job(text):
    time.sleep(float(os.environ["JOB_SECONDS"]))


@app.task(bind=True)
def fails_once(self, text):
    time.sleep(float(os.environ["JOB_SECONDS"]))
    if self.request.retries == 0:
        raise self.retry(countdown=0)
