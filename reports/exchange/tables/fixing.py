"""A table whose rows can be read again."""

from dataclasses import replace

from reports.exchange.tables.table import Table


def fixed(table: Table, **otherwise) -> Table:
    """The same table with its rows in hand; `otherwise` are fields that differ."""
    return replace(table, rows=tuple(table.rows), **otherwise)
