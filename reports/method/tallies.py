"""Rows counted into cells and pairs: the one place that knows which row belongs to which."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from reports.method.cells import Cell
from reports.method.counting import would_count
from reports.method.pairs import Pair
from reports.method.patterns import Findings
from reports.method.study import Study

Row = Mapping[str, Any]
Placed = tuple[str, Row]  # the key of the row's cell or pair, and the row


class Tallies:
    """Every cell and pair of a study under one config, by key; the keys of cells and pairs never meet."""

    def __init__(self, study: Study, config: Mapping[str, Any]) -> None:
        self.study, self.config = study, config
        self.cells = {key: Cell(actor) for (actor, _), key in study.cell_of.items()}
        self.pairs = {study.pair_of[ends]: Pair(*ends, config) for ends in study.pairs}
        self.all: dict[str, Cell | Pair] = {**self.cells, **self.pairs}

    def count(self, placed: Iterable[Placed], by: int) -> None:
        for key, row in placed:
            self.all[key].count(row, by)

    def findings(self, config: Mapping[str, Any]) -> Findings:
        """The standings under `config`, which may differ from the tallies' own in thresholds only."""
        cells = {key: cell.standing(config) for key, cell in self.cells.items()}
        pairs = {key: pair.standing(config) for key, pair in self.pairs.items()}
        return Findings(self.study, config, cells, pairs)


def placed_rows(canonical: Mapping[str, Any], study: Study) -> dict[str, list[Placed]]:
    """The rows that count as soon as their status does, by review status, codings first, each sorted by id."""
    by_status: dict[str, list[Placed]] = defaultdict(list)
    for row in filter(would_count, canonical["codings"]):
        by_status[row["review_status"]].append((study.cell_of[row["about_actor"], row["dimension"]], row))
    for row in filter(would_count, canonical["links"]):
        by_status[row["review_status"]].append((study.pair_of[row["from_actor"], row["to_actor"]], row))
    return by_status


def ids_by_key(counted: Iterable[Placed]) -> dict[str, list[str]]:
    """The ids of the rows of each cell and pair, sorted by code point."""
    ids: dict[str, list[str]] = defaultdict(list)
    for key, row in counted:
        ids[key].append(row["id"])
    return {key: sorted(found) for key, found in ids.items()}
