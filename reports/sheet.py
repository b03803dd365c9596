"""The supervisor's one page (method.md 5.4): verdict, matrix, coordination, findings, and what speaks against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.findings import Finding, of_dimension, of_pair
from reports.models import Override
from reports.overriding import LEVELS, computed_levels
from reports.pictures.coordination import network, share_of
from reports.reading import SHOWN, Reading, Told, Words
from reports.rewording import Reworded
from reports.sentences import MARK, labels


@dataclass(frozen=True)
class Otherwise:
    """A level that a supervisor reads otherwise; `computed` is the level now, `was` that of when it was read."""

    name: str
    level: str
    computed: str
    was: str
    made: Override


class Sheet:
    """What the page shows of one reading, in the order of the page."""

    def __init__(self, reading: Reading, overrides: Mapping[str, Override]):
        self.reading = reading
        self.overrides = overrides
        self.result = reading.result

    @property
    def verdict_name(self) -> str:
        return labels.VERDICT[self.result["verdict"]][self.reading.language]

    @property
    def verdict(self) -> list[Told]:
        return self.reading.told("verdict", "verdict.rule")

    @property
    def flags(self) -> list[str]:
        return [labels.FLAG[flag][self.reading.language] for flag in self.result["sensitivity"]["flags"]]

    @property
    def following(self) -> list[Told]:
        return self.reading.told("verdict.next")

    @property
    def path(self) -> list[Told]:
        """What the next verdict still takes, place by place."""
        return self.reading.told("path")

    @property
    def failed(self) -> list[Told]:
        return self.reading.told("condition")

    @property
    def pending(self) -> list[Told]:
        return self.reading.told("sensitivity.working_verdict")

    @property
    def firmness(self) -> list[Told]:
        pending = {told.key for told in self.pending}
        return [told for told in self.reading.told("flag", "sensitivity.") if told.key not in pending]

    @property
    def isolation(self) -> list[Told]:
        return self.reading.told("isolation")

    @property
    def gaps(self) -> list[Told]:
        return self.reading.told("gap.")

    @property
    def aside(self) -> list[Told]:
        return self.reading.told("aside")

    @property
    def recommendations(self) -> list[Told]:
        return self.reading.told("recommendation")

    @property
    def hopes(self) -> list[Words]:
        """The informants' own words for what is recommended: planned, and no finding."""
        rows = [row for s in self.reading.sentences.values() if s.kind == "recommendation" for row in s.rows]
        return list({words.passage: words for row in rows if (words := self.reading.words([row])) is not None}.values())

    @property
    def mark(self) -> str:
        return MARK[self.reading.language]

    @property
    def caveats(self) -> list[Told]:
        return self.reading.told("caveat")

    @cached_property
    def dimensions(self) -> list[Finding]:
        return [of_dimension(self.reading, dimension) for dimension in self.reading.case.dimensions]

    @cached_property
    def pairs(self) -> list[Finding]:
        return [of_pair(self.reading, key) for key in self.reading.case.pairs]

    @property
    def is_ring(self) -> bool:
        """Whether there are too many actors for a triangle with words on its sides: then a table says it too."""
        return len(self.reading.case.actors) > 3

    @property
    def figure(self) -> str:
        reading = self.reading
        return network(reading.evidence["actors"], reading.case.pairs, reading.names.actors, reading.language)

    @property
    def drawn(self) -> list[tuple[str, str, str]]:
        """The numbers that stand in the figure: of each pair its name, its target, and how many say so of how many."""
        told = [
            (self.reading.name(f"pair:{key}"), f"pair:{key}", share_of(pair))
            for key, pair in self.reading.case.pairs.items()
        ]
        return [] if self.is_ring else [each for each in told if each[2]]

    @cached_property
    def negative_cases(self) -> list[tuple[Told, list[Words]]]:
        """What speaks against each cell and pair: the sentence that opens it all, and the strongest in words."""
        reading = self.reading
        return [
            (told, [words for row in rows[:SHOWN] if (words := reading.words([row])) is not None])
            for target, rows in reading.negative.items()
            for told in reading.told("negative", target=target)
        ]

    @property
    def patterns(self) -> list[dict]:
        """The heads of the matrix: each dimension with its breadth and mode."""
        return [
            self._head(dimension, self.result["dimensions"][dimension]) for dimension in self.reading.case.dimensions
        ]

    def _head(self, dimension: str, pattern) -> dict:
        language = self.reading.language
        return {
            "name": self.reading.noun(dimension).replace("/", "/\u200b"),  # a long head may break here
            "breadth": labels.BREADTH[pattern["breadth"]][language],
            "mode": labels.MODE[pattern["mode"]][language] if pattern["mode"] != "-" else "",
        }

    @cached_property
    def matrix(self) -> list[dict]:
        """One row per actor, one cell per dimension."""
        case = self.reading.case
        return [
            {
                "code": actor,
                "name": case.actor(actor)[self.reading.language],
                "cells": [self._cell(actor, dimension) for dimension in case.dimensions],
            }
            for actor in case.actors
        ]

    def _cell(self, actor: str, dimension: str) -> dict:
        target, language = f"cell:{actor}/{dimension}", self.reading.language
        cell = self.reading.case.cell(actor, dimension)
        return cell | {
            "target": target,
            "lean_name": cell["lean"] and labels.CELL_LEVEL[cell["lean"]][language],
            "confidence_name": labels.CONFIDENCE[cell["confidence"]][language],
            "dissent": len(self.reading.sides[target].against),
            "otherwise": self._label(target, self.overrides[target].level) if target in self.overrides else "",
        }

    @cached_property
    def otherwise(self) -> list[Otherwise]:
        """The levels that a supervisor reads otherwise, in the order of the matrix and of the pairs."""
        return [
            Otherwise(
                self.reading.name(target),
                self._label(target, made.level),
                self._label(target, level),
                self._label(target, made.computed),
                made,
            )
            for target, level in self.computed.items()
            if (made := self.overrides.get(target)) is not None
        ]

    @cached_property
    def computed(self) -> dict[str, str]:
        return computed_levels(self.reading.summary)

    @property
    def unsaid(self) -> list[Reworded]:
        """What was reworded of sentences that the rules do not say any more."""
        said = {sentence.place for sentence in self.reading.sentences.values()}
        return [each for place, each in self.reading.rewordings.items() if place not in said]

    @property
    def readings(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every cell and pair with the levels that it could be read as: all but the computed one."""
        return [
            (
                f"{self.reading.name(target)} ({self._label(target, level)})",
                [(f"{target}={other}", self._label(target, other)) for other in _levels(target) if other != level],
            )
            for target, level in self.computed.items()
        ]

    def _label(self, target: str, level: str) -> str:
        return _levels(target)[level][self.reading.language]


def _levels(target: str) -> dict:
    return LEVELS[target.partition(":")[0]]
