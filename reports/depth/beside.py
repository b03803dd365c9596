"""Two summaries side by side: their verdicts, their levels, and the sentences that are not the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from reports.reading import Reading
from reports.sentences import Sentence

# What is said of a finding itself; what strengthens or weakens it stands on the pages of the two.
SAID = (
    "verdict",
    "condition",
    "isolation",
    "dimension",
    "dimension.strict",
    "cell.level",
    "pair.level",
    "pair.corroborated",
    "pair.recurrent",
)


@dataclass(frozen=True)
class Levels:
    """A cell, a pair or the verdict in both summaries: level, and how many informants; None where it is not there."""

    target: str
    name: str
    was: str | None
    now: str | None
    n_was: int | None = None
    n_now: int | None = None

    @property
    def differs(self) -> bool:
        return self.was != self.now


@dataclass(frozen=True)
class Said:
    """A sentence in both summaries; empty where one of them does not say it."""

    was: str
    now: str


class Beside:
    """One reading held against another of the same study, in the language of both."""

    def __init__(self, was: Reading, now: Reading):
        self.was, self.now = was, now

    @property
    def verdict(self) -> Levels:
        return Levels("verdict", "", self.was.result["verdict"], self.now.result["verdict"])

    @property
    def dimensions(self) -> list[str]:
        return [self._reading(code, "dimensions").noun(code) for code in self._codes("dimensions")]

    @cached_property
    def matrix(self) -> list[tuple[str, list[Levels]]]:
        """The name of each actor and its cells, in study order."""
        return [
            (self._actor(actor), [self._cell(actor, d) for d in self._codes("dimensions")]) for actor in self.actors
        ]

    @property
    def actors(self) -> list[str]:
        return self._codes("actors")

    @cached_property
    def pairs(self) -> list[Levels]:
        return [self._pair("-".join(ends)) for ends in combinations(self.actors, 2)]

    @property
    def changed(self) -> list[Levels]:
        """Every level that is not the same: cells, then pairs."""
        cells = [cell for _name, row in self.matrix for cell in row]
        return [each for each in (*cells, *self.pairs) if each.differs]

    @property
    def is_same(self) -> bool:
        return not (self.verdict.differs or self.changed or self.sentences)

    @cached_property
    def sentences(self) -> list[Said]:
        """What the one says otherwise than the other, in reading order."""
        was, now = _told(self.was.sentences.values()), _told(self.now.sentences.values())
        language = self.now.language
        both = [(_text(was.get(key), language), _text(now.get(key), language)) for key in {**now, **was}]
        return [Said(*texts) for texts in both if texts[0] != texts[1]]

    def _codes(self, name: str) -> list[str]:
        """Actors or dimensions of both; what only the earlier one has stands last."""
        return list(dict.fromkeys([*getattr(self.now.case, name), *getattr(self.was.case, name)]))

    def _reading(self, code: str, name: str) -> Reading:
        return self.now if code in getattr(self.now.case, name) else self.was

    def _actor(self, code: str) -> str:
        return self._reading(code, "actors").case.actor(code)[self.now.language]

    def _cell(self, actor: str, dimension: str) -> Levels:
        was, now = (each.result["cells"].get(f"{actor}/{dimension}") for each in (self.was, self.now))
        name = f"{self._actor(actor)} · {self._reading(dimension, 'dimensions').noun(dimension)}"
        return Levels(f"cell:{actor}/{dimension}", name, *_levels(was, now), was and was["n"], now and now["n"])

    def _pair(self, key: str) -> Levels:
        was, now = (each.result["pairs"].get(key) for each in (self.was, self.now))
        name = "–".join(self._actor(code) for code in key.split("-"))
        counts = [each and len(self._speakers(reading, each)) for reading, each in ((self.was, was), (self.now, now))]
        return Levels(f"pair:{key}", name, *_levels(was, now), *counts)

    @staticmethod
    def _speakers(reading: Reading, pair: Mapping) -> set[str]:
        return reading.case.informants(pair["links"])


def _levels(*places: Mapping | None) -> list[str | None]:
    return [place and place["level"] for place in places]


def _told(sentences: Iterable[Sentence]) -> dict[tuple, Sentence]:
    """By what is spoken of: a level that is another one is the same sentence said otherwise."""
    return {(s.kind, s.target, s.value if s.kind == "condition" else ""): s for s in sentences if s.kind in SAID}


def _text(sentence: Sentence | None, language: str) -> str:
    return sentence.text[language] if sentence else ""
