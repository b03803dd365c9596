"""The method once more, slowly and from the rows each time: what the fast one is held against.

Written from method.md 4.1 to 4.8 with sets and fractions, sharing nothing with the code under test.
"""

from fractions import Fraction
from itertools import combinations

FORMS = {"REG": 0, "INF1": 0, "INF2": 1, "RPT": 2, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4}
DEFAULTS = {
    "min_informants": 2, "min_interviews": 2, "theta": [2, 3], "coord_rung": 2, "min_recurrent_informants": 2,
    "strong_informants": 3, "partial_min_dims": 1, "established_min_dims": 3, "planning_dims": ["IDE"],
    "delivery_dims": ["MAT", "FIS", "UTL"], "established_pairs": "all", "form_rungs": FORMS,
    "count_statuses": ["approved"],
}  # fmt: skip


class Naive:
    """One evidence document under one config."""

    def __init__(self, evidence, **config):
        self.evidence, self.config = evidence, {**DEFAULTS, **evidence["config"], **config}
        self.side = {actor["code"]: actor["side"] for actor in evidence["actors"]}
        self.pairs = list(combinations(self.side, 2))
        self.mixed = [ends for ends in self.pairs if self.side[ends[0]] != self.side[ends[1]]]
        chosen = self.config.get("copro_pairs", self.mixed)
        self.copro = [ends for ends in self.mixed if set(ends) in [set(other) for other in chosen]]
        self.codings, self.links = ([r for r in evidence[name] if self.counts(r)] for name in ("codings", "links"))
        self.theta = Fraction(*self.config["theta"])

    def counts(self, row):
        return (
            row["review_status"] in self.config["count_statuses"]
            and row["in_scope"]
            and not row["consent_withdrawn"]
            and row["informant"] is not None
            and row["polarity"] not in ("planned", "unclear")
        )

    def share(self, part, whole):
        return len(whole) > 0 and Fraction(len(part), len(whole)) >= self.theta

    def stances(self, actor, dimension):
        said = {}
        for row in self.codings:
            if (row["about_actor"], row["dimension"]) == (actor, dimension):
                said.setdefault((row["informant"], row["speaker_actor"]), set()).add(row["polarity"])
        return {who: self.stance(polarities) for who, polarities in said.items()}

    @staticmethod
    def stance(said):
        denied = said & {"absent", "hindered"}
        if "enacted" in said and denied:
            return "M"
        if "limited" in said:
            return "L"
        return "N" if denied else "E"

    def reading(self, stances):
        of = {letter: [who for who, stance in stances.items() if stance == letter] for letter in "ELMN"}
        if not stances:
            return None
        if self.share(of["E"], stances):
            return "enacted"
        if self.share(of["N"], stances):
            return "absent"
        return "limited" if of["L"] and self.share(of["L"] + of["N"], stances) else "mixed"

    def cell(self, actor, dimension):
        """Level, convergence."""
        stances = self.stances(actor, dimension)
        rows = [r for r in self.codings if (r["about_actor"], r["dimension"]) == (actor, dimension)]
        few = len(stances) < self.config["min_informants"]
        few = few or len({r["interview"] for r in rows}) < self.config["min_interviews"]
        level = "no_evidence" if not rows else "insufficient" if few else self.reading(stances)
        own = self.reading({who: s for who, s in stances.items() if who[1] == actor})
        other = self.reading({who: s for who, s in stances.items() if who[1] != actor})
        return level, self.compared(own, other)

    @staticmethod
    def compared(own, other):
        if not own or not other:
            return "self_only" if own else "other_only" if other else "none"
        if own == other:
            return "agreement"
        return "dissonance" if {own, other} == {"enacted", "absent"} else "partial"

    def sets(self, ends):
        """S, O, M by rung; contact."""
        told, support, deny = {}, {}, {}
        for row in self.links:
            if {row["from_actor"], row["to_actor"]} == set(ends):
                told.setdefault(row["informant"], []).append(row)
        for who, rows in told.items():
            enacted = [r for r in rows if r["polarity"] == "enacted"]
            support[who] = max((self.config["form_rungs"][r["form"]] for r in enacted), default=0)
            if len({r["from_actor"] for r in enacted if r["form"] == "INF1"}) == 2:
                support[who] = max(1, support[who])
            deny[who] = min((self.denied(r["form"]) for r in rows if r not in enacted), default=9)
        contact = {w for w, rows in told.items() if any(self.is_contact(r) for r in rows)}
        found = {"contact": contact}
        for rung in (1, 2, 3, 4):
            pro, con = {w for w in told if support[w] >= rung}, {w for w in told if deny[w] <= rung}
            found |= {f"S{rung}": pro - con, f"O{rung}": con - pro, f"M{rung}": pro & con}
        return told, found

    def is_contact(self, row):
        return row["polarity"] == "enacted" and self.config["form_rungs"][row["form"]] == 0

    def denied(self, form):
        rung = 1 if form in ("ANY", "INF1") else self.config["form_rungs"][form]
        return rung or 9

    def pair(self, ends):
        """Level, rung, corroborated, recurrent."""
        told, found = self.sets(ends)
        coord = self.config["coord_rung"]
        for rung in (4, 3, 2, 1):
            asked = found[f"S{rung}"] | found[f"O{rung}"] | found[f"M{rung}"]
            if self.enough(found[f"S{rung}"], told) and self.share(found[f"S{rung}"], asked):
                level = ["networking", "coordinating", "cooperating", "collaborating"][rung - 1]
                firm = rung >= coord
                return level, rung, firm and self.both_ends(ends, told, found), firm and self.often(told, found)
        return self.level_without_rung(told, found), 0, False, False

    def level_without_rung(self, told, found):
        asked = found["S1"] | found["O1"] | found["M1"]
        if not told:
            return "no_evidence"
        if self.enough(found["O1"], told) and self.share(found["O1"], asked):
            return "none"
        silent = not found["S1"] and not found["M1"]
        if silent and found["contact"] and self.enough(found["contact"] | found["O1"], told):
            return "contact_only"
        return "contested" if self.enough(asked, told) else "insufficient"

    def enough(self, group, told):
        interviews = {row["interview"] for who in group for row in told[who]}
        return len(group) >= self.config["min_informants"] and len(interviews) >= self.config["min_interviews"]

    def both_ends(self, ends, told, found):
        return set(ends) <= {told[who][0]["speaker_actor"] for who in found[f"S{self.config['coord_rung']}"]}

    def often(self, told, found):
        coord = self.config["coord_rung"]
        again = [
            who
            for who in found[f"S{coord}"]
            if any(
                r["polarity"] == "enacted"
                and r["regularity"] == "recurrent"
                and self.config["form_rungs"][r["form"]] >= coord
                for r in told[who]
            )
        ]
        return len(again) >= self.config["min_recurrent_informants"]

    def verdict(self):
        pairs = {ends: self.pair(ends) for ends in self.pairs}
        cells = {(a, d): self.cell(a, d) for a in self.side for d in self.evidence["dimensions"]}
        coord = {ends for ends in pairs if pairs[ends][1] >= self.config["coord_rung"]}
        produced, strict = self.produced(cells, pairs, coord)
        if self.is_established(cells, pairs, coord, strict):
            return "established"
        if coord & set(self.copro) and len(produced) >= self.config["partial_min_dims"]:
            return "partial"
        if any(pairs[ends][1] >= 1 for ends in self.copro):
            return "emerging"
        apart = [pairs[ends][0] in ("none", "contact_only") for ends in self.copro]
        return "not_indicated" if apart and all(apart) else "undetermined"

    def produced(self, cells, pairs, coord):
        produced, strict = set(), set()
        firm = ("agreement", "partial")
        for dimension in self.evidence["dimensions"]:
            for a, b in coord & set(self.copro):
                both = [cells[a, dimension], cells[b, dimension]]
                if all(level == "enacted" for level, _ in both):
                    produced.add(dimension)
                    if pairs[a, b][2] and all(compared in firm for _, compared in both):
                        strict.add(dimension)
        return produced, strict

    def is_established(self, cells, pairs, coord, strict):
        connected = self.config["established_pairs"] == "connected"
        required = coord if connected else set(self.pairs)
        joined = self.joined(coord) if connected else coord == required
        return (
            bool(required) and joined and bool(coord & set(self.copro))
            and all(pairs[ends][2] for ends in required)
            and all(pairs[ends][3] for ends in required & set(self.copro))
            and set(self.config["planning_dims"]) <= strict
            and bool(set(self.config["delivery_dims"]) & strict)
            and len(strict) >= self.config["established_min_dims"]
            and all(any(cells[a, d][0] == "enacted" for d in self.evidence["dimensions"]) for a in self.side)
        )  # fmt: skip

    def joined(self, coord):
        groups = [{actor} for actor in self.side]
        for a, b in coord:
            first, second = (next(g for g in groups if end in g) for end in (a, b))
            if first is not second:
                groups.remove(second)
                first |= second
        return len(groups) == 1


