"""Pictures of the codings themselves: where they are, when new ones came, and which stand beside each other."""

from itertools import takewhile
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coding.retrieval.query import MOST, Query
from reports.evidence.document import COUNTED
from reports.exchange.tables.table import Table
from reports.matrices.asking import BESIDE, COUNT, matrix_of
from reports.matrices.asking import Asked as AskedMatrix
from reports.pictures.co_occurrence import WEIGHTS, Node, Tie, co_occurrence, heaviest
from reports.pictures.course import course
from reports.pictures.marks import course_of, used_codes
from reports.pictures.picture import Asked, Picture, columns
from reports.pictures.saturation import saturation, steps


def new_codes(asked: Asked, title: str) -> Picture:
    used = used_codes(asked.study, asked.basis, asked.voices)
    made = steps((each.interview, each.codes) for each in used)
    alt = _("{codes} codes in {n} interviews.").format(codes=made[-1].so_far if made else 0, n=len(made))
    still = len(list(takewhile(lambda each: not each.new, reversed(made))))
    alt += " " + _("Interviews since the last new code: {still}.").format(still=still)
    heads = columns(
        interview=_("Interview"), held_on=_("Date"), codes=_("Codes"), new=_("New codes"), so_far=_("Codes so far")
    )
    rows = tuple(
        (each.interview, each.held_on, step.codes, step.new, step.so_far) for each, step in zip(used, made, strict=True)
    )
    finds = tuple(_standing(asked.basis, interview=each.interview) for each in used)
    behind = tuple(_behind_steps(asked.basis, used, place) for place in range(len(used)))
    drawing = saturation(title, alt, made, _("new codes"), _("all codes so far"))
    table = Table("saturation", title, heads, rows)
    return Picture("saturation", title, alt, drawing, table, finds, ("codes",), behind)


def _behind_steps(basis: str, used: list, place: int) -> dict[str, str]:
    """What finds the codings of the codes that are new in an interview, and all codings up to it.

    Of more new codes than a query may name, nothing does.
    """
    before, here = set().union(*(each.codes for each in used[:place])), used[place]
    new = [("code", code) for code in sorted(here.codes - before)]
    asked = [*new, ("below", "no"), ("interview", here.interview)]
    return {
        "new": _of_pairs(basis, asked) if len(asked) + len(COUNTED[basis]) <= MOST else "",
        "so_far": _standing(basis, until=here.interview),
    }


def over_an_interview(asked: Asked, title: str) -> Picture | None:
    """None where there is no such interview."""
    found = course_of(asked.study, asked.basis, asked.interview, asked.voices)
    if found is None:
        return None
    title = f"{title}: {found.interview}"
    alt = _("Codings: {n}, of {codes} codes, from the beginning to the end of the text.")
    alt = alt.format(n=len(found.marks), codes=len(found.hues))
    heads = columns(
        code=_("Code"),
        lines=_("Lines"),
        polarity=_("Polarity"),
        start=_("Begins (code point)"),
        end=_("Ends (code point)"),
    )
    rows = tuple((mark.code, lines, str(words), mark.start, mark.end) for mark, lines, words in found.told)
    finds = tuple(_standing(asked.basis, interview=found.interview, code=m.code, below="no") for m in found.marks)
    said = [_("done"), _("not done"), _("limited, planned or unclear"), _("beginning"), _("end")]
    drawing = course(title, alt, found.marks, found.length, found.hues, said)
    return Picture("course", title, alt, drawing, Table("course", title, heads, rows), finds)


def beside_each_other(asked: Asked, title: str) -> Picture:
    """Codes that stand on the same words. Each two are told from both ends, for these are not always as many."""
    matrix = matrix_of(asked.study, AskedMatrix(BESIDE, "", "codings", COUNT, Query(basis=asked.basis, below=False)))
    order = {head.value: place for place, head in enumerate(matrix.down.heads)}
    found = sorted(
        ((one, other) for one, other in matrix.counts if one and other and one != other),
        key=lambda pair: (*sorted(map(order.get, pair)), order[pair[0]]),
    )
    cells = [matrix.cell(*pair) for pair in found]
    ties = [
        Tie(one, other, cell.n, matrix.counts.get((other, one), 0), cell.closeness)
        for (one, other), cell in zip(found, cells, strict=True)
        if order[one] < order[other]
    ]
    drawn = heaviest(ties)
    keys = sorted({key for tie in drawn for key in (tie.one, tie.other)}, key=order.get)
    nodes = [Node(key, matrix.counts[key, None], order[key]) for key in keys]
    alt = _("Pairs of codes that stand on the same words: {n}.").format(n=len(ties))
    if len(drawn) < len(ties):
        alt += " " + _("The {most} closest are drawn.").format(most=len(drawn))
    heads = columns(code=_("Code"), beside=_("Beside"), codings=_("Codings"), closeness=_("Closeness (c-coefficient)"))
    rows = tuple(
        (one, other, cell.n, number_format(round(cell.closeness, 2), 2))
        for (one, other), cell in zip(found, cells, strict=True)
    )
    limits = [number_format(most) for most, _width in WEIGHTS]
    said = [_("No two codes stand on the same words."), _("codings of the code"), _("closeness"), *limits]
    drawing = co_occurrence(title, alt, nodes, drawn, said)
    finds = tuple(cell.address for cell in cells)
    table = Table("co-occurrence", title, heads, rows)
    return Picture("co-occurrence", title, alt, drawing, table, finds, ("codings",))


def _standing(basis: str, **asked: str) -> str:
    """What finds the codings that a basis takes by their status, whether or not they are a vote in its summary."""
    return _of_pairs(basis, list(asked.items()))


def _of_pairs(basis: str, asked: list[tuple[str, str]]) -> str:
    return urlencode([*asked, *(("status", status) for status in COUNTED[basis])])
