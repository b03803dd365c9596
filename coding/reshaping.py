"""Where a coding begins and ends, made anew: one split into two, several that touch joined. Each is one act."""

import uuid
from copy import copy
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from coding import judging
from coding.memos import carry_memos
from coding.models import Coding, Passage, Status
from coding.passages import change_coding, remove_coding
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.inserting import insert
from ground.models import Event
from ground.once import birth, differs
from interviews.models import Study, Turn
from interviews.texts import words_of

JUDGED = ("code_id", "about_actor_id", "polarity", "in_scope")


def split_coding(
    coding: Coding, *, by, study: Study, ends: int, starts: int, new: uuid.UUID, transcript: uuid.UUID | None = None
) -> tuple[list[Coding], bool]:
    """End one's own coding at `ends` and give the words from `starts` on to a second one with the id `new`.

    Both are code points of `transcript`, without it of the newest text; no word may lie between them. Returns both
    codings, and whether the second is new: sent again it changes nothing. The second judges as the first; where the
    first was submitted or approved, both are submitted. Raises ValidationError for places outside the coded words,
    Conflict `newer_version` where the places or the coding are of an older text, `differs`, `deleted` or
    `already_coded`, Http404 where `new` is out of reach, and what `change_coding` raises.
    """
    with judging.own(coding, by=by) as held:
        if (known := _split_before(held, starts, new, study, by)) is not None:
            return [held, known], False
        judging.live(held)
        judging.newest_for(held, transcript, held.passage.transcript_id)
        _check_cut(held, ends, starts)
        second = copy(held)
        second.pk = new
        judging.point(second, study, {"start": starts})
        try:
            with act(by, "coding.split", study):
                first, _changed = change_coding(held, by=by, study=study, end=ends)
                second.status = Status.SUBMITTED if first.status == Status.SUBMITTED else Status.DRAFT
                insert(second)
        except IntegrityError as error:
            raise judging.said_before(second) or error from error
    return [first, second], True


def _split_before(held: Coding, starts: int, new: uuid.UUID, study: Study, by) -> Coding | None:
    """The coding that the same request made earlier; None where the id is free."""
    with blind.lifted():
        is_free = not Coding.objects.filter(pk=new).exists()
    if is_free:
        return None
    known = Coding.objects.visible_to(by).of_study(study).select_related("passage").filter(pk=new).first()
    if known is None:
        raise Http404
    if known.trashed_at is not None:
        raise Conflict(_("This was removed. Restore it, or send it with a new id."), "deleted", known)
    born = birth(known)
    of_split = born and Event.objects.filter(act_id=born.act_id, row_id=held.pk).exists()
    if not of_split or Passage.objects.get(pk=born.after["passage_id"]).start != starts:
        raise differs(known)
    return known


def _check_cut(held: Coding, ends: int, starts: int) -> None:
    passage = held.passage
    if not passage.start < ends <= starts < passage.end:
        raise refuse("ends", _("Choose a place inside the coded words."))
    if _speaks_between(passage.transcript_id, ends, starts):
        raise refuse("starts", _("No word may be left out between the two."))


def merge_codings(study: Study, ids: list[uuid.UUID], *, by) -> list[Coding]:
    """Join one's own codings that judge alike and touch: the first of `ids` takes up all their words, the others go to
    the trash, and what was written about them is about the first.

    Returns all of them, the first first. Sent again it changes nothing. Raises ValidationError where they do not touch
    or differ in code, actor, polarity or scope, PermissionDenied for another's, Conflict `deleted` or `superseded`, and
    `newer_version` where one waits on an older text.
    """
    with transaction.atomic():
        rows = _held(study, ids, by)
        kept, *others = rows
        if all(each.trashed_at is not None and _covers(kept, each) for each in others):
            return rows
        for each in rows:
            judging.live(each)
            judging.newest_for(each, each.passage.transcript_id)
        start, end = _joined(rows)
        with act(by, "coding.merge", study):
            gone = [remove_coding(each, by=by, study=study) for each in others]
            carry_memos(gone, kept)
            kept, _changed = change_coding(kept, by=by, study=study, start=start, end=end)
    return [kept, *gone]


def _held(study: Study, ids: list[uuid.UUID], by) -> list[Coding]:
    within = Coding.objects.visible_to(by).of_study(study).select_related("passage").filter(pk__in=ids)
    known = {each.pk: each for each in within.select_for_update(of=["self"]).order_by("pk")}
    if missing := [str(pk) for pk in ids if pk not in known]:
        raise refuse("ids", _("This study has no coding with the id {id}.").format(id=missing[0]))
    return [known[pk] for pk in ids]


def _covers(kept: Coding, other: Coding) -> bool:
    return kept.passage.start <= other.passage.start and other.passage.end <= kept.passage.end


def _joined(rows: list[Coding]) -> tuple[int, int]:
    """The span that the codings take up together; raises ValidationError unless they judge alike and touch."""
    first = rows[0]
    for each in rows[1:]:
        same_text = each.passage.transcript_id == first.passage.transcript_id
        if not same_text or any(getattr(each, name) != getattr(first, name) for name in JUDGED):
            raise refuse("ids", _("Only codings with the same code, actor, polarity and scope are joined."))
    spans = sorted((row.passage.start, row.passage.end) for row in rows)
    reach = spans[0][1]
    for (_start, end), (start, _end) in pairwise(spans):
        reach = max(reach, end)
        if start > reach and _speaks_between(first.passage.transcript_id, reach, start):
            raise refuse("ids", _("Only codings that touch are joined: words lie between these."))
    return spans[0][0], max(end for _start, end in spans)


def _speaks_between(transcript: uuid.UUID, start: int, end: int) -> bool:
    """Whether anyone says a word from `start` to `end`; a label in the text is no word of anybody."""
    turns = Turn.objects.filter(transcript=transcript, start__lt=end, end__gt=start)
    spoken = turns.values_list("transcript__length", "start", "end")
    return any(
        words_of(transcript, length, max(start, first), min(end, last)).strip() for length, first, last in spoken
    )
