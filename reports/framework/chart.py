"""Which codings belong in which cell of a framework matrix."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from coding.models import Code, Coding, Dimension, Status
from interviews.models import Actor, Informant, Study
from reports.evidence.document import dimension_of_codes
from reports.evidence.voices import voices_of
from reports.models import WrittenCell
from reports.staleness import Change, changes, facts_of_rows

OUT = (Status.REJECTED, Status.SUPERSEDED)
Case = Informant | Actor
Column = Dimension | Code


class Placed(NamedTuple):
    """A coding that stands, as far as it says where it belongs; ids are text."""

    row: str
    passage: str
    code: str
    informant: str | None


class Chart:
    """The codings of a study that stand, by who says them and by whom they are about.

    Drafts are among them, for one charts while one codes; what was rejected or replaced, and what somebody says who has
    withdrawn consent, is not. In a constant number of queries.
    """

    def __init__(self, study: Study):
        self.study, self.voices = study, voices_of(study)
        self._said: dict[str, list[Placed]] = defaultdict(list)
        self._about: dict[str, list[Placed]] = defaultdict(list)
        self._place()

    def _place(self) -> None:
        texts = {"row_text": "pk", "passage_text": "passage_id", "transcript_text": "passage__transcript_id"}
        rows = Coding.objects.of_study(self.study).standing().exclude(status__in=OUT)
        rows = rows.annotate(**{name: Cast(column, CharField()) for name, column in texts.items()})
        ordered = rows.order_by("passage__transcript__interview__position", "passage__start", "created_at", "pk")
        where = ("passage__start", "passage__end", "speaker__informant__code", "code__key", "about_actor__code")
        for row, passage, text, start, end, picked, code, about in ordered.values_list(*texts, *where):
            voice, withdrawn = self.voices.of(text, start, end, picked)
            if withdrawn:
                continue
            placed = Placed(row, passage, code, voice and voice.informant)
            self._about[about].append(placed)
            if voice:
                self._said[voice.informant].append(placed)

    @cached_property
    def _dimensions(self) -> dict[str, str]:
        return dimension_of_codes(self.study)

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """By key of a code it and every code below it."""
        parents = dict(self.study.codes.values_list("key", "parent__key"))
        found: dict[str, set[str]] = defaultdict(set)
        for key in parents:
            above: str | None = key
            while above:
                found[above].add(key)
                above = parents[above]
        return found

    def within(self, case: Case, column: Column) -> list[Placed]:
        """The codings of one cell, in reading order."""
        rows = (self._said if isinstance(case, Informant) else self._about).get(case.code, [])
        if isinstance(column, Dimension):
            return [each for each in rows if self._dimensions.get(each.code) == column.code]
        return [each for each in rows if each.code in self._below[column.key]]

    def of(self, cell: WrittenCell) -> list[Placed]:
        return self.within(cell.informant or cell.actor, cell.dimension or cell.code)


class Held(NamedTuple):
    """What is otherwise with each written cell, by id; and the facts of every row they rest on, then and now."""

    changes: dict[object, list[Change]]
    then: dict[str, dict]
    now: dict[str, dict]


def held_against(chart: Chart, cells: Iterable[WrittenCell]) -> Held:
    """Compare written cells with the codings of now, in two queries."""
    cells = list(cells)
    belonging = {cell.pk: [each.row for each in chart.of(cell)] for cell in cells}
    then = {row: fact for cell in cells for row, fact in cell.rests_on.items()}
    ids = {*then, *(row for rows in belonging.values() for row in rows)}
    now = facts_of_rows(chart.study, ids, chart.voices)
    return Held({cell.pk: changes(cell.rests_on, now, belonging[cell.pk]) for cell in cells}, then, now)
