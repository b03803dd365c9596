"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")

application = get_wsgi_application()
resolve("/")  # loads every page before the process divides: once for all, and no first reader waits for it
# What is loaded by now stays: the collector need not go through it again in the middle of an answer.
gc.collect()
gc.freeze()
