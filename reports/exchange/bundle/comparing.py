"""How a bundle and the study that is here differ."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ground.models import Event
from interviews.models import Membership, Study
from reports.exchange.bundle.fields import PARTS, PEOPLE, Part
from reports.exchange.bundle.refusal import Fault
from reports.exchange.bundle.rows import Row, flat
from reports.exchange.bundle.writing import bundle_of

TAKING_IN = "study.import"


def differences(bundle: dict, here: Study) -> list[Fault]:
    """What the file and the study here do not share, row by row; nothing where they are equal.

    Names of accounts are not compared, they are the accounts'; nor what an import adds: the owner who took the study
    in, and another address where its own was taken.
    """
    theirs, ours = flat(bundle), flat(bundle_of(here, complete=bundle["complete"]))
    if ours["study"][0].values["slug"] == slug_beside(bundle["study"]):
        ours["study"][0].values["slug"] = bundle["study"]["slug"]
    ours["members"] = [row for row in ours["members"] if row.values["id"] not in _added_on_import(theirs["members"])]
    found = []
    for part in PARTS:
        if part is not PEOPLE:
            found += (
                _of_events(theirs["events"], ours["events"])
                if part.name == "events"
                else _of(part, theirs[part.name], ours[part.name])
            )
    return found


def slug_beside(study: dict) -> str:
    """The address of an imported study whose own is taken here."""
    return f"{study['slug'][:51]}-{study['id'][:8]}"


def username_beside(person: dict) -> str:
    """The username of an imported account whose own is taken here."""
    return f"{person['username'][:113]}-{person['id']}"


def _added_on_import(theirs: list[Row]) -> set[str]:
    added = Event.objects.filter(act__verb=TAKING_IN, relation=Membership._meta.db_table)
    return {str(uuid) for uuid in added.values_list("row_id", flat=True)} - {row.values["id"] for row in theirs}


def _of(part: Part, theirs: list[Row], ours: list[Row]) -> Iterator[Fault]:
    there = {row.values["id"]: row for row in theirs}
    here = {row.values["id"]: row.values for row in ours}
    for uuid, (path, values) in there.items():
        if uuid not in here:
            yield Fault(path, _("is only in the file."))
        elif changed := [name for name, value in values.items() if here[uuid][name] != value]:
            yield Fault(path, _("differs here: {fields}.").format(fields=", ".join(changed)))
    for uuid in here.keys() - there.keys():
        yield Fault(part.name, _("{id} is only here.").format(id=uuid))
    if here.keys() == there.keys() and [*here] != [*there]:
        yield Fault(part.name, _("The rows stand in another order here."))


def _of_events(theirs: list[Row], ours: list[Row]) -> Iterator[Fault]:
    if [row.values for row in theirs] != [row.values for row in ours]:
        counts = {"there": len(theirs), "here": len(ours)}
        yield Fault("events", _("The history differs: {there} events in the file, {here} here.").format(**counts))
