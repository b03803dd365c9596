"""Memos: what a coder writes beside the codings. The only writer of memos."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.validators import ProhibitNullCharactersValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coding.judging import check_choice
from coding.mentioning import as_stored
from coding.models import Code, Coding, Link, Memo, Passage
from coding.places import Place, keep_passage
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.once import found_again
from ground.trash import put_in_trash, take_from_trash
from interviews.models import Actor, Informant, Interview, Study

ABOUT = {
    "passage": Passage,
    "coding": Coding,
    "link": Link,
    "code": Code,
    "interview": Interview,
    "informant": Informant,
    "actor": Actor,
}
CONTENT = ("author_id", "kind", "text", *(f"{name}_id" for name in ABOUT))
LONGEST = 50_000


def write_memo(
    study: Study,
    *,
    author,
    text: str,
    kind: str = Memo.Kind.NOTE,
    about=None,
    place: Place | None = None,
    id: uuid.UUID | None = None,
) -> tuple[Memo, bool]:
    """Write a memo `about` a passage, coding, link, code, interview, informant or actor, or without it the study.

    With `place` it is about the words there, whether anybody has pointed at them or not. Returns the memo and whether
    it is new: the same id with the same content changes nothing. Raises ValidationError naming the field, what
    `found_again` raises for an id that is there already, and what `keep_passage` raises.
    """
    memo = Memo(id=id or uuid.uuid4(), study=study, author=author, kind=kind, text=as_stored(study, text))
    if place is not None:
        memo.passage_id = place.passage
    elif about is not None:
        _attach(memo, about)
    _check(memo)
    try:
        with act(author, "memo.write", study):
            if place is not None:
                keep_passage(place)
            memo.save(force_insert=True)
    except (Conflict, IntegrityError) as error:
        within = Memo.objects.visible_to(author).of_study(study)
        return found_again(memo, error, visible=within, content=CONTENT), False
    return memo, True


def change_memo(memo: Memo, *, by, text: str | None = None, kind: str | None = None) -> Memo:
    """Change one's own memo. Raises PermissionDenied for another's, Conflict `deleted` for a removed one."""
    with transaction.atomic():
        held = _own(memo, by)
        if held.trashed_at is not None:
            raise Conflict(_("This memo was removed. Restore it first."), "deleted", held)
        was = held.text, held.kind
        held.text = held.text if text is None else as_stored(held.study, text)
        held.kind = held.kind if kind is None else kind
        _check(held)
        if (held.text, held.kind) != was:
            with act(by, "memo.change", held.study):
                held.save(update_fields=["text", "kind"])
    return held


def remove_memo(memo: Memo, *, by) -> Memo:
    """Take one's own memo to the trash. Doing it again changes nothing."""
    with transaction.atomic():
        held = _own(memo, by)
        put_in_trash(held, by=by, verb="memo.remove", study=held.study)
    return held


def restore_memo(memo: Memo, *, by) -> Memo:
    """Take one's own memo out of the trash."""
    with transaction.atomic():
        held = _own(memo, by)
        take_from_trash(held, by=by, verb="memo.restore", study=held.study)
    return held


def carry_memos(codings: Iterable[Coding], to: Coding) -> None:
    """What was written about `codings` is about another from now on. Belongs to the act that joins them."""
    Memo.objects.filter(coding__in=list(codings)).update(coding=to)


def _own(memo: Memo, by) -> Memo:
    held = Memo.objects.select_related("study").select_for_update(of=["self"]).get(pk=memo.pk)
    if held.author_id != by.pk:
        raise PermissionDenied(_("Only its author changes a memo. Write one of your own."))
    return held


def _attach(memo: Memo, about) -> None:
    field = next((name for name, model in ABOUT.items() if isinstance(about, model)), None)
    if field is None:
        raise TypeError(f"a memo cannot be about {about!r}")
    if not ABOUT[field].objects.of_study(memo.study).filter(pk=about.pk).exists():
        raise refuse(field, _("This study has nothing with that id."))
    setattr(memo, field, about)


def _check(memo: Memo) -> None:
    check_choice("kind", memo.kind, Memo.Kind.values)
    ProhibitNullCharactersValidator()(memo.text)
    if not memo.text.strip():
        raise refuse("text", _("Write something, or remove the memo."))
    if len(memo.text) > LONGEST:
        raise refuse("text", _("A memo holds at most {count} characters.").format(count=LONGEST))
