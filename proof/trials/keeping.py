"""A backup of the house restored where nothing is: on servers, in a database and in a folder of its own."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import transaction

from proof.trial import Trial, of_exports
from reports.backup import facts

ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT")


def keep(folder: Path) -> Trial:
    """Back up, restore elsewhere, and compare what leaves the one and the other. Nobody may write meanwhile.

    So what leaves the one is hashed while the other is made of its backup.
    """
    begun, backup = time.monotonic(), folder / "proof.backup"
    with transaction.atomic():
        rows = sum(count for count, _sum in facts.sums().values())
    with ThreadPoolExecutor(1) as beside:
        hashing = beside.submit(_said, [sys.executable, "-m", "proof.trials.exports"], os.environ)
        _said([sys.executable, "manage.py", "backup", str(backup)], os.environ)
        took = time.monotonic() - begun
        after = _restored(backup, folder / "restored")
        before = json.loads(hashing.result())
    told = {
        "backup_mb": round(backup.stat().st_size / 1e6, 1),
        "seconds_of_backup": round(took),
        "seconds": round(time.monotonic() - begun),
        "before": before,
        "after": after["exports"],
    }
    none = of_exports(before, after["exports"]) | {"integrity": after["integrity"]}
    return Trial("exports", {"exports": len(before), "rows": rows}, none, told)


def _restored(backup: Path, media: Path) -> dict:
    """What `proof.trials.restored` prints of a backup."""
    without = {name: word for name, word in os.environ.items() if name not in ELSEWHERE} | {"MEDIA_ROOT": str(media)}
    lent = [sys.executable, "-m", "ground.launcher", "borrow", "--"]
    return json.loads(_said([*lent, sys.executable, "-m", "proof.trials.restored", str(backup)], without))


def _said(command: list[str], environment) -> str:
    done = subprocess.run(
        command, cwd=settings.ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout
