import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SELDOM = ("drf_spectacular.plumbing", "django.test", "re2", "typst", "docx", "xlsxwriter", "pypdfium2", "lxml")
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


def told_by(script: str) -> list[str]:
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.split()


def test_the_web_process_loads_its_pages_before_it_divides_and_not_what_is_seldom_asked_for():
    assert told_by(ASK) == ["True"]


def test_addresses_and_words_of_both_languages_are_loaded_before_it_divides():
    assert told_by(ASK_FOR_LANGUAGES) == ["en", "id", "en", "id"]
