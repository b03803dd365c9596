"""What pictures of a study there are, and how each is made of what stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Study
from reports.depth.of_now import summary_of_now
from reports.evidence.document import COUNTED
from reports.exchange.tables.table import Cell, Column, Table
from reports.pictures.coordination import network
from reports.pictures.course import course
from reports.pictures.heat_map import Square, heat_map
from reports.pictures.marks import course_of, used_codes
from reports.pictures.saturation import saturation, steps
from reports.reading import Reading
from reports.sentences import labels

NAMES = {
    "matrix": gettext_lazy("Matrix as a heat map"),
    "coordination": gettext_lazy("Coordination network"),
    "saturation": gettext_lazy("New codes, interview by interview"),
    "course": gettext_lazy("Codes over the course of an interview"),
}


@dataclass(frozen=True)
class Picture:
    """A drawing, what it shows in words, its data, and for each row of the data the query that finds its passages."""

    key: str
    title: str
    alt: str
    svg: str
    table: Table
    finds: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[tuple[Cell, ...], str]]:
        """The rows of the data, each with its question."""
        return list(zip(self.table.rows, self.finds, strict=True))


def svg(picture: Picture) -> bytes:
    """The picture as a file of its own: the same bytes for the same data."""
    named = picture.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)  # on a page HTML knows it
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{named}\n'.encode()


def picture_of(study: Study, key: str, *, basis: str, language: str, interview: str = "") -> Picture | None:
    """One of NAMES on a basis, in a language; `interview` is the code of the one whose course is drawn.

    None for an interview that is not there. Raises InvalidEvidence.
    """
    return MAKERS[key](study, basis, language, interview)


def _matrix(study: Study, basis: str, language: str, _interview: str) -> Picture:
    reading = Reading(summary_of_now(study, basis), language)
    case, title = reading.case, str(NAMES["matrix"])
    cells = {(a, d): case.cell(a, d) for a in case.actors for d in case.dimensions}
    levels = {key: labels.CELL_LEVEL[cell["level"]][reading.language] for key, cell in cells.items()}
    squares = [[Square(cells[a, d]["n"], levels[a, d]) for d in case.dimensions] for a in case.actors]
    actors, dimensions = (
        [case.actor(a)[reading.language] for a in case.actors],
        list(map(reading.noun, case.dimensions)),
    )
    alt = _("Actors by dimensions: how many informants speak of each, and the level.")
    columns = _columns(
        actor=_("Actor"), dimension=_("Dimension"), level=_("Level"), informants=_("Informants"), codings=_("Codings")
    )
    rows = [
        (case.actor(a)[reading.language], reading.noun(d), levels[a, d], cell["n"], len(cell["codings"]))
        for (a, d), cell in cells.items()
    ]
    finds = tuple(urlencode({"basis": basis, "about": a, "dimension": d}) for a, d in cells)
    drawing = heat_map(title, alt, actors, dimensions, squares)
    return Picture("matrix", title, alt, drawing, Table("matrix", title, columns, rows), finds)


def _coordination(study: Study, basis: str, language: str, _interview: str) -> Picture:
    reading = Reading(summary_of_now(study, basis), language)
    case, title = reading.case, str(NAMES["coordination"])
    alt = "; ".join(
        f"{case.pair(key)[reading.language]}: {labels.PAIR_LEVEL[pair['level']][reading.language]}"
        for key, pair in case.pairs.items()
    )
    columns = _columns(
        pair=_("Pair"), level=_("Level"), rung=_("Rung"), supporting=_("Informants who report it"),
        denying=_("Informants who deny it"), contact=_("Informants who report contact"), links=_("Links"),
    )  # fmt: skip
    rows = [_of_pair(case.pair(key)[reading.language], pair, reading.language) for key, pair in case.pairs.items()]
    finds = tuple(urlencode({"basis": basis, "kind": "links", "pair": key}) for key in case.pairs)
    drawing = network(reading.evidence["actors"], case.pairs, reading.names.actors, reading.language)
    return Picture("coordination", title, alt, drawing, Table("coordination", title, columns, rows), finds)


def _of_pair(name: str, pair: Mapping, language: str) -> tuple[Cell, ...]:
    rung = max(pair["rung"], 1)
    level = labels.PAIR_LEVEL[pair["level"]][language]
    return name, level, pair["rung"], pair[f"S{rung}"], pair[f"O{rung}"], pair["contact"], len(pair["links"])


def _saturation(study: Study, basis: str, _language: str, _interview: str) -> Picture:
    title, used = str(NAMES["saturation"]), used_codes(study, basis)
    made = steps((each.interview, each.codes) for each in used)
    alt = _("{codes} codes in {n} interviews.").format(codes=made[-1].so_far if made else 0, n=len(made))
    still = len(list(takewhile(lambda each: not each.new, reversed(made))))
    alt += " " + _("Interviews since the last new code: {still}.").format(still=still)
    columns = _columns(
        interview=_("Interview"), held_on=_("Date"), codes=_("Codes"), new=_("New codes"), so_far=_("Codes so far")
    )
    rows = [
        (each.interview, each.held_on, step.codes, step.new, step.so_far) for each, step in zip(used, made, strict=True)
    ]
    finds = tuple(_standing(basis, interview=each.interview) for each in used)
    drawing = saturation(title, alt, made, _("new codes"), _("all codes so far"))
    return Picture("saturation", title, alt, drawing, Table("saturation", title, columns, rows), finds)


def _course(study: Study, basis: str, _language: str, interview: str) -> Picture | None:
    found = course_of(study, basis, interview)
    if found is None:
        return None
    title = f"{NAMES['course']}: {found.interview}"
    alt = _("Codings: {n}, of {codes} codes, from the beginning to the end of the text.")
    alt = alt.format(n=len(found.marks), codes=len(found.hues))
    columns = _columns(
        code=_("Code"),
        lines=_("Lines"),
        polarity=_("Polarity"),
        start=_("Begins (code point)"),
        end=_("Ends (code point)"),
    )
    rows = [(m.code, lines, str(words), m.start, m.end) for m, lines, words in found.told]
    finds = tuple(_standing(basis, interview=found.interview, code=m.code, below="no") for m in found.marks)
    said = [_("done"), _("not done"), _("limited, planned or unclear"), _("beginning"), _("end")]
    drawing = course(title, alt, found.marks, found.length, found.hues, said)
    return Picture("course", title, alt, drawing, Table("course", title, columns, rows), finds)


def _standing(basis: str, **asked: str) -> str:
    """What finds the codings that a basis takes by their status, whether or not they are a vote in its summary."""
    return urlencode([*asked.items(), *(("status", status) for status in COUNTED[basis])])


def _columns(**headings: str) -> tuple[Column, ...]:
    return tuple(Column(key, heading, 18) for key, heading in headings.items())


MAKERS: dict[str, Callable[[Study, str, str, str], Picture | None]] = {
    "matrix": _matrix,
    "coordination": _coordination,
    "saturation": _saturation,
    "course": _course,
}
