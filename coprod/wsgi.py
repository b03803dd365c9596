"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")

application = get_wsgi_application()
# What is loaded by now stays: the collector need not go through it again in the middle of an answer.
gc.collect()
gc.freeze()
