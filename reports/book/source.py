"""What the parts of a report are made from: one summary, the words behind its rows, and where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from interviews.models import Study
from reports.book.tree import Words
from reports.citing import UNKNOWN, Citation, Citing, lines
from reports.evidence.quotes import Quotation, quotations
from reports.models import Summary
from reports.reading import Reading, Told
from reports.sentences import labels


class Cited(NamedTuple):
    """The words of one row of the evidence with their place; `to` is the anchor of that place in the transcript."""

    row: dict
    text: str
    cite: Citation
    interview: str
    first: int
    last: int
    lines: str
    to: str


class Source:
    """One study as one summary reads it, in the language of the report."""

    def __init__(self, study: Study, summary: Summary, plan, by, aside: Mapping[str, Sequence[str]] | None = None):
        self.study = study
        self.plan = plan
        self.by = by
        self.summary = summary
        self.language = plan.language
        self.citing = Citing(study, plan.citation, plan.language)
        self.reading = Reading(summary, plan.language, aside, self.citing)
        self.case = self.reading.case
        self.result = self.reading.result

    @cached_property
    def quoted(self) -> dict[str, Quotation]:
        """By id every passage that a counted row stands on."""
        rows = {*self.counted, *(row for rows in self.reading.negative.values() for row in rows)}
        return quotations(self.study, {self.case.row[row]["passage"] for row in rows})

    @cached_property
    def counted(self) -> list[str]:
        """The rows that the summary counts: of its cells, then of its pairs."""
        cells = (self.case.cell(actor, code)["codings"] for code in self.case.dimensions for actor in self.case.actors)
        pairs = (pair["links"] for pair in self.case.pairs.values())
        return list(dict.fromkeys(row for rows in (*cells, *pairs) for row in rows))

    def cited(self, rows: Iterable[str], most: int) -> list[Cited]:
        """The first rows whose words can be quoted; each passage once."""
        found: dict[str, Cited] = {}
        for key in rows:
            row = self.case.row[key]
            said = self.quoted.get(row["passage"])
            if said is None or said.withdrawn or row["passage"] in found:
                continue
            found[row["passage"]] = self._cited(row, said)
            if len(found) == most:
                break
        return list(found.values())

    def _cited(self, row: dict, said: Quotation) -> Cited:
        first, last = said.lines
        cite, where = self.citing.cite(said, row["informant"]), lines(first, last, self.language)
        text = " ".join(said.text.split())
        return Cited(row, text, cite, said.interview, first, last, where, self.place(said.interview, first))

    def place(self, interview: str, line: int) -> str:
        """The anchor of a line of a transcript, whether or not the report holds the transcript."""
        return f"line:{interview}:{line}"

    def told(self, *kinds: str, target: str | None = None) -> tuple[tuple[Words, ...], ...]:
        """Sentences as items of a list."""
        return tuple((Words(told.in_print),) for told in self.sentences(*kinds, target=target))

    def sentences(self, *kinds: str, target: str | None = None) -> list[Told]:
        return self.reading.told(*kinds, target=target)

    def actor(self, code: str | None) -> str:
        return self.case.actor(code)[self.language] if code else UNKNOWN

    def label(self, of: dict, value: str) -> str:
        """A label of `reports.sentences.labels` in the language of the report."""
        return of[value][self.language]

    def polarity(self, row: dict) -> str:
        return self.label(labels.POLARITY, row["polarity"])
