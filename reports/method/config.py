"""The settings of the method: defaults, checks, and the one way they are written (method.md 4.2, 4.8)."""

from collections.abc import Callable
from math import gcd
from typing import Any

from reports.method.checks import InvalidEvidence, code, is_one_of, is_whole, key_shown, listed, mapping, one_of, shown
from reports.method.study import Study
from reports.method.vocabulary import ANY, FORM_RUNGS, INF1, OFFICIAL, REG, WORKING

Check = Callable[[str, Any, Study], Any]


def settings_of(config: Any, study: Study) -> dict[str, Any]:
    """Every setting with its default written out, in canonical form. Raises InvalidEvidence."""
    given = mapping("config", config)
    for name in given:
        if name not in CHECKS:
            raise InvalidEvidence(f"config.{key_shown(name)}", "is no setting of the method")
    settings = _defaults(study)
    for name, check in CHECKS.items():
        if name in given:
            settings[name] = check(f"config.{name}", given[name], study)
    return settings


def _defaults(study: Study) -> dict[str, Any]:
    return {
        "min_informants": 2,
        "min_interviews": 2,
        "theta": [2, 3],
        "strong_informants": 3,
        "coord_rung": 2,
        "min_recurrent_informants": 2,
        "partial_min_dims": 1,
        "established_min_dims": 3,
        "planning_dims": [name for name, stage in study.stages.items() if stage == "planning"],
        "delivery_dims": [name for name, stage in study.stages.items() if stage == "delivery"],
        "established_pairs": "all",
        "copro_pairs": [list(pair) for pair in study.state_civic_pairs],
        "form_rungs": dict(FORM_RUNGS),
        "count_statuses": list(OFFICIAL),
    }


def _at_least(least: int) -> Check:
    def check(path: str, value: Any, study: Study) -> int:
        if not is_whole(value) or value < least:
            raise InvalidEvidence(path, f"{shown(value)} is not a whole number of {least} or more")
        return value

    return check


def _theta(path: str, value: Any, study: Study) -> list[int]:
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(is_whole(part) and part > 0 for part in value)
    if not pair or not value[0] <= value[1] < 2 * value[0]:
        raise InvalidEvidence(path, f"{shown(value)} is not a pair [p, q] of positive integers with 1/2 < p/q <= 1")
    p, q = value
    return [p // gcd(p, q), q // gcd(p, q)]


def _coord_rung(path: str, value: Any, study: Study) -> int:
    if not is_whole(value) or not 1 <= value <= 4:
        raise InvalidEvidence(path, f"{shown(value)} is not a rung from 1 to 4")
    return value


def _dimensions(path: str, value: Any, study: Study) -> list[str]:
    for index, name in enumerate(listed(path, value)):
        if not is_one_of(name, study.stages):
            raise InvalidEvidence(f"{path}[{index}]", f"{shown(name)} is not a dimension of the study")
    return [name for name in study.dimensions if name in value]


def _established_pairs(path: str, value: Any, study: Study) -> str:
    return one_of(path, value, ("all", "connected"))


def _copro_pairs(path: str, value: Any, study: Study) -> list[list[str]]:
    taken = set()
    for index, ends in enumerate(listed(path, value)):
        pair = _state_civic(ends, study)
        if pair is None:
            raise InvalidEvidence(f"{path}[{index}]", f"{shown(ends)} is not a state and a civic actor of the study")
        taken.add(pair)
    return [list(pair) for pair in study.state_civic_pairs if pair in taken]


def _state_civic(ends: Any, study: Study) -> tuple[str, str] | None:
    if not (isinstance(ends, list | tuple) and len(ends) == 2 and all(isinstance(end, str) for end in ends)):
        return None
    first, second = ends
    return next((pair for pair in study.state_civic_pairs if pair in ((first, second), (second, first))), None)


def _form_rungs(path: str, value: Any, study: Study) -> dict[str, int]:
    for form, rung in mapping(path, value).items():
        here = f"{path}.{key_shown(form)}"
        if code(here, form) == ANY:
            raise InvalidEvidence(here, "a general statement has no rung")
        if form in (INF1, REG) and (not is_whole(rung) or rung != 0):
            raise InvalidEvidence(here, f"{shown(rung)}: {form} is always of rung 0")
        if not is_whole(rung) or not 0 <= rung <= 4:
            raise InvalidEvidence(here, f"{shown(rung)} is not a rung from 0 to 4")
    for form in FORM_RUNGS:
        if form not in value:
            raise InvalidEvidence(f"{path}.{form}", "is missing: the table is replaced whole")
    return dict(value)


def _count_statuses(path: str, value: Any, study: Study) -> list[str]:
    for basis in (OFFICIAL, WORKING):
        if all(is_one_of(status, basis) for status in listed(path, value)) and set(value) == set(basis):
            return list(basis)
    raise InvalidEvidence(path, f"{shown(value)} is neither [approved] nor [approved, submitted]")


CHECKS: dict[str, Check] = {
    "min_informants": _at_least(1),
    "min_interviews": _at_least(1),
    "theta": _theta,
    "strong_informants": _at_least(0),
    "coord_rung": _coord_rung,
    "min_recurrent_informants": _at_least(1),
    "partial_min_dims": _at_least(0),
    "established_min_dims": _at_least(0),
    "planning_dims": _dimensions,
    "delivery_dims": _dimensions,
    "established_pairs": _established_pairs,
    "copro_pairs": _copro_pairs,
    "form_rungs": _form_rungs,
    "count_statuses": _count_statuses,
}
