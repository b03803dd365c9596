"""Packages of Debian that a test needs and the machine lacks: brought with apt, where root runs the tests."""

import os
import shutil
import subprocess


def bring(*packages: str) -> bool:
    """Install them, saying so; whether they are there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {' and '.join(packages)} with apt-get …", flush=True)
    install = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *packages]
    return quietly(install) or (quietly(["apt-get", "update", "--quiet=2"]) and quietly(install))


def quietly(command: list[str]) -> bool:
    """Run it to its end; whether it did what it should."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=600).returncode == 0
    except subprocess.TimeoutExpired:
        return False
