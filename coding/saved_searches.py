"""Searches kept under a name, for words and for passages. The only writer of them."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from coding.finding.asked import read
from coding.finding.form import form_of
from coding.judging import check_choice
from coding.models import SavedSearch
from coding.retrieval.finding import find
from coding.retrieval.query import Misread, Query
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.names import first_hidden
from ground.once import found_again
from ground.trash import put_in_trash, take_from_trash
from interviews.models import Study
from interviews.permissions import Verb, require

CONTENT = ("study_id", "kind", "name", "address", "created_by_id")
LONGEST = 120
LONGEST_ADDRESS = 20_000


def saved_in(study: Study) -> QuerySet[SavedSearch]:
    """The searches that the study keeps, by name, with who saved them. A blind reader's are their own."""
    return SavedSearch.objects.of_study(study).filter(trashed_at__isnull=True).select_related("created_by")


def save_search(
    study: Study, *, by, kind: str, name: str, address: str, id: uuid.UUID | None = None
) -> tuple[SavedSearch, bool]:
    """Keep a search under a name. Returns it and whether it is new: the same id with the same content changes nothing.

    `address` is as after a question mark, and is kept in its one order. Raises ValidationError naming the field for
    what asks for nothing of this study, and what `found_again` raises for an id that is there.
    """
    check_choice("kind", kind, SavedSearch.Kind.values)
    told = {"kind": kind, "name": _named(name), "address": _read(study, kind, address)}
    asked = SavedSearch(id=id or uuid.uuid4(), study=study, created_by=by, **told)
    try:
        with act(by, "search.save", study):
            asked.save(force_insert=True)
    except (Conflict, IntegrityError) as error:
        visible = SavedSearch.objects.visible_to(by).of_study(study)
        return found_again(asked, error, visible=visible, content=CONTENT), False
    return asked, True


def rename_search(saved: SavedSearch, *, by, name: str) -> SavedSearch:
    """Give it another name. Raises what `remove_search` raises, and Conflict `deleted` for a removed one."""
    with transaction.atomic():
        held = _held(saved, by)
        if held.trashed_at is not None:
            raise Conflict(_("This was removed. Restore it first."), "deleted", held)
        named = _named(name)
        if held.name != named:
            held.name = named
            with act(by, "search.change", held.study):
                held.save(update_fields=["name"])
    return held


def remove_search(saved: SavedSearch, *, by) -> SavedSearch:
    """Take it to the trash. Doing it again changes nothing.

    Raises PermissionDenied unless `by` saved it, or may put right what others brought into the study.
    """
    with transaction.atomic():
        held = _held(saved, by)
        put_in_trash(held, by=by, verb="search.remove", study=held.study)
    return held


def restore_search(saved: SavedSearch, *, by) -> SavedSearch:
    """Take it out of the trash. Raises what `remove_search` raises."""
    with transaction.atomic():
        held = _held(saved, by)
        take_from_trash(held, by=by, verb="search.restore", study=held.study)
    return held


def _held(saved: SavedSearch, by) -> SavedSearch:
    held = SavedSearch.objects.select_related("study").select_for_update(of=["self"]).get(pk=saved.pk)
    if held.created_by_id != by.pk:
        require(by, Verb.CURATE, held.study)
    return held


def _named(name: str) -> str:
    named = " ".join(name.split())
    if said := first_hidden(named):
        raise refuse("name", said)
    if not named:
        raise refuse("name", _("Give it a name."))
    if len(named) > LONGEST:
        raise refuse("name", _("A name holds at most {count} characters.").format(count=LONGEST))
    return named


def _read(study: Study, kind: str, address: str) -> str:
    """The address in its one order. It may find nothing, but asks for nothing that is not there."""
    ProhibitNullCharactersValidator()(address)
    asked = QueryDict(address[:LONGEST_ADDRESS].removeprefix("?"))
    said = _words(study, asked) if kind == SavedSearch.Kind.WORDS else _passages(study, asked)
    if not said:
        raise refuse("address", _("This asks for nothing yet: choose something first."))
    return said


def _passages(study: Study, asked: QueryDict) -> str:
    try:
        query = Query.read(asked.lists())
        find(study, query)
    except Misread as misread:
        raise _refused(misread.reasons) from misread
    return query.address


def _words(study: Study, asked: QueryDict) -> str:
    form = form_of(study, asked)
    if unknown := [name for name in asked if name not in form.fields or len(asked.getlist(name)) > 1]:
        raise _refused({unknown[0][:80]: _("This cannot be asked for here.")})
    if not form.is_valid():
        raise _refused({name: " ".join(why) for name, why in form.errors.items()})
    try:
        read(study, form.asked)
    except ValidationError as refusal:
        raise _refused({"text": " ".join(refusal.messages)}) from refusal
    return form.asked.address


def _refused(reasons: dict[str, str]) -> ValidationError:
    return refuse("address", "; ".join(f"{name}: {why}" if name else why for name, why in reasons.items()))
