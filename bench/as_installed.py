"""`python bench/as_installed.py MODULE …` runs a module as where nothing that only development needs is installed.

Libraries look for others and load them where they are there: what is measured would be larger than what people run.
"""

import os
import re
import runpy
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ABSENT = "MODULES_THAT_ARE_NOT_THERE"


def packages_of(lock: str) -> set[str]:
    """The names of the packages in a lock, as they are compared."""
    lines = (ROOT / lock).read_text().splitlines()
    return {_compared(line.split("==")[0]) for line in lines if "==" in line}


def modules_of(packages: set[str]) -> set[str]:
    """The modules that none but these packages bring."""
    brought = packages_distributions().items()
    return {module for module, names in brought if {_compared(name) for name in names} <= packages}


def _compared(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


if __name__ == "__main__":
    if ABSENT not in os.environ:  # in a process of its own: to find them out would leave a MiB in what is measured
        names = modules_of(packages_of("requirements-dev.lock") - packages_of("requirements.lock"))
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {ABSENT: " ".join(names)})
    sys.path[0] = str(ROOT)
    for name in os.environ.pop(ABSENT).split():
        sys.modules[name] = None  # as if it were not there
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
