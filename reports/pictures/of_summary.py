"""Pictures of what a summary says: its levels as a heat map, and the coordination of its actors."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Table
from reports.method.readings import Readings
from reports.pictures.coordination import network
from reports.pictures.heat_map import Square, heat_map
from reports.pictures.picture import Asked, Picture, columns
from reports.sentences import labels


def matrix(asked: Asked, title: str) -> Picture:
    reading = asked.reading
    case, language = reading.case, reading.language
    cells = {(a, d): case.cell(a, d) for a in case.actors for d in case.dimensions}
    levels = {key: labels.CELL_LEVEL[cell["level"]][language] for key, cell in cells.items()}
    squares = [[Square(cells[a, d]["n"], levels[a, d]) for d in case.dimensions] for a in case.actors]
    actors, dimensions = [case.actor(a)[language] for a in case.actors], list(map(reading.noun, case.dimensions))
    alt = _("Actors by dimensions: how many informants speak of each, and the level.")
    heads = columns(
        actor=_("Actor"), dimension=_("Dimension"), level=_("Level"), informants=_("Informants"), codings=_("Codings")
    )
    rows = tuple(
        (case.actor(a)[language], reading.noun(d), levels[a, d], cell["n"], len(cell["codings"]))
        for (a, d), cell in cells.items()
    )
    finds = tuple(urlencode({"basis": asked.basis, "about": a, "dimension": d}) for a, d in cells)
    behind = tuple({"informants": f"{each}&count=informants"} for each in finds)
    drawing = heat_map(title, alt, actors, dimensions, squares)
    table = Table("matrix", title, heads, rows)
    return Picture("matrix", title, alt, drawing, table, finds, ("informants", "codings"), behind)


def coordination(asked: Asked, title: str) -> Picture:
    reading = asked.reading
    case, language = reading.case, reading.language
    alt = "; ".join(
        f"{case.pair(key)[language]}: {labels.PAIR_LEVEL[pair['level']][language]}" for key, pair in case.pairs.items()
    )
    heads = columns(
        pair=_("Pair"), level=_("Level"), rung=_("Rung"), supporting=_("Informants who report it"),
        denying=_("Informants who deny it"), contact=_("Informants who report contact"), links=_("Links"),
    )  # fmt: skip
    rows = tuple(_of_pair(case.pair(key)[language], pair, language) for key, pair in case.pairs.items())
    finds = tuple(urlencode({"basis": asked.basis, "kind": "links", "pair": key}) for key in case.pairs)
    readings = Readings(reading.evidence)
    behind = tuple(
        _informants_of(readings, key, pair, each) for (key, pair), each in zip(case.pairs.items(), finds, strict=True)
    )
    drawing = network(reading.evidence["actors"], case.pairs, reading.names.actors, language)
    table = Table("coordination", title, heads, rows)
    return Picture("coordination", title, alt, drawing, table, finds, ("links",), behind)


def _informants_of(readings: Readings, key: str, pair: Mapping, finds: str) -> dict[str, str]:
    """What finds the links of those who report a pair, deny it, or report contact: as many informants as are told."""
    rung = max(pair["rung"], 1)
    stand = {"supporting": f"S{rung}", "denying": f"O{rung}", "contact": "contact"}
    who = {column: readings.who_stands(key, name) for column, name in stand.items()}
    return {
        column: "&".join([finds, urlencode([("informant", each) for each in found]), "count=informants"])
        for column, found in who.items()
    }


def _of_pair(name: str, pair: Mapping, language: str) -> tuple[Cell, ...]:
    rung = max(pair["rung"], 1)
    level = labels.PAIR_LEVEL[pair["level"]][language]
    return name, level, pair["rung"], pair[f"S{rung}"], pair[f"O{rung}"], pair["contact"], len(pair["links"])
