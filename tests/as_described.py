"""What docker-compose.yml describes, run here without a container engine: its commands and its environment, a root that
cannot be written, a /tmp and a `var` of its own, an account without rights, and the proxy in front."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import yaml

from ground.catalogues import compile_catalogues
from ground.launcher.processes import wait_until
from tests import debian
from tests.served import ROOT, copy_of_the_checkout, free_port

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
HOUSE = Path("/srv/coprod")
NEEDED = {"bwrap": "bubblewrap", "caddy": "caddy"}  # program → package of Debian


class Server:
    """One container of ours: confined as the compose file says, in namespaces instead of an image."""

    def __init__(self, shared: "Shared", service: str, **environment: str):
        self.shared, self.service, self.environment = shared, service, environment
        self.tmp = shared.folder / f"tmp-{len(list(shared.folder.glob('tmp-*')))}"
        self.tmp.mkdir()
        self.process = None

    def command(self, words: list[str]) -> list[str]:
        places = [
            *("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/srv", "--tmpfs", "/run"),
            *("--bind", str(self.tmp), "/tmp"),
            *("--ro-bind", sys.prefix, sys.prefix, "--ro-bind", sys.base_prefix, sys.base_prefix),
            *("--ro-bind", str(self.shared.checkout), str(HOUSE), "--bind", str(self.shared.var), str(HOUSE / "var")),
            *("--ro-bind", str(self.shared.secrets), "/run/secrets", "--chdir", str(HOUSE)),
        ]
        return ["bwrap", "--unshare-user", "--uid", "10001", "--gid", "10001", "--die-with-parent", *places, *words]

    def surroundings(self) -> dict[str, str]:
        described = {
            name: re.sub(r"\$\{(\w+):-(.*?)\}", lambda found: self.shared.chosen.get(found[1], found[2]), value)
            for name, value in COMPOSE[self.service]["environment"].items()
        }
        described = {name: value.replace("/secrets/", "/run/secrets/") for name, value in described.items()}
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        path = f"{Path(sys.executable).parent}:{kept['PATH']}"
        return {**kept, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1", **described, **self.environment}

    def start(self) -> "Server":
        words = COMPOSE[self.service].get("command") or ["gunicorn", "coprod.wsgi"]  # the image's CMD
        around = self.surroundings()
        with (self.shared.folder / f"{self.service}.log").open("ab") as log:
            self.process = subprocess.Popen(self.command(words), env=around, stdout=log, stderr=log)
        return self

    def run(self, *words: str) -> subprocess.CompletedProcess:
        """A command in the same confinement, to its end."""
        around = self.surroundings()
        return subprocess.run(self.command(list(words)), env=around, capture_output=True, text=True, check=False)

    def stop(self) -> int:
        """Tell it to end, as an engine does; its exit code. Told itself, bubblewrap would kill what it holds."""
        held = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        os.kill(int(held[0]) if held else self.process.pid, signal.SIGTERM)
        return self.process.wait(timeout=60)


class Shared:
    """The volumes, and the stores that the tests have anyway in the place of those of the compose file."""

    def __init__(self, folder: Path, database_url: str, redis_url: str):
        self.folder = folder
        self.checkout = copy_of_the_checkout(folder)
        shutil.copytree(ROOT / "docs", self.checkout / "docs")
        compile_catalogues(self.checkout / "locale")
        (self.checkout / "var").mkdir()
        self.var, self.secrets = folder / "var", folder / "secrets"
        self.var.mkdir()
        self.secrets.mkdir()
        (self.secrets / "database-url").write_text(database_url)
        (self.secrets / "redis-url").write_text(redis_url)
        subprocess.run([sys.executable, "-m", "coprod.secret", str(self.secrets)], cwd=ROOT, check=True)
        self.port = free_port()
        self.chosen = {"SITE_ADDRESS": f"localhost:{self.port}"}


class Proxy:
    """Caddy with the Caddyfile, before web processes on ports of this machine."""

    def __init__(self, shared: Shared, ports: list[int]):
        home = shared.folder / "caddy"
        self.address = f"https://localhost:{shared.port}"
        around = os.environ | {
            "WEB": " ".join(f"127.0.0.1:{port}" for port in ports),
            "HTTP_PORT": str(free_port()), "HTTPS_PORT": str(shared.port),
            "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home),
        }  # fmt: skip
        around.pop("TLS", None)
        command = ["caddy", "run", "--config", str(ROOT / "Caddyfile"), "--adapter", "caddyfile"]
        self.plain = f"http://localhost:{around['HTTP_PORT']}"
        with (shared.folder / "proxy.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=around, stdout=log, stderr=log)


def packages_lacking() -> list[str]:
    return [package for program, package in NEEDED.items() if not shutil.which(program)]


def missing() -> str:
    """What this machine lacks for it, in words; empty where nothing."""
    if lacking := packages_lacking():
        return f"no {' and no '.join(lacking)} on this machine, which Debian has as packages"
    tried = subprocess.run(["bwrap", "--unshare-user", "--ro-bind", "/", "/", "true"], capture_output=True, check=False)
    return "bubblewrap may make no namespaces here" if tried.returncode else ""


def await_end(process: subprocess.Popen) -> None:
    assert wait_until(lambda: process.poll() is not None, 60)


if __name__ == "__main__" and packages_lacking():
    debian.bring(*packages_lacking())
