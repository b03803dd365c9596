"""`make proof` tries the whole house and writes proof.json and proof.html; exit 1 when anything was lost.

Twenty thousand codings and three thousand jobs by default: half an hour at the most on two cores.
`ARGS="--writes 1000 --jobs 100"` is a short run of a few minutes.
"""

import argparse
import json
import os
import platform
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ground.launcher import Place
from proof import page
from proof.house import House, standing
from proof.trial import Trial

ROOT = Path(__file__).resolve().parent.parent
WRITES, JOBS, MINUTES = 20_000, 3_000, 30
TRIALS = ("writes", "jobs", "reach", "files", "exports")
PACKAGES = ("Django", "djangorestframework", "celery", "gunicorn", "psycopg2-binary")


def main() -> int:
    """Try everything; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m proof", description=__doc__)
    parser.add_argument("--writes", type=int, default=WRITES, metavar="N", help=f"codings ({WRITES})")
    parser.add_argument("--jobs", type=int, default=JOBS, metavar="N", help=f"jobs ({JOBS})")
    parser.add_argument(
        "--minutes", type=int, default=MINUTES, metavar="N", help="what is not tried by then is missing"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="what is killed, and when")
    parser.add_argument("--only", action="append", choices=TRIALS, metavar="NAME", help=", ".join(TRIALS))
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "proof", metavar="FOLDER")
    asked = parser.parse_args()
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the house is stopped then, too
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(48)  # one for the house and for whoever signs people in to it
    Place().prepare()
    with tempfile.TemporaryDirectory(prefix="proof-", dir=Place().folder) as folder, standing(Path(folder)) as house:
        trials = tried(house, asked)
    run = {
        "seed": asked.seed,
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "minutes": round((time.monotonic() - begun) / 60, 1),
        "cores": os.cpu_count(),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "commit": commit(),
    }
    written = page.write(asked.output, run, trials)
    print(f"\n{'Everything that was tried holds' if page.all_hold(trials) else 'NOT everything holds'}: {written[1]}")
    return 0 if page.all_hold(trials) else 1


def tried(house: House, asked: argparse.Namespace) -> list[Trial]:
    """What the trials on the data of the house have found; one that never came is told as broken."""
    plan = {"writes": asked.writes, "jobs": asked.jobs, "seed": asked.seed, "seconds": asked.minutes * 60}
    only = asked.only or TRIALS
    where = {"checkout": str(house.checkout), "port": house.port, "run": house.run}
    trials = []
    with subprocess.Popen(
        [sys.executable, "-m", "proof.trials"],
        cwd=ROOT, env=house.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        process.stdin.write(json.dumps(plan | where | {"only": only}))
        process.stdin.close()
        for line in process.stdout:
            trials.append(Trial(**json.loads(line)))
            print(*lines(trials[-1:]), flush=True)
    return trials + missing(trials, only)


def missing(trials: list[Trial], wanted: Iterable[str]) -> list[Trial]:
    """What never came, as trials that do not hold."""
    came = {trial.name for trial in trials}
    return [Trial(name, {}, {"broken": 1}) for name in wanted if name not in came]


def lines(trials: list[Trial]) -> list[str]:
    """The figures as plain text: a line for each trial."""
    return [
        f"{trial.name}: {'holds' if trial.holds else 'DOES NOT HOLD'}. "
        + ", ".join(f"{name} {value:,}" for name, value in {**trial.tried, **trial.none}.items())
        for trial in trials
    ]


def commit() -> str:
    """Which state of the source was tried, where it is known."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
