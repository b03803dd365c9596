"""The web process."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")

application = get_wsgi_application()
# Every page, its address both ways and the words of both languages are loaded before the process divides: once for all.
# Else whoever asks a new process first waits for it, and after a kill that is everybody at once.
for language, _name in settings.LANGUAGES:
    with override(language):
        reverse("home")
# What is loaded by now stays: the collector need not go through it again in the middle of an answer.
gc.collect()
gc.freeze()
# It goes through everything only after a quarter of what was there the last time has come: counted without what stays.
gc.collect()
