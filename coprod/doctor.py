"""What an installation needs to run well, looked at one by one, each with what to do where it does not hold."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError

from coprod import health
from ground import first_account
from ground.jobs import worker_is_there
from ground.launcher import LauncherError
from ground.launcher.programs import OLDEST_POSTGRES, clients
from ground.models import Restoration
from reports.backup.postgres import server

LEAST_FREE = 0.1  # of the disk


class Finding(NamedTuple):
    """`state` is "ok", "look" (it works, but somebody should know) or "wrong"."""

    state: str
    about: str
    said: str


def examine() -> Iterator[Finding]:
    """Everything, in the order in which one thing needs another."""
    try:
        health.write_and_undo()
    except DatabaseError as error:
        said = f"does not answer: {str(error).splitlines()[0]}. Start it (`manage.py services up`) or see DATABASE_URL."
        yield Finding("wrong", "Database", said)
    else:
        yield from _of_the_database()
    for look in (_broker, _worker, _storage, _disk, _key, _address, _mail, _debug):
        yield look()


def _of_the_database() -> Iterator[Finding]:
    major = server()
    is_old = major < OLDEST_POSTGRES
    said = f"PostgreSQL {major}; {OLDEST_POSTGRES} or newer is needed." if is_old else f"PostgreSQL {major}, writable."
    yield Finding("wrong" if is_old else "ok", "Database", said)
    waiting = health.pending_migrations()
    said = "migrations are pending: `manage.py prepare`." if waiting else "every migration is applied."
    yield Finding("wrong" if waiting else "ok", "Tables", said)
    yield _programs(major)
    if not waiting and first_account.is_open():
        yield Finding("look", "People", f"nobody can sign in yet. Make the first account: {first_account.link()}")
    if not waiting and (last := Restoration.newest()):
        said = f"restored {last.restored_at:%Y-%m-%d %H:%M} UTC to the state of {last.made_at:%Y-%m-%d %H:%M} UTC."
        yield Finding("look", "Backup", said)


def _programs(major: int) -> Finding:
    try:
        return Finding("ok", "Backup", f"pg_dump, pg_restore and psql in {clients(major)}.")
    except LauncherError as trouble:
        return Finding("wrong", "Backup", str(trouble))


def _broker() -> Finding:
    if health.broker_answers():
        return Finding("ok", "Broker", "answers.")
    return Finding("look", "Broker", "is away: summaries start up to 15 seconds late. See REDIS_URL.")


def _worker() -> Finding:
    try:
        is_there = worker_is_there()
    except DatabaseError:
        is_there = False
    said = "reports." if is_there else "none reports, so summaries wait. Start `celery -A coprod.celery worker`."
    return Finding("ok" if is_there else "look", "Worker", said)


def _storage() -> Finding:
    try:
        name = default_storage.save("doctor", ContentFile(b"coprod"))
        with default_storage.open(name) as file:
            is_same = file.read() == b"coprod"
        default_storage.delete(name)
    except Exception as error:  # a store far away has errors of its own kind
        return Finding("wrong", "Files", f"cannot be stored: {error}. See MEDIA_ROOT or S3_BUCKET.")
    return Finding("ok" if is_same else "wrong", "Files", "can be stored." if is_same else "come back changed.")


def _disk() -> Finding:
    """The fuller one, where the data of the launcher and the stored files lie on two."""
    share, free, place = min(_room(Path(each)) for each in (settings.ROOT / "var", settings.MEDIA_ROOT))
    said = f"{free / 1e9:.1f} GB free, {share:.0%}, in {place}."
    return Finding("ok" if share >= LEAST_FREE else "look", "Disk", said)


def _room(place: Path) -> tuple[float, int, Path]:
    """What is free, as a share and in bytes, and where: in the folder above where `place` is not there yet."""
    while not place.exists():
        place = place.parent
    room = shutil.disk_usage(place)
    return room.free / max(room.total, 1), room.free, place


def _key() -> Finding:
    file = Path(settings.ROOT) / "var" / "secret-key"
    if not file.exists() or file.read_text() != settings.SECRET_KEY:
        return Finding("ok", "Key", "given by the environment.")
    if file.stat().st_mode & 0o077:
        return Finding("wrong", "Key", f"{file} can be read by others: chmod 600.")
    return Finding("ok", "Key", f"in {file}, for its owner alone.")


def _address() -> Finding:
    if settings.BEHIND_TLS:
        return Finding("ok", "Address", f"{settings.SITE_URL}, cookies are Secure.")
    said = f"{settings.SITE_URL}, without TLS: right on one's own machine, and nowhere else. See SITE_URL."
    return Finding("ok" if "//127.0.0.1" in settings.SITE_URL else "wrong", "Address", said)


def _mail() -> Finding:
    if not health.sends_mail():
        said = "none: `manage.py password_link` helps who forgot a password. See EMAIL_URL."
        return Finding("look", "Mail", said)
    return Finding("ok", "Mail", f"through {settings.EMAIL_HOST}.")


def _debug() -> Finding:
    if settings.DEBUG:
        return Finding("wrong", "Debug", "is on: error pages show settings and data. Unset DEBUG.")
    return Finding("ok", "Debug", "off.")
