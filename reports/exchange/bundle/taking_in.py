"""The bundle → a study here, all or nothing. Its history comes with it and is not written anew."""

import json
from dataclasses import dataclass, field

import pgtrigger
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ground.acts import act
from ground.models import User
from interviews.models import Membership, Role, Study
from interviews.permissions import Verb, require
from reports.exchange.bundle import history, names, rules
from reports.exchange.bundle.comparing import TAKING_IN, differences, slug_beside, username_beside
from reports.exchange.bundle.fields import PARTS, PEOPLE, STUDY, Part
from reports.exchange.bundle.reading import read_document
from reports.exchange.bundle.refusal import Fault, Refused, path_of
from reports.exchange.bundle.rows import Row, Rows, flat

AT_ONCE = 2000
FAULTS = "reports.exchange.bundle.validating.faults"  # loaded with the first bundle: what it needs is large
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass
class Taken:
    """What an import did: the study, whether it is new, how many rows of each part, and what is not as in the file."""

    study: Study
    is_new: bool
    counts: dict[str, int]
    notes: list[str] = field(default_factory=list)


def read_bundle(name: str, data: bytes) -> tuple[dict, Rows]:
    """A bundle of which everything holds that can be known without this database, and its rows. Raises Refused."""
    bundle = read_document(name, data)
    if found := [Fault(path_of(path), what) for path, what in import_string(FAULTS)(bundle)]:
        raise Refused(name, found)
    rows = flat(bundle)
    if found := [*rules.faults(rows)]:
        raise Refused(name, found)
    return bundle, rows


def take_in(name: str, data: bytes, *, by: User | None = None) -> Taken:
    """Import the bundle in `data`; a study that is here and equal is left as it is.

    `by` becomes its owner unless they are a member already; without `by` the study keeps the owners it has. Raises
    Refused, having written nothing, for a file that is no bundle, or a study that is here and differs.
    """
    bundle, rows = read_bundle(name, data)
    try:
        with transaction.atomic():
            return _take_in(name, bundle, rows, by)
    except DatabaseError as error:
        said = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or type(error).__name__
        raise Refused(name, [Fault("", _("The database refuses the rows: {what}.").format(what=said))]) from error


def _take_in(name: str, bundle: dict, rows: Rows, by: User | None) -> Taken:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [bundle["study"]["id"]])
    here = Study.objects.filter(pk=bundle["study"]["id"]).first()
    counts = {part.name: len(rows[part.name]) for part in PARTS}
    if here is not None:
        return _already(name, bundle, here, counts, by)
    if found := [*_taken_ids(rows), *history.faults(rows)]:
        raise Refused(name, found)
    notes = [*_people(rows), *_slug(rows), *names.told(rows)]
    if not bundle["complete"]:
        notes.append(_("The bundle is not complete: the history and the notes about informants stayed behind."))
    study = write_rows(rows, by or _first_owner(name, rows))
    if by is not None and str(by.pk) not in {row.values["user"] for row in rows["members"]}:
        notes.append(_("{user} is now an owner of the study.").format(user=by))
    return Taken(study, True, counts, notes)


def _already(name: str, bundle: dict, here: Study, counts: dict[str, int], by: User | None) -> Taken:
    if by is not None and not here.memberships.filter(user=by, role=Role.OWNER).exists():
        what = _("This study is here already, and you are not its owner.")
        raise Refused(name, [Fault("study.id", what)], _("Ask its owner to add you."), is_here=True)
    if by is not None:
        require(by, Verb.IMPORT, here)  # what differs tells of the others' work
    if found := differences(bundle, here):
        advice = _("This study is here already and differs. Nothing was imported: delete it here for good first.")
        raise Refused(name, found, advice, is_here=True)
    return Taken(here, False, counts, [_("This study is here already, and equal: nothing to do.")])


def _taken_ids(rows: Rows):
    for part in PARTS:
        if part is PEOPLE or "id" not in part.names:
            continue
        paths = {row.values["id"]: row.path for row in rows[part.name]}
        for uuid in history.there(part, paths):
            yield Fault(f"{paths[uuid]}.id", _("Another study here has a row of this id."))


def _first_owner(name: str, rows: Rows) -> User:
    owner = next((row.values["user"] for row in rows["members"] if row.values["role"] == Role.OWNER), None)
    if owner is None:
        raise Refused(name, [Fault("members", _("The study has no owner: name one who is here."))])
    return User.objects.get(pk=owner)


def _people(rows: Rows):
    """Make the accounts that are not here; they cannot sign in until someone sets their password."""
    here = history.there(PEOPLE, [row.values["id"] for row in rows["people"]])
    new = [row.values for row in rows["people"] if row.values["id"] not in here]
    wanted = [person["username"] for person in new]
    taken = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    for person in new:
        if person["username"] in taken:
            was, now = person["username"], username_beside(person)
            person["username"] = now
            yield _("The name {was} is someone else's here: the account is {now}.").format(was=was, now=now)
    User.objects.bulk_create(User(**person, password=make_password(None)) for person in new)
    if new:
        names = ", ".join(person["username"] for person in new)
        yield _("These accounts cannot sign in until their password is set: {names}.").format(names=names)


def _slug(rows: Rows):
    study = rows["study"][0].values
    if Study.objects.filter(slug=study["slug"]).exists():
        was, study["slug"] = study["slug"], slug_beside(study)
        yield _("Another study here has the address {was}: this one has {now}.").format(was=was, now=study["slug"])


def write_rows(rows: Rows, by: User) -> Study:
    """The import itself is an act of the instance, of no study: the study's own history stays as it was."""
    with act(by, TAKING_IN):
        _insert(STUDY, rows["study"])
        with pgtrigger.ignore(*_recording()):
            for part in PARTS:
                if part not in (PEOPLE, STUDY):
                    _insert(part, rows[part.name])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        study = Study.objects.get(pk=rows["study"][0].values["id"])
        if not study.memberships.filter(user=by).exists():
            Membership.objects.create(study=study, user=by, role=Role.OWNER)
    return study


def _recording() -> list[str]:
    return [f"{part.model._meta.label}:recorded" for part in history.RELATIONS.values()]


def _insert(part: Part, rows: list[Row]) -> None:
    """The database reads the JSON itself, so that no column is touched on the way."""
    names = [*part.names, *filter(None, [part.place])]
    columns = {name: part.model._meta.get_field(name).column for name in names}
    quote = connection.ops.quote_name
    table, listed = quote(part.model._meta.db_table), ", ".join(quote(column) for column in columns.values())
    statement = f"INSERT INTO {table} ({listed}) SELECT {listed} FROM json_populate_recordset(NULL::{table}, %s::json)"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            chunk = [{columns[name]: row.values[name] for name in names} for row in rows[start : start + AT_ONCE]]
            cursor.execute(statement, [json.dumps(chunk, ensure_ascii=False)])
