"""Who says what of one cell or pair: the words for it and against it, by the actor of whoever speaks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reports.citing import Citation
from reports.depth.counting import NOT_COUNTED
from reports.evidence.quotes import Quotation, quotations
from reports.method.counting import why_not_counted
from reports.method.readings import Readings
from reports.reading import Reading, Told
from reports.sentences import labels
from reports.sentences.stances import STANCE, position_words

SHOWN = 60  # rows of one side that are read in words; the rest is behind the sentence
SIDES = ("supporting", "against", "neither", "not_counted")


@dataclass(frozen=True)
class Voice:
    """One row in words: what was said, who says it, what was judged, and why it is no vote if it is none."""

    row: str
    said: Quotation
    cite: Citation
    judged: str
    why: str


@dataclass(frozen=True)
class Group:
    """The rows of one side that informants of one actor say."""

    actor: str
    voices: list[Voice]


class Sides:
    """The rows of a cell or pair of a reading, `of` its target: `cell:BKB/IDE` or `pair:BKB-ITM`."""

    def __init__(self, reading: Reading, of: str):
        self.reading, self.of = reading, of
        sort, self.key = of.split(":")
        self.is_pair = sort == "pair"
        self.place: Mapping = reading.result["pairs" if self.is_pair else "cells"][self.key]
        self.rows = self._sorted()
        wanted = [row for rows in self.rows.values() for row in rows[:SHOWN]]
        self._said = quotations(reading.summary.study, {reading.case.row[row]["passage"] for row in wanted})

    @property
    def name(self) -> str:
        return self.reading.name(self.of)

    @property
    def level(self) -> str:
        return self.place["level"]

    @property
    def told(self) -> list[Told]:
        return self.reading.told("pair." if self.is_pair else "cell.", target=self.of)

    @property
    def stances(self) -> list[tuple[str, str, str]]:
        """(informant, actor, how they stand) of everybody who speaks of it, in the order of their codes."""
        readings = Readings(self.reading.evidence)
        if self.is_pair:
            found = {who: position_words(each) for who, each in readings.positions(self.key).items()}
        else:
            found = {who: STANCE[letter] for who, letter in readings.stances(self.key).items()}
        actors = {row["informant"]: row["speaker_actor"] for row in self.reading.case.row.values()}
        return [(who, self._actor(actors[who]), words[self.reading.language]) for who, words in found.items()]

    def groups(self, side: str) -> list[Group]:
        """The words of one of SIDES by the speaker's actor, in study order; who belongs to no actor comes last."""
        by_actor = defaultdict(list)
        for row in self.rows[side][:SHOWN]:
            by_actor[self.reading.case.row[row]["speaker_actor"]].append(self._voice(row))
        order = [*self.reading.case.actors, None]
        groups = [(actor, [voice for voice in by_actor[actor] if voice]) for actor in order if actor in by_actor]
        return [Group(self._actor(actor), voices) for actor, voices in groups if voices]

    def _sorted(self) -> dict[str, list[str]]:
        """The ids of the rows of each side, the strongest first."""
        case, sides = self.reading.case, self.reading.sides[self.of]
        counted = self.place["links" if self.is_pair else "codings"]
        neither = [row for row in counted if row not in {*sides.supporting, *sides.against}]
        others = [key for key, row in case.row.items() if self._is_here(row) and key not in set(counted)]
        return dict(zip(SIDES, (sides.supporting, sides.against, neither, sorted(others)), strict=True))

    def _is_here(self, row: Mapping) -> bool:
        if self.is_pair:
            return "form" in row and {row["from_actor"], row["to_actor"]} == set(self.key.split("-"))
        return "dimension" in row and f"{row['about_actor']}/{row['dimension']}" == self.key

    def _voice(self, key: str) -> Voice | None:
        row = self.reading.case.row[key]
        said = self._said.get(row["passage"])
        if said is None:
            return None
        why = why_not_counted(row, self.reading.case.config["count_statuses"])
        cite = self.reading.citing.cite(said, row["informant"])
        return Voice(key, said, cite, self._judged(row), str(NOT_COUNTED[why]) if why else "")

    def _judged(self, row: Mapping) -> str:
        polarity = labels.POLARITY[row["polarity"]][self.reading.language]
        return f"{row['from_actor']} → {row['to_actor']}: {row['form']} · {polarity}" if "form" in row else polarity

    def _actor(self, code: str | None) -> str:
        return self.reading.case.actor(code)[self.reading.language] if code else "–"


def is_target(reading: Reading, of: str) -> bool:
    """Whether the reading has such a cell or pair."""
    sort, _colon, key = of.partition(":")
    return key in {"cell": reading.result["cells"], "pair": reading.result["pairs"]}.get(sort, {})
