"""A code given to what was found: to all of it, or to the turns that were chosen, as one act."""

import uuid
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coding.citing import cited
from coding.finding.asked import Asked, Where, read
from coding.finding.turns import Turn, turns_found
from coding.finding.widening import widened
from coding.models import Code, Coding
from coding.passages import code_passage
from ground.acts import act
from ground.conflicts import Conflict, refuse, words_of
from interviews.finding.indexing import index_turns
from interviews.lines import lines_of
from interviews.models import Speaker, Study
from interviews.models import Turn as StoredTurn
from interviews.texts import line_starts_of
from interviews.texts import words_of as words_at

MOST = 500
"""Passages that one act codes: some seconds."""


class Target(NamedTuple):
    """A span to be coded, in code points of the turn's transcript, under the id that its coding gets."""

    id: uuid.UUID
    turn: Turn
    start: int
    end: int

    @property
    def cited(self) -> str:
        starts = line_starts_of(self.turn.transcript, self.turn.length)
        return cited(self.turn.code, *lines_of(starts, self.start, self.end))


class Left(NamedTuple):
    """What was not coded: where it is, and why. `start` and `end` are None for a turn that no longer fits."""

    place: str
    reason: str
    turn: uuid.UUID
    start: int | None = None
    end: int | None = None


class Given(NamedTuple):
    """The codings there are now, whether they are of this act or of the same request before, and what was left."""

    code: Code
    codings: list[Coding]
    left: list[Left]
    act: uuid.UUID | None


class _NothingDone(Exception):
    pass


def code_found(
    study: Study,
    asked: Asked,
    *,
    code: Code,
    width: str,
    coder,
    request: uuid.UUID,
    turns: Collection[uuid.UUID] | None = None,
) -> Given:
    """Give `code` to what is found in all turns, or in those of `turns`: enacted, about the speaker's own actor.

    What cannot be coded is told, and the rest is coded. Sent again with the same `request`, nothing is coded twice.
    Raises ValidationError where nothing of it can be: more than MOST passages, a code out of use, no such words.
    """
    if code.retired_at is not None:
        raise refuse("code", _("The code {key} is out of use. Choose another.").format(key=code.key))
    targets, left = _targets(study, asked, width, request, turns)
    if len(targets) > MOST:
        raise refuse("text", _("These are more than {n} passages. Narrow it, or choose some.").format(n=MOST))
    known = list(Coding.objects.of_study(study).live().filter(pk__in=[target.id for target in targets], coder=coder))
    there = {coding.pk for coding in known}
    try:
        with act(coder, "coding.found", study) as done:
            made = list(_coded(study, [each for each in targets if each.id not in there], code, coder, left))
            if not made:
                raise _NothingDone
    except _NothingDone:
        return Given(code, known, left, None)
    return Given(code, known + made, left, done.pk)


def _targets(study, asked: Asked, width: str, request: uuid.UUID, turns) -> tuple[list[Target], list[Left]]:
    if asked.where != Where.TURNS:
        raise refuse("where", _("Only what was said is coded from here."))
    wanted = read(study, asked)
    index_turns(study)
    most = MOST + 1 if turns is None else 10**9
    page = turns_found(study, asked, wanted, after=None, most=most)
    found = page.rows
    if page.count > len(found):
        raise refuse("text", _("These are more than {n} passages. Narrow it, or choose some.").format(n=MOST))
    wished = None if turns is None else set(turns)
    chosen = found if wished is None else [turn for turn in found if turn.id in wished]
    texts = [words_at(turn.transcript, turn.length, turn.start, turn.end) for turn in chosen]
    targets, left = [], list(_gone(study, (wished or set()) - {turn.id for turn in chosen}, request))
    for turn, text, spans in zip(chosen, texts, wanted.spans(texts), strict=True):
        places = [(turn.start + start, turn.start + end) for start, end in widened(text, spans, width)]
        mine = [Target(_id(request, turn.id, n), turn, *place) for n, place in enumerate(places)]
        if turn.kind == Speaker.Kind.INFORMANT:
            targets += mine
        else:
            why = _("No informant speaks here, so that it would be about nobody's actor.")
            left += [Left(each.cited, why, turn.id, each.start, each.end) for each in mine]
    return targets, left


def _id(request: uuid.UUID, turn: uuid.UUID, number: int) -> uuid.UUID:
    return uuid.uuid5(request, f"{turn}:{number}")


def _gone(study: Study, turns: set[uuid.UUID], request: uuid.UUID) -> Iterator[Left]:
    """Turns that are not found any more; not those that this very request has coded before."""
    codes = StoredTurn.objects.filter(pk__in=turns, transcript__interview__study=study)
    names = dict(codes.values_list("pk", "transcript__interview__code"))
    first = {_id(request, turn, 0): turn for turn in turns}
    done = {first[pk] for pk in Coding.objects.filter(pk__in=first).values_list("pk", flat=True)}
    for turn in sorted(turns - done):
        why = _("This is not found any more: its text was corrected, or what it is narrowed to has changed.")
        yield Left(names.get(turn, _("a turn")), why, turn)


def _coded(study: Study, targets: list[Target], code: Code, coder, left: list[Left]) -> Iterator[Coding]:
    for target in targets:
        where = {"transcript": target.turn.transcript, "start": target.start, "end": target.end}
        try:
            yield code_passage(study, coder=coder, code=code.pk, id=target.id, **where)[0]
        except (Conflict, ValidationError) as refusal:
            left.append(Left(target.cited, words_of(refusal), target.turn.id, target.start, target.end))
