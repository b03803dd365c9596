"""How a cell is named in an address: `informant:T1` or `actor:ITM`, and `dimension:MAT` or `code:SOS`."""

from typing import NamedTuple

from coding.models import Code, Dimension
from interviews.models import Actor, Informant, Study
from reports.framework.chart import Case, Column
from reports.models import WrittenCell

CASES = {"informant": (Informant, "code"), "actor": (Actor, "code")}
COLUMNS = {"dimension": (Dimension, "code"), "code": (Code, "key")}


class Place(NamedTuple):
    """A row and a column of the matrix."""

    case: Case
    column: Column

    @property
    def names(self) -> tuple[str, str]:
        """As they stand in an address."""
        return name_of(self.case), name_of(self.column)

    @property
    def fields(self) -> dict:
        """The columns of a written cell that say where it stands."""
        empty = dict.fromkeys((*CASES, *COLUMNS))
        return empty | {type(each).__name__.lower(): each for each in self}


def name_of(end: Case | Column) -> str:
    return f"{type(end).__name__.lower()}:{getattr(end, 'key', None) or end.code}"


def find(study: Study, case: str, column: str) -> Place | None:
    """The place that an address names; None where the study has none such."""
    ends = _find(study, case, CASES), _find(study, column, COLUMNS)
    return Place(*ends) if all(ends) else None


def _find(study: Study, name: str, kinds: dict):
    kind, _colon, key = name.partition(":")
    if kind not in kinds:
        return None
    model, field = kinds[kind]
    found = model.objects.of_study(study).filter(**{field: key})
    return found.filter(private_since__isnull=True).first() if model is Code else found.first()


def place_of(cell: WrittenCell) -> Place:
    return Place(cell.informant or cell.actor, cell.dimension or cell.code)


def label(end: Case | Column) -> str:
    """How people call a row or column."""
    if isinstance(end, Informant):
        return end.code
    return end.label if isinstance(end, Code) else end.name


def at(study: Study, place: Place):
    """The cells that were ever written at a place; one of them at most is not in the trash."""
    ends = {name: value for name, value in place.fields.items() if value is not None}
    return WrittenCell.objects.of_study(study).filter(**ends)
