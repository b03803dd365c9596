"""Actor – actor: who supports and who denies each rung, then the first rule that matches (method.md 4.5)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from reports.method.shares import reaches, tally
from reports.method.vocabulary import ANY, INF1, RUNGS

LEVEL_OF_RUNG = {1: "networking", 2: "coordinating", 3: "cooperating", 4: "collaborating"}
DENIES_NOTHING = 5  # above every rung
HEARD = "S1∪O1∪M1"
DISTANT = "contact∪O1"
MET = ("S1", "S2", "S3", "S4", "O1", HEARD, DISTANT)  # the sets whose interviews a rule asks for
ENDS = ("first", "second")

Config = Mapping[str, Any]


class PairStanding(NamedTuple):
    """What the verdict needs to know of a pair."""

    level: str
    rule: str
    rung: int
    corroborated: bool
    recurrent: bool


@cache
def sets_of(top: int, denied: int, contact: bool, recurrent: bool, speaker: int | None, coord_rung: int) -> frozenset:
    """The sets of 4.5 an informant belongs to.

    `top` is max_i (0 where none), `denied` neg_i; `speaker` the end spoken for: 0, 1 or None. "first" and "second" are
    the supporters at `coord_rung` from each end, "recurrent" those of them who report recurrence.
    """
    sets = {_side(top >= rung, denied <= rung) + str(rung) for rung in RUNGS if top >= rung or denied <= rung}
    if sets & {"S1", "O1", "M1"}:
        sets.add(HEARD)
    if contact:
        sets.add("contact")
    if contact or "O1" in sets:
        sets.add(DISTANT)
    if f"S{coord_rung}" in sets:
        sets |= ({ENDS[speaker]} if speaker is not None else set()) | ({"recurrent"} if recurrent else set())
    return frozenset(sets)


@cache
def met_in(sets: frozenset) -> tuple[str, ...]:
    """Those of the sets whose interviews are kept."""
    return tuple(name for name in MET if name in sets)


def _side(supports: bool, denies: bool) -> str:
    return "M" if supports and denies else "S" if supports else "O"


def rung_denied(form: str, rungs: Mapping[str, int]) -> int:
    """ANY and INF1 deny rung 1, a form its own rung, a form of rung 0 nothing."""
    return 1 if form in (ANY, INF1) else rungs[form] or DENIES_NOTHING


class Voice:
    """One informant on one pair: how many counted links of each kind, and the sets they put the informant in."""

    __slots__ = ("denied", "interviews", "one_way", "recurrent", "rungs", "sets", "speaker")

    def __init__(self, speaker: int | None) -> None:
        self.speaker = speaker
        self.rungs = [0, 0, 0, 0, 0]  # enacted links by their own rung
        self.denied = [0, 0, 0, 0, 0, 0]  # denying links by the rung denied
        self.one_way: dict[str, int] = {}  # enacted INF1, by its source
        self.recurrent = 0  # recurrent links of their own rung >= coord_rung
        self.interviews: dict[str, int] = {}
        self.sets: frozenset = frozenset()

    def note(self, link: Mapping[str, Any], by: int, config: Config) -> None:
        rungs, form = config["form_rungs"], link["form"]
        if link["polarity"] != "enacted":
            self.denied[rung_denied(form, rungs)] += by
            return
        self.rungs[rungs[form]] += by
        if form == INF1:
            tally(self.one_way, link["from_actor"], by)
        if link["regularity"] == "recurrent" and rungs[form] >= config["coord_rung"]:
            self.recurrent += by

    def sets_now(self, coord_rung: int) -> frozenset:
        contact, recurrent = self.rungs[0] > 0, self.recurrent > 0
        return sets_of(self.top(), self.lowest_denied(), contact, recurrent, self.speaker, coord_rung)

    def top(self) -> int:
        """max_i; telling in both directions is an exchange."""
        for rung in (4, 3, 2, 1):
            if self.rungs[rung]:
                return rung
        return 1 if len(self.one_way) == 2 else 0

    def lowest_denied(self) -> int:
        for rung in RUNGS:
            if self.denied[rung]:
                return rung
        return DENIES_NOTHING


class Pair:
    """The counted links between two actors, kept so that a link is added or taken away in no time."""

    def __init__(self, first: str, second: str, config: Config) -> None:
        self.ends = {first: 0, second: 1}
        self.config = config  # for the rungs of the forms, coord_rung and min_interviews
        self.rows = 0
        self.voices: dict[str, Voice] = {}
        self.sizes: dict[str, int] = defaultdict(int)
        self.met: dict[str, dict[str, int]] = {name: {} for name in MET}  # interview → informants of the set in it
        self.heard_widely: dict[str, int] = defaultdict(int)  # informants of the set with all the interviews asked for

    def count(self, link: Mapping[str, Any], by: int) -> None:
        """Count a link in (`by` = 1) or out again (-1)."""
        voice = self.voices.get(link["informant"]) or self._new_voice(link)
        self.rows += by
        voice.note(link, by, self.config)
        sets = voice.sets_now(self.config["coord_rung"])
        if sets is voice.sets and voice.interviews.get(link["interview"], 0) > (by < 0):
            voice.interviews[link["interview"]] += by
            return
        self._stand(voice, -1)
        voice.sets = sets
        tally(voice.interviews, link["interview"], by)
        self._stand(voice, 1)

    def _new_voice(self, link: Mapping[str, Any]) -> Voice:
        return self.voices.setdefault(link["informant"], Voice(self.ends.get(link["speaker_actor"])))

    def _stand(self, voice: Voice, by: int) -> None:
        """Put an informant into its sets (`by` = 1) or take it out of them.

        Whoever has all the interviews asked for settles that question alone, so theirs are not counted one by one.
        """
        for name in voice.sets:
            self.sizes[name] += by
        widely = len(voice.interviews) >= self.config["min_interviews"]
        for name in met_in(voice.sets):
            if widely:
                self.heard_widely[name] += by
            else:
                met = self.met[name]
                for interview in voice.interviews:
                    tally(met, interview, by)

    def size(self, name: str) -> int:
        """|name|: S1…S4, O1…O4, M1…M4, contact, or one of the sets made of them."""
        return self.sizes[name]

    def asked(self, rung: int) -> int:
        """n_r: the informants who are not silent on the rung."""
        return self.size(f"S{rung}") + self.size(f"O{rung}") + self.size(f"M{rung}")

    def enough(self, name: str, config: Config) -> bool:
        """Whether a set has the informants and the interviews asked for."""
        if self.size(name) < config["min_informants"]:
            return False
        return self.heard_widely[name] > 0 or len(self.met[name]) >= config["min_interviews"]

    def established(self, rung: int, config: Config) -> bool:
        supporters = f"S{rung}"
        return self.enough(supporters, config) and reaches(self.size(supporters), self.asked(rung), config["theta"])

    def standing(self, config: Config) -> PairStanding:
        """K0 to K5, the first that matches."""
        rung = next((rung for rung in reversed(RUNGS) if self.established(rung, config)), 0)
        if rung:
            coordinated = rung >= config["coord_rung"]
            both = all(self.size(end) for end in ENDS)
            often = self.size("recurrent") >= config["min_recurrent_informants"]
            return PairStanding(LEVEL_OF_RUNG[rung], "K1", rung, coordinated and both, coordinated and often)
        return PairStanding(*self._level_without_rung(config), 0, False, False)

    def _level_without_rung(self, config: Config) -> tuple[str, str]:
        if not self.rows:
            return "no_evidence", "K0"
        if self.enough("O1", config) and reaches(self.size("O1"), self.asked(1), config["theta"]):
            return "none", "K2"
        told = self.size("contact") and not self.size("S1") and not self.size("M1")
        if told and self.enough(DISTANT, config):
            return "contact_only", "K3"
        if not self.enough(HEARD, config):
            return "insufficient", "K4"
        return "contested", "K5"

    def summary(self, config: Config, links: list[str]) -> dict[str, Any]:
        """The promised keys; `links` are the ids of the counted rows, sorted."""
        standing = self.standing(config)
        counts = {f"{letter}{rung}": self.size(f"{letter}{rung}") for letter in "SOM" for rung in RUNGS}
        return {**standing._asdict(), **counts, "contact": self.size("contact"), "links": links}
