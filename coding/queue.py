"""What waits for a decision, and what came back: codings and links in one list, in the order of the interviews."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from coding.models import Coding, Judgement, Link, Review, Status
from interviews.lines import line_starts, lines_of
from interviews.models import Study, Transcript, Turn

RELATED = ("passage__transcript__interview", "coder", "speaker__informant")
OF = {
    Coding: ("code__dimension", "about_actor"),
    Link: ("form", "from_actor", "to_actor"),
}


class Filters(NamedTuple):
    """What the list is narrowed to; an empty one narrows nothing."""

    status: str = Status.SUBMITTED
    coder: str = ""
    interview: str = ""
    actor: str = ""

    @classmethod
    def read(cls, params, **fixed) -> "Filters":
        """From a query string; what it does not know is as good as not said."""
        asked = {name: params[name] for name in cls._fields if name in params}
        if asked.get("status", Status.SUBMITTED) not in [*Status.values, ""]:
            del asked["status"]
        return cls(**(asked | fixed))

    @property
    def query(self) -> str:
        """What the links to other pages of the list keep."""
        return urlencode(self._asdict()) + "&"


class Waiting(NamedTuple):
    """One row of the list: the judgement, the words before and after it, its lines, and what was said of it."""

    row: Judgement
    before: str
    after: str
    lines: tuple[int, int]
    reviews: list[Review]

    @property
    def is_link(self) -> bool:
        return isinstance(self.row, Link)


def queue(study: Study, filters: Filters) -> list[Judgement]:
    """The rows that meet the filters, in reading order."""
    rows = [row for model in (Coding, Link) for row in _rows(model, study, filters)]
    return sorted(rows, key=_reading_order)


def _rows(model, study: Study, filters: Filters) -> Iterable[Judgement]:
    rows = model.objects.of_study(study).live().filter(passage__transcript__interview__trashed_at__isnull=True)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.coder:
        rows = rows.filter(coder__username=filters.coder)
    if filters.interview:
        rows = rows.filter(passage__transcript__interview__code=filters.interview)
    if filters.actor:
        about = Q(about_actor__code=filters.actor)
        ends = Q(from_actor__code=filters.actor) | Q(to_actor__code=filters.actor)
        rows = rows.filter(about if model is Coding else ends)
    return rows.select_related(*RELATED, *OF[model]).defer("passage__transcript__text")


def _reading_order(row: Judgement):
    interview = row.passage.transcript.interview
    return interview.position, interview.code, row.passage.start, -row.passage.end, str(row.pk)


def in_context(rows: list[Judgement]) -> list[Waiting]:
    """The rows of one page with the turns they stand in. The texts are read once each, whatever the number of rows."""
    transcripts = {row.passage.transcript_id for row in rows}
    texts = dict(Transcript.objects.filter(pk__in=transcripts).values_list("pk", "text"))
    turns = list(Turn.objects.filter(transcript__in=transcripts).values_list("transcript_id", "start", "end"))
    starts = {pk: line_starts(text) for pk, text in texts.items()}
    reviews = _reviews(rows)
    return [_waiting(row, texts, turns, starts, reviews) for row in rows]


def _waiting(row, texts, turns, starts, reviews) -> Waiting:
    passage = row.passage
    text = texts[passage.transcript_id]
    around = [
        (start, end)
        for transcript, start, end in turns
        if transcript == passage.transcript_id and start < passage.end and end > passage.start
    ]
    first = min([passage.start, *(start for start, _ in around)])
    last = max([passage.end, *(end for _, end in around)])
    return Waiting(
        row,
        text[first : passage.start],
        text[passage.end : last],
        lines_of(starts[passage.transcript_id], passage.start, passage.end),
        reviews.get(row.pk, []),
    )


def _reviews(rows: list[Judgement]) -> dict:
    """The reviews of each row with their replies, oldest first."""
    ids = [row.pk for row in rows]
    found: dict = {}
    reviews = Review.objects.filter(Q(coding__in=ids) | Q(link__in=ids)).select_related("reviewer")
    for review in reviews.prefetch_related("replies__author"):
        found.setdefault(review.coding_id or review.link_id, []).append(review)
    return found
