"""Message catalogues, compiled without GNU gettext, which a fresh machine lacks."""

import sys
from pathlib import Path

import polib


def compile_catalogues(folder: Path) -> int:
    """Write the .mo beside every .po under `folder` that is newer than it; how many were written."""
    outdated = [po for po in sorted(folder.rglob("*.po")) if _older(po.with_suffix(".mo"), po)]
    for po in outdated:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    return len(outdated)


def _older(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues(Path(sys.argv[1]))
