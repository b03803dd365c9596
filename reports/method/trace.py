"""One line per decision: the rule, its counts and rows, and the rule's arithmetic without words (method.md 4.8)."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.method.patterns import Findings
from reports.method.shares import reaches

Summary = Mapping[str, Any]
CELL_COUNTS = ("n", *"ELMN", "interviews")
PAIR_COUNTS = ("rung", *(f"{letter}{rung}" for letter in "SOM" for rung in (1, 2, 3, 4)), "contact")


class Arithmetic:
    """Comparisons as they are written in a trace, under one config."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.theta = "{}/{}".format(*config["theta"])

    def share(self, name: str, part: int, whole: int) -> str:
        sign = ">=" if reaches(part, whole, self.config["theta"]) else "<"
        return f"{name}={part}/{whole} {sign} {self.theta}"

    def least(self, name: str, value: int, setting: str) -> str:
        sign = ">=" if value >= self.config[setting] else "<"
        return f"{name}={value} {sign} {self.config[setting]}"


def cell_line(key: str, cell: Summary, config: Mapping[str, Any]) -> dict[str, Any]:
    says = Arithmetic(config)
    counts = {name: cell[name] for name in CELL_COUNTS}
    return {
        "rule": cell["rule"],
        "target": f"cell:{key}",
        "level": cell["level"],
        **counts,
        "theta": says.theta,
        "why": CELL_WHY[cell["rule"]](cell, says),
        "codings": cell["codings"],
    }


def _weak(cell: Summary, says: Arithmetic) -> str:
    return f"nL={cell['L']}; " + says.share("(nL+nN)/n", cell["L"] + cell["N"], cell["n"])


def _enacted(cell: Summary, says: Arithmetic) -> str:
    return says.share("nE/n", cell["E"], cell["n"])


def _absent(cell: Summary, says: Arithmetic) -> str:
    return says.share("nN/n", cell["N"], cell["n"])


def _few(cell: Summary, says: Arithmetic) -> str:
    informants = says.least("n", cell["n"], "min_informants")
    return f"{informants}; {says.least('interviews', cell['interviews'], 'min_interviews')}"


CELL_WHY: dict[str, Callable[[Summary, Arithmetic], str]] = {
    "C0": lambda cell, says: "n=0",
    "C1": _few,
    "C2": _enacted,
    "C3": lambda cell, says: f"{_enacted(cell, says)}; {_absent(cell, says)}",
    "C4": lambda cell, says: f"{_enacted(cell, says)}; {_absent(cell, says)}; {_weak(cell, says)}",
    "C5": lambda cell, says: f"{_enacted(cell, says)}; {_absent(cell, says)}; {_weak(cell, says)}",
}


def pair_line(key: str, pair: Summary, config: Mapping[str, Any]) -> dict[str, Any]:
    says = Arithmetic(config)
    counts = {name: pair[name] for name in PAIR_COUNTS}
    return {
        "rule": pair["rule"],
        "target": f"pair:{key}",
        "level": pair["level"],
        **counts,
        "theta": says.theta,
        "why": PAIR_WHY[pair["rule"]](pair, says),
        "links": pair["links"],
    }


def asked(pair: Summary, rung: int) -> int:
    return pair[f"S{rung}"] + pair[f"O{rung}"] + pair[f"M{rung}"]


def _set_share(letter: str, rung: int, pair: Summary, says: Arithmetic) -> str:
    name, count = f"{letter}{rung}", pair[f"{letter}{rung}"]
    return f"{says.least(name, count, 'min_informants')}; {says.share(f'{name}/n{rung}', count, asked(pair, rung))}"


def _contested(pair: Summary, says: Arithmetic) -> str:
    supported, denied = (says.share(f"{name}/n1", pair[name], asked(pair, 1)) for name in ("S1", "O1"))
    return f"{says.least('n1', asked(pair, 1), 'min_informants')}; {supported}; {denied}"


PAIR_WHY: dict[str, Callable[[Summary, Arithmetic], str]] = {
    "K0": lambda pair, says: "links=0",
    "K1": lambda pair, says: _set_share("S", pair["rung"], pair, says),
    "K2": lambda pair, says: _set_share("O", 1, pair, says),
    "K3": lambda pair, says: f"S1=0; M1=0; contact={pair['contact']}; O1={pair['O1']}",
    "K4": lambda pair, says: says.least("n1", asked(pair, 1), "min_informants"),
    "K5": _contested,
}


def verdict_line(found: Findings, verdict: str, rule: str, isolation: str, failed: list[str]) -> dict[str, Any]:
    """The verdict rests on levels, so it names the co-production pairs and no rows."""
    strict, produced = len(found.strictly_co_produced), len(found.co_produced)
    pairs = {found.study.pair_of[ends]: found.pair(ends) for ends in found.copro_pairs}
    coordinated, exchanging = len(found.coordinated_copro), sum(pair.rung >= 1 for pair in pairs.values())
    return {
        "rule": rule,
        "target": "verdict",
        "value": verdict,
        "pairs": {key: pair.level for key, pair in pairs.items()},
        "isolation": isolation,
        "co_produced": found.co_produced,
        "strictly_co_produced": found.strictly_co_produced,
        "failed_conditions": failed,
        "why": f"copro pairs={len(pairs)}; rung>=1: {exchanging}; rung>={found.config['coord_rung']}: {coordinated}; "
        f"co-produced={produced}; strictly={strict}",
    }