def verdict(evidence, **config):
    return Naive(evidence, **config).verdict()


def changed(evidence, change):
    """The evidence with every row put through `change`; None leaves a row out."""
    rows = {name: [change(dict(row)) for row in evidence[name]] for name in ("codings", "links")}
    return {**evidence, **{name: [row for row in kept if row] for name, kept in rows.items()}}


def restored(row, ids):
    return row | {"review_status": "approved"} if row["id"] in ids else row


def sensitivity(evidence):
    rows = evidence["codings"] + evidence["links"]
    now = verdict(evidence)
    rejected = {row["id"] for row in rows if row["review_status"] == "rejected"}

    def without(key, value):
        return verdict(changed(evidence, lambda row: None if row[key] == value else row))

    def put_back(ids):
        return verdict(changed(evidence, lambda row: restored(row, ids)))

    return {
        "critical_passages": sorted(p for p in {row["passage"] for row in rows} if without("passage", p) != now),
        "critical_informants": sorted(
            i for i in {row["informant"] for row in rows} - {None} if without("informant", i) != now
        ),
        "critical_rejected": sorted(one for one in rejected if put_back({one}) != now),
        "all_rejected_restored": put_back(rejected),
        "working_verdict": verdict(evidence, count_statuses=["approved", "submitted"]),
        "thresholds": [
            {"theta": theta, "min_informants": least, "verdict": verdict(evidence, theta=theta, min_informants=least)}
            for theta in ([3, 5], [2, 3], [3, 4])
            for least in (2, 3)
        ],
    }
