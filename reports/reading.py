"""A summary as it is read: its sentences in one language, and the words for and against each of its findings."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ground.languages import id_or_en
from reports.citing import CITATION, Citation, Citing
from reports.evidence import names_of
from reports.evidence.quotes import Quotation, lengths, quotations
from reports.method.readings import Readings, Sides
from reports.models import Summary
from reports.quoting import strongest_first
from reports.rewording import Reworded, reworded, rewordings_of
from reports.sentences import Case, Sentence, actor_report, negative_sentence, study_report
from reports.sentences.words import LANGUAGES, Text

SHOWN = 3  # negative cases of one finding that a page shows in words; the rest is behind their sentence
# The levels whose cells make the breadth of a dimension; the others make none.
CARRYING = {"none": ("absent", "limited", "mixed"), "all": ("enacted",), "some": ("enacted",)}


@dataclass(frozen=True)
class Told:
    """One sentence as a page shows it: `text` is the rules' own, `reworded` what somebody made of it, if so."""

    key: str
    text: str
    mark: str
    passages: int
    reworded: Reworded | None = None

    @property
    def in_print(self) -> str:
        """The words as a file has them: a reworded sentence says that it is, a stale one also what the rules say."""
        return self.text if self.reworded is None else self.reworded.in_print(self.text)


@dataclass(frozen=True)
class Words:
    """A quotation beside a finding: what was said, by whom and where, and its address in the coding pane."""

    text: str
    cite: Citation
    passage: str
    interview: str


