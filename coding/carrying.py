"""Codings, links and memos carried to a corrected text: what becomes of each, and doing it in one act.

Every row of the interview is asked about, also those in the trash and those left on an older version by a correction
before. What cannot be carried stays on the text that has its words, is listed as waiting, and counts nowhere meanwhile.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from coding.anchoring import Carried, Fate, carry
from coding.judging import REOPENED, said_once
from coding.models import Coding, Judgement, Link, Memo, Passage, Status
from coding.places import correcting, find_place, newest_of
from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.aligning import Alignment, align
from interviews.importing import Parsed
from interviews.models import Interview, Study, Transcript
from interviews.texts import text_of
from interviews.transcripts import save_version

SHOWN = {
    Coding: ("passage", "coder", "code", "about_actor"),
    Link: ("passage", "coder", "form", "from_actor", "to_actor"),
    Memo: ("passage", "author"),
}
KEEP = """
    INSERT INTO coding_passage (id, transcript_id, start, "end", quote)
    SELECT id, %s, start, "end", quote FROM unnest(%s::uuid[], %s::int[], %s::int[], %s::text[])
           AS new (id, start, "end", quote)
    ON CONFLICT DO NOTHING
"""
MOVE = """
    UPDATE {table} row
    SET passage_id = new.passage, status = new.status, recheck = new.recheck, speaker_id = new.speaker
    FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bool[], %s::uuid[])
         AS new (id, passage, status, recheck, speaker)
    WHERE row.id = new.id
"""
MOVE_MEMOS = """
    UPDATE coding_memo row SET passage_id = new.passage
    FROM unnest(%s::uuid[], %s::uuid[]) AS new (id, passage) WHERE row.id = new.id
