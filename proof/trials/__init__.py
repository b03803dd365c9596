"""What is tried, in the database of the house: `python -m proof.trials` is told which house by `python -m proof`.

asking.py    people who send each request again until it is acknowledged
writing.py   codings under fire            working.py   jobs under fire
files.py     hostile files                 reaching.py  every route as every role
keeping.py   backup and restore            exports.py   the SHA-256 of everything that leaves the house
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod.settings")
django.setup()