class Reading:
    """One summary in one language ('id', 'en'). Reads names and passages when they are first asked for.

    `aside` are rows that are in no evidence, by reason. Quotes are cited as the study has it, or as `citing` says.
    """

    def __init__(
        self,
        summary: Summary,
        language: str,
        aside: Mapping[str, Sequence[str]] | None = None,
        citing: Citing | None = None,
    ):
        self.summary = summary
        self.language = id_or_en(language)
        self.aside = aside or {}
        self.result = json.loads(summary.result)
        self.evidence = json.loads(summary.evidence)
        self.names = names_of(summary.study)
        self.citing = citing or Citing.of(summary.study, language)

    @cached_property
    def case(self) -> Case:
        return self._case(self.citing.pattern)

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Every sentence of the study and of its actors, by key, in reading order."""
        return self._sentences(self.case)

    @cached_property
    def rules(self) -> dict[str, Sentence]:
        """The same, whatever the pattern of citations: what a rewording is held against."""
        return self.sentences if self.citing.pattern == CITATION else self._sentences(self._case(CITATION))

    def _case(self, pattern: str) -> Case:
        return Case(self.result, self.evidence, self.names, partial(self._cited, pattern))

    def _sentences(self, case: Case) -> dict[str, Sentence]:
        told = [*study_report(case, self.aside), *(s for actor in case.actors for s in actor_report(case, actor))]
        negative = [negative_sentence(case, target, rows) for target, rows in self.negative.items()]
        return {sentence.key: sentence for sentence in [*told, *negative]}

    @property
    def negative(self) -> dict[str, list[str]]:
        """The rows against each cell and pair that has any, the strongest first."""
        found = {target: sides.against for target, sides in self.sides.items() if not target.startswith("dimension:")}
        return {target: rows for target, rows in found.items() if rows}

    def told(self, *kinds: str, target: str | None = None) -> list[Told]:
        """The sentences of these kinds, in reading order; 'cell.' is every kind that begins so."""
        whole, begun = set(kinds), tuple(kind for kind in kinds if kind.endswith("."))
        return [
            self._told(s)
            for s in self.sentences.values()
            if target in (None, s.target) and (s.kind in whole or s.kind.startswith(begun))
        ]

    def _told(self, sentence: Sentence) -> Told:
        passages = {self.case.row[row]["passage"] if row in self.case.row else row for row in sentence.rows}
        own = self.rewordings.get(sentence.place)
        return Told(sentence.key, sentence.text[self.language], sentence.mark, len(passages), own)

    @cached_property
    def rewordings(self) -> dict[str, Reworded]:
        """What was reworded in this language, by the place of the sentence; also where it is not said any more."""
        study = self.summary.study
        found = rewordings_of(study, self.summary.basis, self.language)
        if not found:
            return {}
        said = {sentence.place: sentence for sentence in self.rules.values()}
        stand = reworded(study, found.values(), said)
        return {place: stand[each.pk] for place, each in found.items()}

    def name(self, target: str) -> str:
        """'cell:BKB/IDE' → 'Bakesbangpol · partisipasi ide'; 'pair:BKB-ITM' → 'Bakesbangpol–…'."""
        sort, key = target.split(":")
        if sort == "pair":
            return self.case.pair(key)[self.language]
        actor, dimension = key.split("/")
        return f"{self.case.actor(actor)[self.language]} · {self.noun(dimension)}"

    def noun(self, dimension: str) -> str:
        return self.case.dimension(dimension)["noun"][self.language]

    @cached_property
    def sides(self) -> dict[str, Sides]:
        """For every cell, pair and dimension the rows for it and against it, the strongest first in both."""
        readings = Readings(self.evidence)
        cells = [f"{actor}/{dimension}" for actor in self.case.actors for dimension in self.case.dimensions]
        found = {f"cell:{key}": readings.cell_sides(self.result["cells"][key]) for key in cells}
        found |= {f"pair:{key}": readings.pair_sides(key, pair) for key, pair in self.case.pairs.items()}
        ordered = {target: self._ordered(target, sides) for target, sides in found.items()}
        return ordered | {f"dimension:{code}": self._carrying(code, ordered) for code in self.case.dimensions}

    def _ordered(self, target: str, sides: Sides) -> Sides:
        sort, key = target.split(":")
        about = key.split("-") if sort == "pair" else key.split("/")[:1]
        return Sides(*(strongest_first(side, self.case.row, about, self._lengths) for side in sides))

    def _carrying(self, dimension: str, cells: dict[str, Sides]) -> Sides:
        """The rows for and against the pattern of a dimension: those of the cells that make it."""
        every = {actor: self.case.cell(actor, dimension)["level"] for actor in self.case.actors}
        wanted = CARRYING.get(self.result["dimensions"][dimension]["breadth"], tuple(every.values()))
        found = [cells[f"cell:{actor}/{dimension}"] for actor, level in every.items() if level in wanted]
        return Sides(*([row for one in found for row in one[side]] for side in (0, 1)))

    @cached_property
    def _lengths(self) -> dict[str, int]:
        return lengths(self.summary.study)

    @cached_property
    def _quotations(self) -> dict[str, Quotation]:
        hopes = [row["id"] for row in self.evidence["links"] if row["polarity"] == "planned"]
        sides = self.sides.values()
        rows = [*hopes, *(row for one in sides for row in (*one.supporting[:SHOWN], *one.against[:SHOWN]))]
        return quotations(self.summary.study, {self.case.row[row]["passage"] for row in rows})

    def words(self, rows: Iterable[str]) -> Words | None:
        """The first of the rows whose words are still there to be quoted, with their place."""
        found = self._first_said(rows)
        if found is None:
            return None
        said, informant = found
        return Words(said.short, self.citing.cite(said, informant), said.passage, said.interview)

    def _first_said(self, rows: Iterable[str]) -> tuple[Quotation, str | None] | None:
        for row in rows:
            said = self._quotations.get(self.case.row[row]["passage"])
            if said is not None and not said.withdrawn:
                return said, self.case.row[row]["informant"]
        return None

    def _cited(self, pattern: str, rows: tuple[str, ...]) -> Text | None:
        """Where the quote stands that is chosen for these rows; its words are shown below the sentence."""
        chosen = {sides.supporting[0] for sides in self.sides.values() if sides.supporting}
        found = self._first_said(row for row in rows if row in chosen)
        study = self.summary.study
        return found and {language: Citing(study, pattern, language).cite(*found).bare for language in LANGUAGES}
