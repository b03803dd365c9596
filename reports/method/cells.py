"""Actor × dimension: one vote per informant, then the first rule that matches (method.md 4.3, 4.4)."""

from collections.abc import Mapping
from operator import sub
from typing import Any, NamedTuple

from reports.method.shares import reaches, tally

E, L, M, N = range(4)  # the stances of 4.3, and their places in a list of votes
LETTERS = "ELMN"

Config = Mapping[str, Any]
Votes = list[int]
Reading = tuple[str, str]  # level and rule


class CellStanding(NamedTuple):
    """What the verdict needs to know of a cell."""

    level: str
    rule: str
    corroborated: bool


class Voice:
    """One informant on one cell: how many counted rows of each polarity, and the stance they make."""

    __slots__ = ("actor", "rows", "stance")

    def __init__(self, actor: str | None) -> None:
        self.actor = actor
        self.rows = {"enacted": 0, "limited": 0, "absent": 0, "hindered": 0}
        self.stance: int | None = None


def stance_of(rows: Mapping[str, int]) -> int | None:
    """4.3: M contradicts self; L says limited; E only enacted; N only absent or hindered."""
    denied = rows["absent"] or rows["hindered"]
    if rows["enacted"] and denied:
        return M
    if rows["limited"]:
        return L
    if rows["enacted"]:
        return E
    return N if denied else None


def reading(votes: Votes, theta: list[int]) -> Reading | None:
    """C2 to C5, without the minimum. None where nobody voted."""
    n = sum(votes)
    if not n:
        return None
    if reaches(votes[E], n, theta):
        return "enacted", "C2"
    if reaches(votes[N], n, theta):
        return "absent", "C3"
    if votes[L] and reaches(votes[L] + votes[N], n, theta):
        return "limited", "C4"
    return "mixed", "C5"


def convergence(self_votes: Votes, other_votes: Votes, theta: list[int]) -> str:
    """Triangulation: what the about-actor's own informants say against what the others say."""
    own, other = reading(self_votes, theta), reading(other_votes, theta)
    if own is None or other is None:
        return "self_only" if own else "other_only" if other else "none"
    if own == other:
        return "agreement"
    return "dissonance" if {own[0], other[0]} == {"enacted", "absent"} else "partial"


class Cell:
    """The counted codings on one actor and one dimension, kept so that a row is added or taken away in no time."""

    def __init__(self, about_actor: str) -> None:
        self.about_actor = about_actor
        self.voices: dict[str, Voice] = {}
        self.votes: Votes = [0, 0, 0, 0]
        self.by_actor: dict[str | None, Votes] = {}  # by speaker actor; None: outside the study's actors
        self.interviews: dict[str, int] = {}

    def count(self, row: Mapping[str, Any], by: int) -> None:
        """Count a row in (`by` = 1) or out again (-1)."""
        voice = self.voices.get(row["informant"]) or self._new_voice(row)
        voice.rows[row["polarity"]] += by
        tally(self.interviews, row["interview"], by)
        stance = stance_of(voice.rows)
        if stance != voice.stance:
            self._move(voice, stance)

    def _new_voice(self, row: Mapping[str, Any]) -> Voice:
        actor = row["speaker_actor"]
        self.by_actor.setdefault(actor, [0, 0, 0, 0])
        return self.voices.setdefault(row["informant"], Voice(actor))

    def _move(self, voice: Voice, stance: int | None) -> None:
        for votes in (self.votes, self.by_actor[voice.actor]):
            if voice.stance is not None:
                votes[voice.stance] -= 1
            if stance is not None:
                votes[stance] += 1
        voice.stance = stance

    def level(self, config: Config) -> Reading:
        """C0 to C5, the first that matches."""
        said = reading(self.votes, config["theta"])
        if said is None:
            return "no_evidence", "C0"
        if sum(self.votes) < config["min_informants"] or len(self.interviews) < config["min_interviews"]:
            return "insufficient", "C1"
        return said

    def standing(self, config: Config) -> CellStanding:
        level, rule = self.level(config)
        corroborated = level == "enacted" and self.convergence(config) in ("agreement", "partial")
        return CellStanding(level, rule, corroborated)

    def convergence(self, config: Config) -> str:
        own = self.by_actor.get(self.about_actor, [0, 0, 0, 0])
        return convergence(own, list(map(sub, self.votes, own)), config["theta"])

    def _actor_readings(self, config: Config) -> list[Reading]:
        """One reading per speaker actor; informants outside the actors are left out."""
        heard = [reading(votes, config["theta"]) for actor, votes in self.by_actor.items() if actor is not None]
        return [said for said in heard if said]

    def confidence(self, config: Config) -> str:
        n, level, compared = sum(self.votes), self.level(config)[0], self.convergence(config)
        if not n:
            return "none"
        if level == "insufficient" or compared == "dissonance" or (level == "enacted" and compared == "self_only"):
            return "weak"
        several = len(self._actor_readings(config)) >= 2
        return "strong" if n >= config["strong_informants"] and several and compared == "agreement" else "moderate"

    def summary(self, config: Config, codings: list[str]) -> dict[str, Any]:
        """The promised keys; `codings` are the ids of the counted rows, sorted."""
        level, rule, corroborated = self.standing(config)
        lean = reading(self.votes, config["theta"])
        hindered = sum(voice.rows["hindered"] > 0 for voice in self.voices.values())
        return {
            "level": level,
            "rule": rule,
            "lean": lean and lean[0],
            "n": sum(self.votes),
            "interviews": len(self.interviews),
            **dict(zip(LETTERS, self.votes, strict=True)),
            "hindered": hindered,
            "convergence": self.convergence(config),
            "actor_agreement": actor_agreement(self._actor_readings(config)),
            "confidence": self.confidence(config),
            "corroborated": corroborated,
            "codings": codings,
        }


def actor_agreement(readings: list[Reading]) -> str:
    """Whether the speaker actors, each read as a group, say the same."""
    if len(readings) < 2:
        return "single" if readings else "none"
    return "unanimous" if len(set(readings)) == 1 else "divided"
