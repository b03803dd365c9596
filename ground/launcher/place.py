"""Where one set of servers lives, which account runs them, and what is remembered about them."""

import fcntl
import json
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/lib/coprod")


class LauncherError(Exception):
    """What went wrong with the private servers and what to do next, in words for the person at the terminal."""


@dataclass(frozen=True)
class Account:
    """The unprivileged user PostgreSQL insists on when we are root; for an ordinary user nothing changes."""

    uid: int
    gid: int

    def options(self) -> dict:
        """Arguments for `subprocess` that start a program as this account, away from folders it may not enter."""
        identity = {"user": self.uid, "group": self.gid, "extra_groups": []} if os.geteuid() == 0 else {}
        return {**identity, "cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}}

    def can(self, *command: str) -> bool:
        """Whether the command ends well when this account runs it."""
        try:
            answer = subprocess.run(command, capture_output=True, check=False, timeout=60, **self.options())
        except (OSError, subprocess.SubprocessError):
            return False
        return answer.returncode == 0

    def own(self, path: Path, mode: int) -> None:
        """Hand a file or folder to this account with the given permission bits."""
        path.chmod(mode)
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def account_for(owner_uid: int | None) -> Account:
    """The account the servers run as: whoever owns the data already there, else `nobody` for root, else ourselves."""
    if os.geteuid() != 0:
        return Account(os.getuid(), os.getgid())
    entry = pwd.getpwuid(owner_uid) if owner_uid else pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Place:
    """A folder such as `var/` with the servers' data in or behind it; `fleeting` data need not survive a power cut."""

    folder: Path = field(default=ROOT / "var")
    fleeting: bool = False

    @property
    def link(self) -> Path:
        """The servers' data, or the link to it where the account cannot reach the checkout."""
        return self.folder / "servers"

    @property
    def state_file(self) -> Path:
        return self.folder / "services.json"

    def prepare(self) -> None:
        """Make the folder; root leaves the way through it open for the unprivileged account, files stay closed."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            self.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One start or stop at a time in this place; the system lets go of it when the holder dies.

        Raises:
            LauncherError: the folder belongs to somebody else.
        """
        self.prepare()
        try:
            handle = (self.folder / "services.lock").open("w")
        except PermissionError as refusal:
            raise LauncherError(f"{self.folder} belongs to another user: run as that user, or remove it.") from refusal
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def home(self) -> tuple[Path, Account]:
        """The servers' own directory (made when missing) and the account it belongs to.

        Raises:
            LauncherError: `var/servers` links to data that is gone.
        """
        if self.link.is_dir():
            home = self.link.resolve()
            return home, account_for(home.stat().st_uid)
        if self.link.is_symlink():
            raise LauncherError(
                f"The data {self.link} links to ({self.link.readlink()}) is gone. "
                f"Remove {self.link} to start with an empty database."
            )
        return self._new_home(account_for(None))

    def _new_home(self, account: Account) -> tuple[Path, Account]:
        self.link.mkdir()
        account.own(self.link, 0o700)
        if account.can("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", str(self.link)):
            return self.link.resolve(), account
        self.link.rmdir()
        home = outside_home(self.folder)
        account.own(home, 0o700)
        self.link.symlink_to(home)
        return home, account

    def read(self) -> dict:
        """What was remembered: ports, passwords, whose the servers are; empty before the first start."""
        try:
            return json.loads(self.state_file.read_text())
        except FileNotFoundError:
            return {}

    def write(self, state: dict) -> None:
        """Remember `state`, readable by its owner only, never half-written."""
        draft = self.state_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(state, out, indent=1)
        draft.replace(self.state_file)

    def remove(self) -> None:
        """Take a fleeting place away, with the data behind its link."""
        if self.link.is_dir():
            shutil.rmtree(self.link.resolve(), ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def outside_home(folder: Path) -> Path:
    """A new directory, named after `folder`, where an unprivileged account can reach it."""
    OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9.]+", "-", str(folder)).strip("-")[-180:]
    for number in range(1, 10_000):
        home = OUTSIDE / (name if number == 1 else f"{name}-{number}")
        try:
            home.mkdir()
        except FileExistsError:
            continue  # what an earlier checkout of the same path left: never used, never removed unasked
        return home
    raise LauncherError(f"{OUTSIDE} is full of directories named {name}: remove the ones no checkout links to.")


def addresses(place: Place | None = None) -> tuple[str, str] | None:
    """(DATABASE_URL, REDIS_URL) of the private servers, or None where they were never started."""
    state = (place or Place()).read()
    if "postgres" not in state or "valkey" not in state:
        return None
    postgres, valkey = state["postgres"], state["valkey"]
    return (
        f"postgresql://coprod:{postgres['password']}@127.0.0.1:{postgres['port']}/coprod",
        f"redis://:{valkey['password']}@127.0.0.1:{valkey['port']}/0",
    )


def database_is_private() -> bool:
    """Whether the environment names no database, by itself or by a file, so that it is the one under var/."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))
