"""The demo studies and their accounts in an instance, once: what was deleted does not come back."""

import os
from pathlib import Path

from django.conf import settings

from ground.accounts import first_password
from ground.launcher import database_is_private
from ground.models import Event, User
from interviews.models import Study
from reports.demo.building import PEOPLE
from reports.demo.settling import id_of
from reports.demo.sources import SLUGS, bundle_file
from reports.exchange.bundle.comparing import TAKING_IN
from reports.exchange.bundle.taking_in import take_in

ACCOUNTS = Path(settings.ROOT) / "var" / "demo-accounts.txt"


def load(slug: str, *, by: User | None = None) -> bool:
    """Take a demo study in, unless it was ever taken in here; whether it was now. `by` becomes its owner too."""
    if slug not in missing():
        return False
    take_in(bundle_file(slug).name, bundle_file(slug).read_bytes(), by=by)
    return True


def missing() -> list[str]:
    """The demo studies that were never taken in here. The act of taking in stays when a study is erased."""
    events = Event.objects.filter(act__verb=TAKING_IN, relation=Study._meta.db_table)
    known = set(events.values_list("row_id", flat=True))
    return [slug for slug in SLUGS if id_of(slug, "study") not in known]


def is_private() -> bool:
    """Whether the database is the one that the launcher itself starts under var/."""
    return database_is_private()


def may_make_accounts() -> bool:
    """Accounts with passwords appear only in a private database, and only where nobody has one yet."""
    return is_private() and not User.objects.exists()


def open_accounts() -> str:
    """Give the demo's people random passwords, kept in ACCOUNTS for its owner's eyes only. Returns its lines."""
    lines = []
    for username, name, role in PEOPLE.values():
        password = first_password()
        user = User.objects.get(username=username)
        user.set_password(password)
        user.save(update_fields=["password"])
        lines.append(f"{username}  {password}  {role.value}: {name}")
    text = "\n".join(lines) + "\n"
    _keep(ACCOUNTS, text)
    return text


def _keep(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(file)
