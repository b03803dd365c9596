"""Where Typst works: a process of its own, so that its memory is given back and no web process ever loads it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG")  # of the environment: no secret goes along
SECONDS = 300
DOTS = 288  # of a PNG, to the inch: three for each unit of a drawing


def set_apart(told: dict[str, Any]) -> bytes:
    """What `setting` makes of the data. Raises CalledProcessError or TimeoutExpired."""
    return subprocess.run(
        [sys.executable, "-m", "reports.exchange.documents.setting"],
        input=json.dumps(told).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={key: os.environ[key] for key in KEPT if key in os.environ},
        timeout=SECONDS,
    ).stdout
