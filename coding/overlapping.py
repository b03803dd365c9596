"""Passages of several coders that overlap and answer the same question otherwise.

The words are not the same, so that both may count; a supervisor says whether they do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from coding.models import Coding, Judgement, Status
from coding.questions import ASKED, OPEN
from interviews.models import Study

TEXT = "passage__transcript"
PLACED = ("pk", "passage__start", "passage__end", "coder", "polarity", "in_scope", "status")


class Placed(NamedTuple):
    """As much of a row as says whether it is disputed; spans in code points."""

    id: UUID
    start: int
    end: int
    coder: UUID
    answer: tuple[str, bool]
    status: str


def overlapping(study: Study) -> list[set[UUID]]:
    """The ids of the rows of each dispute: of one question, of words that overlap and are not the same.

    At least two coders answer otherwise, and something still waits: what was approved on both sides was decided.
    """
    found = []
    for model in ASKED:
        for rows in _by_question(study, model).values():
            found += [{each.id for each in cluster} for cluster in clusters(rows) if is_disputed(cluster)]
    return found


def cluster_of(row: Judgement) -> set[UUID]:
    """The ids of the rows that overlap with this one, directly or through others, and answer its question."""
    study = row.passage.transcript.interview.study
    for rows in _by_question(study, type(row), row.passage.transcript_id).values():
        for cluster in clusters(rows):
            if row.pk in {each.id for each in cluster}:
                return {each.id for each in cluster}
    return set()


def _by_question(study: Study, model, transcript: UUID | None = None) -> dict[tuple, list[Placed]]:
    rows = model.objects.of_study(study).standing().filter(status__in=OPEN)
    if model is Coding:
        rows = rows.filter(code__dimension__isnull=False)
    if transcript is None:
        shared = rows.order_by().values(TEXT).annotate(coders=Count("coder", distinct=True)).filter(coders__gt=1)
        rows = rows.filter(**{f"{TEXT}__in": shared.values(TEXT)})
    else:
        rows = rows.filter(**{TEXT: transcript})
    found = defaultdict(list)
    told = rows.annotate(**ASKED[model]).values_list(*PLACED, TEXT, *ASKED[model])
    for pk, start, end, coder, polarity, in_scope, status, *asks in told:
        found[tuple(asks)].append(Placed(pk, start, end, coder, (polarity, in_scope), status))
    return found


def clusters(rows: Iterable[Placed]) -> Iterator[list[Placed]]:
    """The rows in reading order, those together whose words overlap, directly or through another. Pure."""
    cluster: list[Placed] = []
    reach = 0
    for row in sorted(rows, key=lambda each: (each.start, each.end, each.id)):
        if cluster and row.start >= reach:
            yield cluster
            cluster = []
        reach = max(reach, row.end) if cluster else row.end
        cluster.append(row)
    if cluster:
        yield cluster


def is_disputed(cluster: list[Placed]) -> bool:
    """Whether coders answer otherwise in words that are not the same, and a decision is still owed. Pure."""
    several = all(len({part(each) for each in cluster}) > 1 for part in (_span, _coder, _answer))
    return several and any(each.status == Status.SUBMITTED for each in cluster)


def _span(each: Placed) -> tuple[int, int]:
    return each.start, each.end


def _coder(each: Placed) -> UUID:
    return each.coder


def _answer(each: Placed) -> tuple[str, bool]:
    return each.answer
