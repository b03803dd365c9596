"""Where coders part ways: the figures of one interview, actor or code at a time, and what is taken for what."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from reports.agreement.alpha import alpha_of
from reports.agreement.chance import kappa_of
from reports.agreement.ratings import categories_of, confusion, prevalence, tally
from reports.agreement.turns import (
    COMPARED,
    Agreement,
    Dispute,
    Judged,
    Place,
    Row,
    Said,
    is_of,
    things_of,
    told,
    values_of,
)


class Category(NamedTuple):
    """One value of a variable: its share of all ratings, and the coefficients of it against all other values.

    `value` is True where the variable is whether a turn is coded with a dimension.
    """

    variable: str
    value: str | bool
    share: float
    pi: float | None  # Fleiss' kappa of the category
    alpha: float | None


class Confusion(NamedTuple):
    """How often the `first` of two coders gave `values[row]` and the `second` gave `values[column]`."""

    variable: str
    first: str
    second: str
    values: list[str]
    counts: list[list[int]]


def by_interview(found: Agreement) -> list[Row]:
    """Over every dimension of every turn of one interview at a time."""
    return [
        found.row(text.interview, found.presence((key, place) for place in range(len(text.turns))))
        for key, text in found.rated.texts.items()
    ]


def by_actor(found: Agreement) -> list[Row]:
    """Over every dimension of the turns in which informants of one actor speak."""
    speaks = {(key, place): found.rated.texts[key].actors[place] for key, place in found.places}
    return [
        found.row(actor, found.presence(place for place in found.places if speaks[place] == actor))
        for actor in sorted(set(speaks.values()))
    ]


def by_code(found: Agreement) -> list[Row]:
    """Whether a turn is coded with that very code, for each code that anybody gave."""
    given = sorted({each.code for each in found.rated.judged if each.code})
    return [found.row(code, found.units(lambda judged, code=code: _has(judged, code), found.places)) for code in given]


def by_category(found: Agreement) -> list[Category]:
    """Each value that coders gave: which of them is it that they do not agree about, and how rare is it?"""
    made = []
    for variable, units in found.variables().items():
        counted = tally(units)
        for value, share in prevalence(counted).items():
            if value is not False:
                pi, alpha = kappa_of(counted, value).value, alpha_of(counted, value).value
                made.append(Category(variable, value, share, pi, alpha))
    return made


def _has(judged: list[Judged], code: str) -> bool:
    return any(each.code == code for each in judged)


def disputed(found: Agreement, part: str, key: str) -> Iterator[Dispute]:
    """The disputes behind one figure: the row `key` of a part. Of a part that there is not, every dispute.

    Parts are `variables`, `pairs` (its key both coders, with a space between), `interviews`, `actors` and `codes`.
    """
    return found.disputes(BEHIND[part](found, key)) if part in BEHIND else found.disputes()


def _of_variable(found: Agreement, key: str) -> Callable[[Place, Said], bool]:
    if key not in COMPARED:
        return lambda _place, said: _apart(any(is_of(each, key) for each in judged) for judged in said.values())
    kind, value_of = COMPARED[key]

    def differ(_place: Place, said: Said) -> bool:
        given = (
            [values_of(judged, kind, thing, value_of) for judged in said.values()] for thing in things_of(said, kind)
        )
        return any(_apart(value for value in values if value is not None) for values in given)

    return differ


def _of_pair(found: Agreement, key: str) -> Callable[[Place, Said], bool]:
    both = key.split(" ")
    return lambda _place, said: _apart(frozenset(map(told, said[coder])) for coder in both if coder in said)


def _apart(values) -> bool:
    return len(set(values)) > 1


BEHIND: dict[str, Callable[[Agreement, str], Callable[[Place, Said], bool]]] = {
    "variables": _of_variable,
    "pairs": _of_pair,
    "interviews": lambda found, key: lambda place, _said: found.rated.texts[place[0]].interview == key,
    "actors": lambda found, key: lambda place, _said: found.rated.texts[place[0]].actors[place[1]] == key,
    "codes": lambda found, key: lambda _place, said: _apart(_has(judged, key) for judged in said.values()),
}


def confusions(found: Agreement) -> list[Confusion]:
    """For each two coders a table of each variable in which they differ at all."""
    tables = []
    for variable, units in found.compared().items():
        for (one, first), (other, second) in combinations(enumerate(found.coders), 2):
            counts = confusion((unit[one], unit[other]) for unit in units)
            if any(row != column for row, column in counts):
                values = categories_of(counts)
                table = [[counts.get((row, column), 0) for column in values] for row in values]
                tables.append(Confusion(variable, first, second, values, table))
    return tables
