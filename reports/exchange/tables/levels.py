"""What a summary found, a row for each cell and pair and one for the verdict: for a script that goes on with it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Column, Table
from reports.reading import Reading
from reports.sentences import labels


def levels(reading: Reading) -> Table:
    columns = (
        Column("target", _("Id"), 20),
        Column("name", _("About"), 40),
        Column("level", _("Level"), 16),
        Column("level_name", _("Level in words"), 30),
        Column("rule", _("Rule"), 6),
        Column("informants", _("Informants"), 10),
        Column("interviews", _("Interviews"), 10),
        Column("codings", _("Codings"), 10),
        Column("corroborated", _("Corroborated"), 12),
    )
    return Table("levels", _("Levels and verdict"), columns, tuple(_rows(reading)))


def _rows(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    case, language = reading.case, reading.language
    for actor in case.actors:
        for dimension in case.dimensions:
            cell, target = case.cell(actor, dimension), f"cell:{actor}/{dimension}"
            label = labels.CELL_LEVEL[cell["level"]][language]
            counts = (cell["n"], cell["interviews"], len(cell["codings"]), cell["corroborated"])
            yield target, reading.name(target), cell["level"], label, cell["rule"], *counts
    for key, pair in case.pairs.items():
        rows = [case.row[row] for row in pair["links"]]
        label = labels.PAIR_LEVEL[pair["level"]][language]
        heard = [len({row[name] for row in rows}) for name in ("informant", "interview")]
        told = (reading.name(f"pair:{key}"), pair["level"], label, pair["rule"])
        yield f"pair:{key}", *told, *heard, len(rows), pair["corroborated"]
    verdict = reading.result["verdict"]
    label = labels.VERDICT[verdict][language]
    yield "verdict", _("Verdict on co-production"), verdict, label, reading.result["verdict_rule"], *(None,) * 4
