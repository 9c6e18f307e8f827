"""An RQ job that takes JOB_SECONDS."""

import os
import time


def job(text):
    time.sleep(float(os.environ["JOB_SECONDS"]))
