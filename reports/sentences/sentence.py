"""A sentence of a report, and the case it is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from reports.sentences import labels
from reports.sentences.words import LANGUAGES, Text, dimension_words, same

# Kinds of which one target may have several sentences; the value tells them apart.
LISTED = ("condition", "flag", "caveat", "aside")
FINDING, IMPLICATION, CAVEAT = "finding", "implication", "caveat"


@dataclass(frozen=True)
class Sentence:
    """One sentence in both languages, with the ids of the codings and links that carry it."""

    kind: str
    value: str
    target: str
    text: Text
    rows: tuple[str, ...] = ()
    mark: str = FINDING

    @property
    def key(self) -> str:
        """What names the sentence within its summary: 'cell.level~absent~cell:BKB/IDE'."""
        return f"{self.kind}~{self.value}~{self.target}"

    @property
    def place(self) -> str:
        """What names it in every summary, whatever it says there: 'cell.level~cell:BKB/IDE'."""
        return self.key if self.kind in LISTED else f"{self.kind}~{self.target}"


@dataclass(frozen=True)
class Names:
    """How the study calls its actors and dimensions: code → name per language."""

    actors: Mapping[str, Text]
    dimensions: Mapping[str, Text]


@dataclass(frozen=True)
class Case:
    """A summary, the evidence it was built from and the study's names.

    `quote` answers ids of rows with where the words of one of them stand, or None: the result itself holds no text.
    """

    result: Mapping
    evidence: Mapping
    names: Names
    quote: Callable[[tuple[str, ...]], Text | None] = field(default=lambda rows: None)

    def actor(self, code: str) -> Text:
        return self.names.actors.get(code) or same(code)

    def dimension(self, code: str) -> Mapping[str, Text]:
        return dimension_words(code, self.names.dimensions.get(code) or same(code))

    def pair(self, key: str) -> Text:
        """'BKB-ITM' → 'Bakesbangpol–Ikatan Tionghoa Muda'."""
        first, second = (self.actor(code) for code in key.split("-"))
        return {language: f"{first[language]}–{second[language]}" for language in LANGUAGES}

    @cached_property
    def actors(self) -> list[str]:
        return [actor["code"] for actor in self.evidence["actors"]]

    @cached_property
    def dimensions(self) -> list[str]:
        return [d if isinstance(d, str) else d["code"] for d in self.evidence["dimensions"]]

    @cached_property
    def pairs(self) -> Mapping[str, Mapping]:
        """The pairs of the summary in study order; canonical JSON has them in that of the alphabet."""
        return {key: self.result["pairs"][key] for key in map("-".join, combinations(self.actors, 2))}

    def pairs_of(self, actor: str) -> list[str]:
        return [key for key in self.pairs if actor in key.split("-")]

    @cached_property
    def copro_pairs(self) -> list[str]:
        """Keys of the pairs that count as co-production, in study order."""
        return [f"{a}-{b}" for a, b in self.result["config"]["copro_pairs"]]

    @cached_property
    def row(self) -> Mapping[str, Mapping]:
        """Every row of the evidence by its id."""
        return {row["id"]: row for row in (*self.evidence["codings"], *self.evidence["links"])}

    def informants(self, rows) -> set[str]:
        return {self.row[row]["informant"] for row in rows} - {None}

    def cell(self, actor: str, dimension: str) -> Mapping:
        return self.result["cells"][f"{actor}/{dimension}"]

    @property
    def config(self) -> Mapping:
        return self.result["config"]

    @property
    def coord_level(self) -> Text:
        """The label of the rung from which a pair counts as coordinated."""
        return labels.PAIR_LEVEL[labels.RUNG_LEVEL[self.config["coord_rung"]]]


def say(kind: str, value: str, template: Text, target: str, rows=(), mark: str = FINDING, **slots) -> Sentence:
    """Fill one template in both languages. A slot is a text per language, or anything that reads the same in both."""
    text = {
        language: _capital(template[language].format(**{name: _in(slot, language) for name, slot in slots.items()}))
        for language in LANGUAGES
    }
    return Sentence(kind, value, target, text, tuple(rows), mark)


def _in(slot, language: str):
    return slot[language] if isinstance(slot, Mapping) else slot


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
