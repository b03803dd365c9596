"""PostgreSQL: one cluster, one role without superuser rights, one database, reached over 127.0.0.1 with a password."""

import os
import platform
import secrets
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ground.launcher.place import Account, LauncherError
from ground.launcher.processes import at_work_in, await_ready, end, port_like, runs, spawn, wait_until
from ground.launcher.programs import Programs

# fast shutdown, then without waiting for clients, then (in `end`) by force
STOPPING = [(signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)]
# No statement, row or parameter of a confidential interview reaches the log: terse drops DETAIL and CONTEXT.
DISCREET = ["log_error_verbosity=terse", "log_min_error_statement=panic", "log_timezone=UTC"]
BUILTIN_LOCALES = 17
LEAVING = 10.0  # seconds
SETTING_UP = [
    "CREATE ROLE coprod LOGIN CREATEDB PASSWORD '{password}'",
    "CREATE DATABASE coprod OWNER coprod",
    # Damage on purpose, in the tests of check_integrity, and nothing the owner of the tables could not do otherwise.
    "GRANT SET ON PARAMETER session_replication_role TO coprod",
]


@dataclass(frozen=True)
class Postgres:
    """The cluster in `home/postgres`."""

    home: Path
    account: Account
    fleeting: bool = False

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def pid(self) -> int | None:
        """The server's process id while it runs on this data, however it was started."""
        pid = self._written_pid()
        return pid if runs(pid, self.data) else None

    def create(self, programs: Programs, password: str) -> None:
        """Make the cluster, its role and its database; a start cut short leaves nothing that counts as one.

        Raises:
            LauncherError: `initdb` failed, with the end of what it said.
        """
        if self.data.exists():
            return
        draft = self.home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._initdb(programs, draft)
        single = [programs.postgres / "postgres", "--single", "-D", draft, "postgres"]
        self._run(single, "\n".join([*SETTING_UP, ""]).format(password=password))
        draft.rename(self.data)

    def start(self, programs: Programs, wanted_port: int | None) -> int:
        """Start the server and wait until it takes connections; its port."""
        stale = self._written_pid()
        self._end_what_is_left()
        while True:
            port = port_like(wanted_port)
            # The server refuses to start while the process id in its old lock file is alive, whoever has it now. This
            # variable names a process it may disregard; its check for orphans on the same data stays in force.
            extra = {"PG_GRANDPARENT_PID": str(stale)} if stale else {}
            command = [str(programs.postgres / "postgres"), "-D", str(self.data), *self._settings(port)]
            process = spawn(command, self.account, self.log, **extra)
            if await_ready("PostgreSQL", process, partial(self._ready, process.pid), self.log):
                return port
            wanted_port = None

    def _end_what_is_left(self) -> None:
        """End what a killed server has left behind, as it would do itself when one of its processes is killed.

        Most of it sees by itself that the server is gone. What waits for a lock that died with another never does, and
        no server starts beside it.
        """
        here = self.data.resolve()
        if any(runs(pid, self.data) for pid in at_work_in(here)):
            return  # it lives, only its lock file is gone: PostgreSQL itself says so when the next one starts
        left = partial(at_work_in, here, b"postgres: ")
        for pid in left():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not left(), LEAVING)

    def stop(self) -> None:
        """Shut the server down in an orderly way; nothing when it does not run."""
        pid = self.pid()
        if pid:
            end(pid, self.data, STOPPING)

    def _initdb(self, programs: Programs, draft: Path) -> None:
        secret = self.home / "initdb.password"
        secret.unlink(missing_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(24))  # the superuser's: nobody needs it again
        self.account.own(secret, 0o600)
        locale = ["--locale=C.UTF-8" if platform.system() == "Linux" else "--locale=en_US.UTF-8"]
        if programs.major >= BUILTIN_LOCALES:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = ["-U", "postgres", "--auth=scram-sha-256", f"--pwfile={secret}"]
        writing = ["--data-checksums", *(["--no-sync"] if self.fleeting else [])]
        try:
            self._run([programs.postgres / "initdb", "-D", draft, "-E", "UTF8", *locale, *access, *writing])
        finally:
            secret.unlink()

    def _run(self, command: list, said: str = "") -> None:
        answer = subprocess.run(
            [str(word) for word in command], input=said, capture_output=True, text=True, check=False,
            **self.account.options(),
        )  # fmt: skip
        if answer.returncode or "FATAL" in answer.stderr or "ERROR" in answer.stderr:
            ending = "\n".join((answer.stdout + answer.stderr).splitlines()[-6:])
            raise LauncherError(f"{Path(command[0]).name} failed on {self.home}:\n{ending}")

    def _settings(self, port: int) -> list[str]:
        reach = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        return [word for setting in (*reach, "fsync=on", *DISCREET) for word in ("-c", setting)]

    def _written_pid(self) -> int | None:
        lines = self._lock_file()
        return int(lines[0]) if lines and lines[0].strip().isdigit() else None

    def _ready(self, pid: int) -> bool:
        lines = self._lock_file()
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def _lock_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []
