"""Valkey (or the machine's Redis): appended to disk every second, behind a password, never evicting."""

import signal
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ground.launcher.place import Account
from ground.launcher.processes import await_ready, end, port_like, runs, spawn
from ground.launcher.programs import Programs

STOPPING = [(signal.SIGTERM, 15.0)]


@dataclass(frozen=True)
class Valkey:
    """The server with its data in `home/valkey`."""

    home: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.home / "valkey"

    @property
    def configuration(self) -> Path:
        return self.home / "valkey.conf"

    @property
    def log(self) -> Path:
        return self.home / "valkey.log"

    def pid(self) -> int | None:
        """The server's process id while it runs on this data, however it was started."""
        try:
            pid = int((self.data / "valkey.pid").read_text())
        except (OSError, ValueError):
            return None
        return pid if runs(pid, self.configuration) else None

    def start(self, programs: Programs, password: str, wanted_port: int | None) -> int:
        """Start the server and wait until it answers with its password; its port."""
        self.data.mkdir(exist_ok=True)
        self.account.own(self.data, 0o700)
        while True:
            port = port_like(wanted_port)
            self._configure(port, password)
            process = spawn([str(programs.valkey), str(self.configuration)], self.account, self.log)
            if await_ready("Valkey", process, partial(answers, port, password), self.log):
                return port
            wanted_port = None

    def stop(self) -> None:
        """Let the server write what it has and leave; nothing when it does not run."""
        pid = self.pid()
        if pid:
            end(pid, self.configuration, STOPPING)

    def _configure(self, port: int, password: str) -> None:
        lines = [
            f"port {port}",
            "bind 127.0.0.1",
            f"requirepass {password}",
            f'dir "{self.data}"',
            f'pidfile "{self.data / "valkey.pid"}"',
            "daemonize no",
            "set-proc-title no",  # we know the server again by its command line
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
        ]
        self.configuration.unlink(missing_ok=True)
        self.configuration.touch(mode=0o600)
        self.configuration.write_text("\n".join(lines) + "\n")
        self.account.own(self.configuration, 0o600)


def answers(port: int, password: str) -> bool:
    """Whether a server on this port takes the password and has loaded its data."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            said = b""
            while said.count(b"\r\n") < 2:
                part = line.recv(200)
                if not part:
                    return False
                said += part
    except OSError:
        return False
    return said == b"+OK\r\n+PONG\r\n"
