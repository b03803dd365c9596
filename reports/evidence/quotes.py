"""The words of passages, where they stand, and what is said around them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Exists, F, OuterRef
from django.db.models.functions import Cast

from coding.citing import withdrawn_words
from coding.models import Passage
from interviews.lines import line_starts, lines_of
from interviews.models import Informant, Study, Transcript, Turn

SHORT = 240  # code points of a quote on the supervisor's page
AROUND = 2  # turns before and after a passage


@dataclass(frozen=True)
class Quotation:
    """A passage: its words, its interview and when it was held, and its line numbers, first and last.

    Where someone who speaks in it has withdrawn consent, its words are not there: `text` says so instead.
    """

    passage: str
    text: str
    interview: str
    transcript: str
    start: int
    end: int
    lines: tuple[int, int]
    held_on: date | None = None
    withdrawn: bool = False

    @property
    def short(self) -> str:
        """The words, cut at a space where they are long."""
        said = " ".join(self.text.split())
        return said if len(said) <= SHORT else f"{said[:SHORT].rsplit(' ', 1)[0]} …"


@dataclass
class Around:
    """One turn in or beside a passage: who speaks, and the words in pieces, of which some are the passage's."""

    label: str
    beside: bool
    pieces: list[tuple[str, bool]] = field(default_factory=list)


def lengths(study: Study) -> dict[str, int]:
    """The length of every passage of a study, in code points."""
    rows = Passage.objects.of_study(study).annotate(key=Cast("pk", CharField())).values_list("key", "start", "end")
    return {key: end - start for key, start, end in rows}


def quotations(study: Study, passages: Iterable[str]) -> dict[str, Quotation]:
    """The passages by id, in two queries. One that is not there any more is left out."""
    rows = Passage.objects.of_study(study).filter(pk__in=set(passages))
    place = ("transcript__interview__code", "transcript__interview__held_on", "transcript_id", "start", "end")
    found = list(rows.annotate(withdrawn=_is_withdrawn()).values_list("pk", "quote", "withdrawn", *place))
    starts = _line_starts({text for *_told, text, _start, _end in found})
    return {
        str(key): Quotation(
            str(key), withdrawn_words() if withdrawn else words, interview, str(text), start, end,
            lines_of(starts[text], start, end), held_on, withdrawn,
        )
        for key, words, withdrawn, interview, held_on, text, start, end in found
    }  # fmt: skip


def _is_withdrawn() -> Exists:
    """Whether someone who speaks in a passage has withdrawn consent."""
    said = Turn.objects.filter(speaker__informant__consent=Informant.Consent.WITHDRAWN, start__lt=F("end"))
    place = {"start__lt": OuterRef("end"), "end__gt": OuterRef("start")}
    return Exists(said.filter(transcript=OuterRef("transcript"), **place))


def _line_starts(transcripts: set) -> dict:
    texts = Transcript.objects.filter(pk__in=transcripts).values_list("pk", "text")
    return {key: line_starts(text) for key, text in texts}


def in_context(quoted: Iterable[Quotation]) -> dict[str, list[Around]]:
    """By passage the turns it touches and two before and after, in two queries; no words of who withdrew consent."""
    wanted = list(quoted)
    texts = {str(key): text for key, text in _texts(wanted)}
    turns = defaultdict(list)
    told = Turn.objects.filter(transcript__in=texts).order_by("transcript_id", "start")
    speaker = ("speaker__label", "speaker__informant__consent")
    for transcript, start, end, label, consent in told.values_list("transcript_id", "start", "end", *speaker):
        turns[str(transcript)].append((start, end, label or "", consent == Informant.Consent.WITHDRAWN))
    return {one.passage: _around(one, texts[one.transcript], turns[one.transcript]) for one in wanted}


def _texts(wanted: list[Quotation]):
    return Transcript.objects.filter(pk__in={one.transcript for one in wanted}).values_list("pk", "text")


def _around(one: Quotation, text: str, turns: list[tuple[int, int, str, bool]]) -> list[Around]:
    first = bisect_right([end for _start, end, *_speaker in turns], one.start)
    last = bisect_left([start for start, *_told in turns], one.end)
    if first >= last:  # the passage lies outside every turn: its own words are all there is
        return [Around("", False, [(one.text, True)])]
    shown = range(max(0, first - AROUND), min(len(turns), last + AROUND))
    return [_turn(turns[place], one, text, beside=not first <= place < last) for place in shown]


def _turn(turn: tuple[int, int, str, bool], one: Quotation, text: str, beside: bool) -> Around:
    start, end, label, withdrawn = turn
    if withdrawn:
        return Around(label, beside, [(withdrawn_words(), not beside)])
    begin, stop = sorted((max(start, min(one.start, end)), max(start, min(one.end, end))))
    pieces = [(text[start:begin], False), (text[begin:stop], True), (text[stop:end], False)]
    return Around(label, beside, [(words, marked) for words, marked in pieces if words])
