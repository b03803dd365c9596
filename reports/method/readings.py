"""What pages show beside a summary: who said what, which rows speak against a finding, and which do not count.

Read from canonical evidence and its summary with the method's own rules, so that no page has to know them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from reports.method.cells import LETTERS
from reports.method.counting import is_hope, why_not_counted
from reports.method.pairs import DENIES_NOTHING, Pair, Voice, rung_denied
from reports.method.study import Study, study_of
from reports.method.tallies import Tallies, placed_rows
from reports.method.vocabulary import DENYING, LINK_POLARITIES

DENIED = tuple(polarity for polarity in LINK_POLARITIES if polarity in DENYING)
FOR = {"enacted": ("enacted",), "absent": DENIED, "limited": ("limited",), "mixed": ("enacted",)}
AGAINST = {
    "enacted": (*DENIED, "limited"),
    "absent": ("enacted", "limited"),
    "limited": ("enacted", *DENIED),
    "mixed": (*DENIED, "limited"),  # neither side prevails: read as the claim that it was done
}
FORUM = "RPT"


class Sides(NamedTuple):
    """Ids of counted rows that speak for a finding and against it, each sorted. The latter are its negative cases."""

    supporting: list[str]
    against: list[str]


class Position(NamedTuple):
    """One informant on a pair: the rung supported (0: none), the lowest rung denied (None: none), rung-0 contact."""

    supports: int
    denies: int | None
    contact: bool


class Readings:
    """The rows of one canonical evidence, counted once, for as many questions as a page has."""

    def __init__(self, canonical: Mapping[str, Any]) -> None:
        self.canonical, self.config = canonical, canonical["config"]
        self.study: Study = study_of(canonical)
        self.rows = {row["id"]: row for name in ("codings", "links") for row in canonical[name]}
        self.tallies = Tallies(self.study, self.config)
        by_status = placed_rows(canonical, self.study)
        for status in self.config["count_statuses"]:
            self.tallies.count(by_status.get(status, ()), 1)

    def stances(self, cell: str) -> dict[str, str]:
        """Informant → E, L, M or N on the cell `BKB/IDE`, by informant (4.3)."""
        voices = sorted(self.tallies.cells[cell].voices.items())
        return {informant: LETTERS[voice.stance] for informant, voice in voices if voice.stance is not None}

    def positions(self, pair: str) -> dict[str, Position]:
        """Informant → position on the pair `BKB-ITM`, by informant (4.5)."""
        voices = self.tallies.pairs[pair].voices
        return {informant: _position(voices[informant]) for informant in sorted(voices)}

    def who_stands(self, pair: str, name: str) -> list[str]:
        """The informants of one of the sets of 4.5 on a pair: S1…S4, O1…O4, M1…M4, contact."""
        coord_rung = self.config["coord_rung"]
        voices = self.tallies.pairs[pair].voices
        return [who for who in sorted(voices) if name in voices[who].sets_now(coord_rung)]

    def cell_sides(self, cell: Mapping[str, Any]) -> Sides:
        """Which of a cell's codings speak for its level and which against; insufficient evidence has a lean."""
        level = cell["lean"] if cell["level"] == "insufficient" else cell["level"]
        rows = [self.rows[coding] for coding in cell["codings"]]
        return Sides(*(_ids(r for r in rows if r["polarity"] in side.get(level, ())) for side in (FOR, AGAINST)))

    def pair_sides(self, key: str, pair: Mapping[str, Any]) -> Sides:
        """Which of a pair's links speak for its level and which against.

        Against a rung speak the links that deny it or a lower one; against `none` and `contact_only` those that tell
        of more than contact. Where no level is found, the question is whether there is any coordination.
        """
        rung, tally = max(pair["rung"], 1), self.tallies.pairs[key]
        rows = [self.rows[link] for link in pair["links"]]
        told = [r for r in rows if r["polarity"] == "enacted" and self._tells(r, rung, tally)]
        denied = [r for r in rows if r["polarity"] in DENYING and self._denies(r) <= rung]
        if pair["level"] not in ("none", "contact_only"):
            return Sides(_ids(told), _ids(denied))
        contact = [r for r in rows if r["polarity"] == "enacted"] if pair["level"] == "contact_only" else []
        return Sides(_ids(denied + contact), _ids(told))

    def _denies(self, link: Mapping[str, Any]) -> int:
        return rung_denied(link["form"], self.config["form_rungs"])

    def _tells(self, link: Mapping[str, Any], rung: int, tally: Pair) -> bool:
        """By the form's rung; telling in both directions by one informant is an exchange."""
        both_ways = len(tally.voices[link["informant"]].one_way) == 2 and link["form"] == "INF1"
        return (1 if both_ways else self.config["form_rungs"][link["form"]]) >= rung

    def not_counted(self) -> dict[str, str]:
        """Row id → why it does not count; drafts and withdrawn rows are in no evidence and so not here."""
        statuses = self.config["count_statuses"]
        reasons = {key: why_not_counted(row, statuses) for key, row in self.rows.items()}
        return {key: why for key, why in reasons.items() if why}

    def forum_hopes(self) -> dict[str, int]:
        """Pair → how many informants hope for a regular meeting, every pair of the study."""
        hoping: dict[str, set] = defaultdict(set)
        for link in self.canonical["links"]:
            if link["form"] == FORUM and is_hope(link, self.config["count_statuses"]):
                hoping[self.study.pair_of[link["from_actor"], link["to_actor"]]].add(link["informant"])
        return {key: len(hoping[key]) for key in self.tallies.pairs}


def _position(voice: Voice) -> Position:
    top, denied = voice.top(), voice.lowest_denied()
    return Position(top, None if denied == DENIES_NOTHING else denied, voice.rungs[0] > 0)


def _ids(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(row["id"] for row in rows)
