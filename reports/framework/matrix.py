"""The framework matrix as it is read: every cell with its words, how many passages it has, and whether it is stale."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import get_language

from coding.models import Code, Dimension
from interviews.models import Informant, Study
from reports.citing import Citing
from reports.framework.chart import Case, Chart, Column, Held, held_against
from reports.framework.places import Place, place_of
from reports.framework.words import Quoted, onward, quoted, quotes_in, told
from reports.models import WrittenCell
from reports.staleness import Reason, reasons_of

ROWS = ("informants", "actors")
LEFT_OUT = (("not_status", "rejected"), ("not_status", "superseded"), ("not_attribute", "consent:withdrawn"))


@dataclass(frozen=True)
class View:
    """What stands down and across: informants or actors; the dimensions, or codes that somebody chose, by key."""

    rows: str = "informants"
    codes: tuple[str, ...] = ()

    @classmethod
    def read(cls, params) -> "View":
        """From a query string; what it does not know is as good as not said."""
        rows = params.get("rows", "")
        return cls(rows if rows in ROWS else ROWS[0], tuple(dict.fromkeys(params.getlist("code"))))

    @property
    def query(self) -> str:
        rows = [("rows", self.rows)] if self.rows != ROWS[0] else []
        return urlencode([*rows, *(("code", key) for key in self.codes)])


@dataclass
class Charted:
    """One cell. `state` is `written`, `waiting` (passages and no words), `silent` (neither) or `withdrawn`."""

    place: Place
    passages: int
    cell: WrittenCell | None = None
    pieces: list[str | Quoted] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def state(self) -> str:
        if isinstance(self.place.case, Informant) and self.place.case.has_withdrawn:
            return "withdrawn"
        if self.cell:
            return "written"
        return "waiting" if self.passages else "silent"

    @property
    def is_stale(self) -> bool:
        return bool(self.reasons)

    @property
    def behind(self) -> str:
        """The retrieval of exactly the passages that the cell counts, as a query."""
        case, column = self.place
        who = ("informant" if isinstance(case, Informant) else "about", case.code)
        what = ("dimension", column.code) if isinstance(column, Dimension) else ("code", column.key)
        return urlencode([who, what, *LEFT_OUT])


class Matrix:
    """A study's framework matrix, of all rows or of some, in a number of queries that does not grow with them."""

    def __init__(self, study: Study, view: View, cases: Iterable[Case] | None = None):
        self.study, self.view = study, view
        self.cases = list(cases_of(study, view) if cases is None else cases)
        self.columns = columns_of(study, view)
        self.chart = Chart(study)

    @cached_property
    def rows(self) -> list[tuple[Case, list[Charted]]]:
        written = {place_of(cell).names: cell for cell in self._written()}
        places = [[Place(case, column) for column in self.columns] for case in self.cases]
        cells = [[charted(self.chart, place, written.get(place.names)) for place in row] for row in places]
        fill(self.chart, [each for row in cells for each in row])
        return list(zip(self.cases, cells, strict=True))

    def _written(self):
        return written_cells(self.study).filter(trashed_at__isnull=True)


def written_cells(study: Study):
    ends = ("informant", "actor", "dimension", "code", "written_by")
    return WrittenCell.objects.of_study(study).select_related(*ends)


def cases_of(study: Study, view: View):
    if view.rows == "actors":
        return study.actors.order_by("position", "code")
    return study.informants.select_related("actor").order_by("actor__position", "code")


def columns_of(study: Study, view: View) -> list[Column]:
    """The codes that were chosen, in the order of the codebook; the dimensions where none was."""
    codes = Code.objects.of_study(study).filter(private_since__isnull=True, key__in=view.codes)
    return list(codes.order_by("position", "key")) or list(study.dimensions.order_by("position", "code"))


def charted(chart: Chart, place: Place, cell: WrittenCell | None) -> Charted:
    return Charted(place, len({each.passage for each in chart.within(*place)}), cell)


def fill(chart: Chart, cells: Iterable[Charted]) -> Held:
    """Give the written cells their words and what speaks against them."""
    shown = [each for each in cells if each.state == "written"]
    written = [each.cell for each in shown]
    held, citing = held_against(chart, written), Citing.of(chart.study, get_language())
    reasons = reasons_of(chart.study, held.changes, held.then, held.now, citing)
    said_by = {str(fact["passage"]): fact["informant"] for fact in held.now.values()}
    moved = {cell.pk: onward(cell.rests_on, held.now) for cell in written}
    wanted = quotes_in(cell.text for cell in written)
    known = quoted(chart.study, wanted | {new for one in moved.values() for new in one.values()}, said_by, citing)
    for each in shown:
        each.pieces = told(each.cell.text, known, moved[each.cell.pk])
        each.reasons = reasons[each.cell.pk]
    return held
