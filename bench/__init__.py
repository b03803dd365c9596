"""How fast the house is, beside floors and bare twins measured in the same run: `make bench`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
django.setup()
