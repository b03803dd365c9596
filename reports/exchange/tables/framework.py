"""The framework matrix as a table: a row for each informant or actor, a column for each dimension or code."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Study
from reports.evidence.quotes import withdrawn_words
from reports.exchange.tables.table import Cell, Column, Table
from reports.framework.matrix import Charted, Matrix, View
from reports.framework.places import label, name_of
from reports.framework.words import on_paper


def framework(study: Study, by, title: str) -> Table:
    """Informants and dimensions, as a thesis has them in its appendix."""
    return framework_of(study, View(), title)


def framework_of(study: Study, view: View, title: str) -> Table:
    """The matrix that a view shows, whole. A stale cell says so before its words, an empty one why it is empty."""
    matrix = Matrix(study, view)
    first = Column("case", _("Actor") if view.rows == "actors" else _("Informant"), 14)
    columns = [Column(name_of(each).replace(":", "_").lower(), label(each), 45) for each in matrix.columns]
    return Table("framework", title, (first, *columns), _rows(matrix))


def _rows(matrix: Matrix) -> Iterator[tuple[Cell, ...]]:
    for case, cells in matrix.rows:
        yield label(case), *(said(each) for each in cells)


def said(charted: Charted) -> str:
    """What stands in a cell on paper."""
    if charted.state == "withdrawn":
        return withdrawn_words()
    if charted.state == "silent":
        return _("no evidence")
    if charted.state == "waiting":
        told = ngettext("not yet written ({count} passage)", "not yet written ({count} passages)", charted.passages)
        return told.format(count=charted.passages)
    words = on_paper(charted.pieces, _("[quote out of reach]"))
    return f"{_('[stale]')} {words}" if charted.is_stale else words
