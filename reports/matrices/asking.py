"""Which matrix an address asks for: one of five kinds, what is counted, and of which codings."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from coding.retrieval import choices
from coding.retrieval.listing import COUNTS
from coding.retrieval.query import OFFICIAL, OVERLAP, WORKING, Misread, Query
from interviews.models import Study
from reports.matrices import axes
from reports.matrices.axes import Axis
from reports.matrices.counting import counts_of
from reports.matrices.matrix import Matrix

CODE_ACTOR, CODE_ATTRIBUTE, BESIDE = "code-actor", "code-attribute", "co-occurrence"
KINDS = (CODE_ACTOR, CODE_ATTRIBUTE, "informant-dimension", "interview-code", BESIDE)
COUNT, ROW, COLUMN, CLOSENESS = "count", "row", "column", "index"
SHOWN = (COUNT, ROW, COLUMN, CLOSENESS)
ALL = "all"
"""As the basis: every coding, of whatever status."""
OF_THE_QUERY = ("below", "how", "within")
PAGE = "page"
"""Of the page alone: which rows it shows."""
PARAMETERS = ("matrix", "attribute", "count", "show", "basis", *OF_THE_QUERY)


@dataclass(frozen=True)
class Asked:
    """A matrix as it is asked for. `attribute` names what is recorded, for codes across attributes."""

    kind: str
    attribute: str
    what: str
    show: str
    query: Query

    @classmethod
    def read(cls, params, study: Study) -> "Asked":
        """From the parameters of an address. Raises Misread, naming each that is wrong."""
        given = {name: values[-1] for name, values in params.lists() if values[-1] and name != PAGE}
        crosses = given.get("matrix") == CODE_ATTRIBUTE or "attribute" in given
        known = list(choices.attributes(study)) if crosses else []
        allowed = {
            "matrix": KINDS,
            "attribute": known,
            "count": COUNTS,
            "show": SHOWN,
            "basis": (OFFICIAL, WORKING, ALL),
        }
        wrong = {name[:80]: _("This cannot be asked for here.") for name in given if name not in PARAMETERS}
        for name, values in allowed.items():
            if name in given and given[name] not in values:
                wrong[name] = _("Choose one of: {choices}.").format(choices=", ".join(values))
        try:
            query = Query.read((name, [given[name]]) for name in OF_THE_QUERY if name in given)
        except Misread as misread:
            wrong |= misread.reasons
        if wrong:
            raise Misread(wrong)
        basis = given.get("basis", OFFICIAL)
        return cls(
            given.get("matrix", CODE_ACTOR),
            given.get("attribute", known[0] if known else ""),
            given.get("count", COUNTS[0]),
            given.get("show", COUNT),
            replace(query, basis="" if basis == ALL else basis),
        )

    @property
    def basis(self) -> str:
        return self.query.basis or ALL

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters, always in the same order."""
        said = [("matrix", self.kind), ("count", self.what), ("show", self.show), ("basis", self.basis)]
        own = [("attribute", self.attribute)] if self.kind == CODE_ATTRIBUTE else []
        return [*said, *own, *(pair for pair in self.query.pairs() if pair[0] in OF_THE_QUERY)]


def labels() -> dict[str, str]:
    """Kind of a matrix to its name."""
    return {
        CODE_ACTOR: _("Code × actor"),
        CODE_ATTRIBUTE: _("Code × attribute"),
        "informant-dimension": _("Informant × dimension"),
        "interview-code": _("Interview × code"),
        BESIDE: _("Codes beside codes"),
    }


def bases() -> dict[str, str]:
    """Which codings are counted, by the basis of an address; what is usual first."""
    every = choices.bases()
    return {value: every[value] for value in (OFFICIAL, WORKING)} | {ALL: every[""]}


def narrower(asked: Asked, *, file_seconds: int = 0) -> str:
    """What to say where a matrix takes too long; a file of it may take so many seconds, where one can be had."""
    less = _("Codings of whatever status are counted fastest.")
    if asked.kind == BESIDE:
        less = _("Choose “{how}” and “{only}”, or look under Passages for two codes in a few interviews.").format(
            how=choices.besides()[OVERLAP], only=_("only the codes themselves")
        )
    more = _("A file of it may take {n} seconds, which is too little for the largest studies.").format(n=file_seconds)
    given_up = _("This matrix takes too long to count, and was given up.")
    return " ".join([given_up, less, *([more] if file_seconds else [])])


def matrix_of(study: Study, asked: Asked) -> Matrix:
    """Counted now, in a constant number of queries."""
    down, across = AXES[asked.kind](study, asked)
    counted = counts_of(study, asked.query, down, across, asked.what)
    places = counted.places
    if asked.query.basis:
        places = counts_of(study, replace(asked.query, basis=""), down, across, "codings").places
    return Matrix(down, across, asked.query, asked.what, counted.n, places)


def _codes(study: Study, asked: Asked, param: str = "code") -> Axis:
    return axes.codes(study, below=asked.query.below, param=param)


AXES: dict[str, Callable[[Study, Asked], tuple[Axis, Axis]]] = {
    CODE_ACTOR: lambda study, asked: (_codes(study, asked), axes.actors(study)),
    CODE_ATTRIBUTE: lambda study, asked: (_codes(study, asked), axes.attribute(study, asked.attribute)),
    "informant-dimension": lambda study, asked: (axes.informants(study), axes.dimensions(study)),
    "interview-code": lambda study, asked: (axes.interviews(study), _codes(study, asked)),
    BESIDE: lambda study, asked: (_codes(study, asked), _codes(study, asked, "with")),
}
