import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SELDOM = ("drf_spectacular.plumbing", "django.test", "re2", "typst", "docx", "xlsxwriter", "pypdfium2", "lxml")
SELDOM += ("markdown_it",)
ASK = f"""
import sys, coprod.wsgi
print(*(name for name in {SELDOM} if name in sys.modules), "coding.api.acts" in sys.modules)
"""

# Django keeps what it has loaded of these here, by language.
ASK_FOR_LANGUAGES = """
import coprod.wsgi
from django.urls import get_resolver
from django.utils.translation import trans_real
print(*sorted(get_resolver()._reverse_dict), *sorted(trans_real._translations))
"""
# What answers leave behind: objects that hold each other, and live through a few small collections.
ASK_FOR_COLLECTIONS = """
import gc, coprod.wsgi
from collections import deque
before, held = gc.get_stats()[2]["collections"], deque(maxlen=2000)
for _ in range(100_000):
    ring = []
    ring.append(ring)
    held.append(ring)
print(gc.get_stats()[2]["collections"] > before)
"""
ASK_FOR_OPTIONS = """
import django
django.setup()
from django.db import connection
from reports.backup.postgres import _environment
options, environment = connection.settings_dict["OPTIONS"], _environment()
print(options["sslmode"], options["gssencmode"], environment["PGSSLMODE"], environment["PGGSSENCMODE"])
"""


def told_by(script: str, **environment: str) -> list[str]:
    command, around = [sys.executable, "-c", script], os.environ | environment
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=around)
    return told.stdout.split()


def test_the_web_process_loads_its_pages_before_it_divides_and_not_what_is_seldom_asked_for():
    assert told_by(ASK) == ["True"]


def test_addresses_and_words_of_both_languages_are_loaded_before_it_divides():
    assert told_by(ASK_FOR_LANGUAGES) == ["en", "id", "en", "id"]


def test_what_answers_leave_behind_is_collected_though_much_is_loaded():
    assert told_by(ASK_FOR_COLLECTIONS) == ["True"]


def test_what_the_address_of_the_database_says_of_its_connection_holds():
    """Every connection is made as the settings say, those of backups by the environment that is made of them."""
    told = told_by(ASK_FOR_OPTIONS, DATABASE_URL="postgresql://a:b@db.example:5432/c?sslmode=require")

    assert told == ["require", "disable", "require", "disable"]
