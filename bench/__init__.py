"""How fast the house is, beside floors and bare twins measured in the same run: `make bench`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
django.setup()
