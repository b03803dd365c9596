"""Modules and sheets as they are served: each joined with those it imports, so that a page asks for few files."""

from pathlib import Path

from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import StaticFilesStorage

from coprod.storage import ENTRIES


class Joined(StaticFilesStorage):
    """Under their own names, for nothing of a test is kept by a browser; the pages ask for what is joined."""

    joins_modules = True


def write(folder: Path) -> None:
    """Write what pages ask for, of the sources as they are now."""
    for entry, join in ENTRIES.items():
        path = folder / entry
        path.parent.mkdir(exist_ok=True)
        path.write_text(join(entry, lambda name: Path(find(name)).read_text()))
