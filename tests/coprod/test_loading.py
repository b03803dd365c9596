import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SELDOM = ("drf_spectacular.plumbing", "django.test", "re2", "typst", "docx", "xlsxwriter", "pypdfium2", "lxml")
ASK = f"""
import sys, coprod.wsgi
print(*(name for name in {SELDOM} if name in sys.modules), "coding.api.acts" in sys.modules)
"""


def test_the_web_process_loads_its_pages_before_it_divides_and_not_what_is_seldom_asked_for():
    told = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["True"]
