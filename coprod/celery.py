"""The doorbell: Celery carries ids of job rows to a worker, nothing else."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")

app = Celery("coprod")
app.config_from_object(settings.CELERY)
app.autodiscover_tasks(["ground", "interviews", "coding", "reports"])
