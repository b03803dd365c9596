"""Both servers together: up, down, and what there is to say about them."""

import os
import secrets
from dataclasses import dataclass

from ground.launcher.place import LauncherError, Place
from ground.launcher.postgres import Postgres
from ground.launcher.programs import find
from ground.launcher.valkey import Valkey


@dataclass(frozen=True)
class Status:
    """What runs in a place (process ids, None when down), on which ports, where its data lies, for whom."""

    postgres: int | None
    valkey: int | None
    state: dict
    home: str

    @property
    def running(self) -> bool:
        return bool(self.postgres and self.valkey)

    def lines(self) -> list[str]:
        """One line for each server and one for the data, to be read by a person."""
        kept = self.state.get("owner")
        until = f"as long as process {kept} runs" if kept else "until `services down`"
        return [
            _line("PostgreSQL", self.postgres, self.state.get("postgres")),
            _line("Valkey", self.valkey, self.state.get("valkey")),
            f"Data and logs: {self.home}" if self.home else "Data: none yet",
            *([f"They run {until}."] if self.running else []),
        ]


def _line(name: str, pid: int | None, remembered: dict | None) -> str:
    if not pid or not remembered:
        return f"{name}: down"
    return f"{name}: running on 127.0.0.1:{remembered['port']}, process {pid}"


def up(place: Place, owner: int | None = None) -> bool:
    """Start what does not run yet, on the data already there.

    Args:
        place: where the servers live.
        owner: the process they are started for, None when they stay until `down`.

    Returns:
        Whether anything had to be started.

    Raises:
        LauncherError: a server cannot be found, created or started.
    """
    with place.lock():
        home, account = place.home()
        postgres, valkey = Postgres(home, account, place.fleeting), Valkey(home, account)
        if postgres.pid() and valkey.pid():
            return _inherited(place, owner)
        programs = find(home, account)
        state = _remembered(place, postgres)
        postgres.create(programs, state["postgres"]["password"])
        if not postgres.pid():
            state["postgres"]["port"] = postgres.start(programs, state["postgres"].get("port"))
        if not valkey.pid():
            remembered = state["valkey"]
            remembered["port"] = valkey.start(programs, remembered["password"], remembered.get("port"))
        place.write({**state, "owner": owner, "wanted": True, "home": str(home)})
        return True


def _inherited(place: Place, owner: int | None) -> bool:
    """Take running servers over from an owner that is gone; whether `owner` answers for them now."""
    state = place.read()
    if state.get("owner") is None or _alive(state["owner"]):
        return False
    place.write({**state, "owner": owner})
    return owner is not None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _remembered(place: Place, postgres: Postgres) -> dict:
    state = place.read()
    if state:
        return state
    if postgres.data.exists():
        raise LauncherError(
            f"{postgres.data} holds a database, but its password was in {place.state_file}, which is gone. "
            f"Bring the file back, or move {place.link} away to start with an empty database."
        )
    state = {"postgres": {"password": secrets.token_hex(24)}, "valkey": {"password": secrets.token_hex(24)}}
    place.write(state)  # before the cluster exists: a password is never lost with a start cut short
    return state


def down(place: Place) -> bool:
    """Stop what runs in a place, orderly; whether anything ran."""
    if not place.link.is_dir():
        return False
    with place.lock():
        home, account = place.home()
        postgres, valkey = Postgres(home, account), Valkey(home, account)
        ran = bool(postgres.pid() or valkey.pid())
        place.write({**place.read(), "wanted": False, "owner": None})
        valkey.stop()
        postgres.stop()
        return ran


def status(place: Place) -> Status:
    """What runs in a place now."""
    if not place.link.is_dir():
        return Status(None, None, place.read(), "")
    home, account = place.home()
    return Status(Postgres(home, account).pid(), Valkey(home, account).pid(), place.read(), str(home))