"""


class Touched(NamedTuple):
    """A coding, link or memo, and what becomes of its words. `clashes`: its coder says the same there already."""

    row: Judgement | Memo
    carried: Carried
    clashes: bool = False

    @property
    def is_carried(self) -> bool:
        return self.carried.fate != Fate.LOST and not self.clashes


class Chosen(NamedTuple):
    """What someone decided about one row: the span it stands on in the new text, or None: it waits."""

    start: int
    end: int


Choices = Mapping[uuid.UUID, Chosen | None]


class Plan:
    """What a text of `interview` would do to everything that was coded."""

    def __init__(self, interview: Interview, text: str, choices: Choices | None = None):
        self.interview, self.text, self.choices = interview, text, choices or {}
        self.versions = {each.pk: each for each in interview.transcripts.defer("text")}

    def alignment(self, transcript: uuid.UUID) -> Alignment:
        return self._alignments(transcript)

    @cached_property
    def _alignments(self):
        return lru_cache(None)(lambda transcript: align(self.old(transcript), self.text))

    def old(self, transcript: uuid.UUID) -> str:
        return self._texts(transcript)

    @cached_property
    def _texts(self):
        return lru_cache(None)(lambda transcript: text_of(transcript, self.versions[transcript].length))

    @cached_property
    def rows(self) -> list[Touched]:
        """In reading order. Of rows that would say the same of the same words the one that was changed least wins."""
        found = sorted(self._carried(), key=lambda each: (each.carried.fate in (Fate.TOUCHED, Fate.LOST), _place(each)))
        taken: set[tuple] = set()
        judged = []
        for each in found:
            said = _said(each)
            clashes = said is not None and said in taken
            if said is not None:
                taken.add(said)
            judged.append(each._replace(clashes=clashes))
        return sorted(judged, key=_place)

    def _carried(self) -> Iterator[Touched]:
        for row in rows_of(self.interview):
            is_chosen = row.pk in self.choices
            yield Touched(row, self._as_chosen(row) if is_chosen else self.proposed(row.passage))

    def proposed(self, passage: Passage) -> Carried:
        """What becomes of a passage where nobody decides otherwise."""
        text = passage.transcript_id
        return carry(self.alignment(text), self.old(text), passage.start, passage.end)

    def _as_chosen(self, row) -> Carried:
        chosen, passage = self.choices[row.pk], row.passage
        if chosen is None:
            return self.proposed(passage)._replace(fate=Fate.LOST)
        if not 0 <= chosen.start < chosen.end <= len(self.text):
            raise refuse("end", _("Select at least one character of the text."))
        is_equal = self.text[chosen.start : chosen.end] == passage.quote
        return Carried(chosen.start, chosen.end, Fate.MOVES if is_equal else Fate.TOUCHED)

    def counts(self) -> dict[str, int]:
        """How many live rows have each fate; a row that clashes counts as lost."""
        found = dict.fromkeys(Fate, 0)
        for each in self.rows:
            if each.row.trashed_at is None:
                found[each.carried.fate if each.is_carried else Fate.LOST] += 1
        return found


def rows_of(interview: Interview) -> list[Judgement | Memo]:
    """Everything that stands on words of the interview, on whichever version."""
    inside = {"passage__transcript__interview": interview}
    return [row for model in (Coding, Link, Memo) for row in model.objects.filter(**inside).select_related("passage")]


def _place(each: Touched) -> tuple:
    return each.row.passage.start, -each.row.passage.end, each.row.pk


def _said(each: Touched) -> tuple | None:
    """What must stand once on one passage; None where nothing must."""
    model = type(each.row)
    if model is Memo or each.carried.fate == Fate.LOST or each.row.trashed_at is not None:
        return None
    return (
        model,
        each.carried.start,
        each.carried.end,
        *(getattr(each.row, name) for name in said_once(model) if name != "passage_id"),
    )


def correct(
    interview: Interview,
    *,
    by,
    of: Transcript,
    parsed: Parsed,
    source_name: str,
    voices: dict | None = None,
    dropped: list[dict] | None = None,
    choices: Choices | None = None,
) -> tuple[Transcript, Plan]:
    """Make `parsed` the next version of the text, and carry everything that stands on the words of the versions before.

    `of` is the version that was corrected. Raises Conflict `newer_version` where another correction came first,
    ValidationError where no character differs and the turns are the same, or a choice leaves the text.
    """
    with act(by, "text.correct", interview.study):
        newest = hold(interview)
        if newest.pk != of.pk:
            raise _overtaken(newest)
        plan = Plan(interview, parsed.text, choices)
        made = save_version(
            interview, by=by, parsed=parsed, source_name=source_name, voices=voices or {}, dropped=dropped or []
        )
        move(made, (each for each in plan.rows if each.is_carried), plan.text)
    return made, plan


def hold(interview: Interview) -> Transcript:
    """The newest text, with whoever is coding on it waited for and the rows locked; until the end of the act."""
    newest = interview.transcript
    correcting(newest.pk)
    inside = {"passage__transcript__interview": interview}
    for model in (Coding, Link, Memo):
        list(model.objects.select_for_update(of=["self"]).filter(**inside).order_by("pk").values_list("pk"))
    return Transcript.objects.filter(interview=interview).order_by("-version").first()


def _overtaken(newest: Transcript) -> Conflict:
    said = _("{who} has corrected this text meanwhile: it is version {n} by now. Your text is kept; compare the two.")
    return Conflict(said.format(who=newest.created_by, n=newest.version), "newer_version", newest)


def onward(study: Study, transcript: uuid.UUID, start: int, end: int) -> dict:
    """Where a span of an older text lies in the newest one, as `transcript`, `start` and `end`; of the newest itself.

    Raises Http404 and ValidationError as `find_place`, Conflict `words_are_gone` where the words are not in the text.
    """
    place, newest = find_place(study, transcript, start, end), newest_of(transcript)
    if newest == transcript:
        return {"transcript": transcript, "start": start, "end": end}
    old = text_of(transcript, place.length)
    text = text_of(newest, Transcript.objects.values_list("length", flat=True).get(pk=newest))
    carried = carry(align(old, text), old, start, end)
    if not carried.keeps_its_words:
        raise Conflict(_("These words are not in the corrected text. Code it anew there."), "words_are_gone")
    return {"transcript": newest, "start": carried.start, "end": carried.end}


def move(transcript: Transcript, rows: Iterable[Touched], text: str) -> None:
    """Put the rows on their passages of a new text, in a few statements however many they are."""
    rows = list(rows)
    spans = sorted({(each.carried.start, each.carried.end) for each in rows})
    ids = {span: Passage.id_of(transcript.pk, *span) for span in spans}
    speaking = _Speaking(transcript)
    with connection.cursor() as cursor:
        starts, ends = [start for start, _end in spans], [end for _start, end in spans]
        quotes = [text[start:end] for start, end in spans]
        cursor.execute(KEEP, [str(transcript.pk), [str(ids[span]) for span in spans], starts, ends, quotes])
        for model in (Coding, Link):
            moved = [_moved(each, ids, speaking) for each in rows if type(each.row) is model]
            if moved:
                statement = MOVE.format(table=model._meta.db_table)
                cursor.execute(statement, [list(column) for column in zip(*moved, strict=True)])
        memos = [(str(each.row.pk), str(ids[each.carried[:2]])) for each in rows if type(each.row) is Memo]
        if memos:
            cursor.execute(MOVE_MEMOS, [list(column) for column in zip(*memos, strict=True)])


def _moved(each: Touched, ids: dict, speaking: "_Speaking") -> tuple:
    row, (start, end, _fate) = each.row, each.carried
    status, recheck = row.status, row.recheck
    if not each.carried.keeps_its_words:
        status, recheck = Status.SUBMITTED if status in REOPENED else status, True
    speaker = row.speaker_id if row.speaker_id and speaking.needs(row.speaker_id, start, end) else None
    return str(row.pk), str(ids[start, end]), status, recheck, speaker and str(speaker)


class _Speaking:
    """Whose voices are heard in a span of a text: a pick of who speaks holds only where it is needed."""

    def __init__(self, transcript: Transcript):
        turns = transcript.turns.filter(speaker__informant__isnull=False).order_by("start")
        self.turns = turns.values_list("start", "end", "speaker", "speaker__informant")

    def needs(self, speaker: uuid.UUID, start: int, end: int) -> bool:
        heard = {(who, informant) for first, last, who, informant in self.turns if first < end and last > start}
        return speaker in dict(heard) and len({informant for _who, informant in heard}) > 1
