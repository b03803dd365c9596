"""What each actor did: the matrix with its counts, a table for each dimension, and informants by dimension."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.book.parts.appendices import whole
from reports.book.parts.pictures import drawn
from reports.book.source import Cited, Source
from reports.book.tree import Block, Bullets, Grid, Heading, Mark, Paragraph, Quote, Words
from reports.citing import UNKNOWN
from reports.exchange.tables.table import Column, Table
from reports.findings import of_dimension
from reports.models import WrittenCell
from reports.sentences import labels

QUOTE = 2  # the column of the words in the table of a dimension


def matrix(source: Source) -> Iterator[Block]:
    """The main table, as it is printed, and the counts behind it, a row for each cell."""
    said = _("n is the number of informants who say something about it; {counts} says how they stand.")
    before, after = said.split("{counts}")
    yield Paragraph((Words(before), Words(to="counts"), Words(after)))
    case = source.case
    columns = (
        Column("actor", _("Actor"), 18),
        *(Column(code, source.reading.noun(code), 20) for code in case.dimensions),
    )
    rows = tuple(
        (source.actor(actor), *(_printed(source, case.cell(actor, code)) for code in case.dimensions))
        for actor in case.actors
    )
    yield Grid(Table("matrix", _("Participation, by actor and dimension"), columns, rows), "matrix")
    yield drawn(source, "matrix")
    patterns = source.told("dimension", "dimension.strict")
    yield Bullets(patterns)
    yield Grid(_counts(source), "counts")


def _printed(source: Source, cell: dict) -> str:
    level = source.label(labels.CELL_LEVEL, cell["level"])
    if not cell["n"]:
        return level
    told = _("codings: {count}").format(count=len(cell["codings"]))
    return f"{level}\nn = {cell['n']}; {told}"


def _counts(source: Source) -> Table:
    columns = (
        Column("actor", _("Actor"), 18),
        Column("code", _("Code"), 6),
        Column("dimension", _("Dimension"), 18, in_print=False),
        Column("level", _("Level"), 18),
        Column("rule", _("Rule"), 6, in_print=False),
        Column("informants", _("Informants"), 10),
        Column("interviews", _("Interviews"), 10),
        Column("enacted", _("Enacted"), 9),
        Column("limited", _("Limited"), 9),
        Column("mixed", _("Both"), 9),
        Column("absent", _("Absent"), 9),
        Column("codings", _("Codings"), 9),
        Column("confidence", _("Confidence"), 14, in_print=False),
        Column("convergence", _("Convergence of sources"), 16, in_print=False),
    )
    cells = (
        (actor, code, source.case.cell(actor, code)) for actor in source.case.actors for code in source.case.dimensions
    )
    rows = tuple(
        (
            source.actor(actor), code, source.reading.noun(code), source.label(labels.CELL_LEVEL, cell["level"]),
            cell["rule"], cell["n"], cell["interviews"], cell["E"], cell["L"], cell["M"], cell["N"],
            len(cell["codings"]), source.label(labels.CONFIDENCE, cell["confidence"]),
            source.label(labels.CONVERGENCE, cell["convergence"]),
        )
        for actor, code, cell in cells
    )  # fmt: skip
    return Table("counts", _("Informants and codings behind each level"), columns, rows)


def dimensions(source: Source) -> Iterator[Block]:
    """Each dimension: its sentences, its strongest words for and against, and actor by actor what was said."""
    for code in source.case.dimensions:
        finding = of_dimension(source.reading, code)
        yield Heading(finding.name, 2, f"dimension:{code}")
        yield Bullets(tuple((Words(told.in_print),) for told in finding.sentences))
        sides = source.reading.sides[f"dimension:{code}"]
        yield from (Quote(each.text, each.cite, each.to) for each in source.cited(sides.supporting, 1))
        yield from (Quote(each.text, each.cite, each.to, against=True) for each in source.cited(sides.against, 1))
        yield _findings(source, code)


def _findings(source: Source, code: str) -> Grid:
    columns = (
        Column("actor", _("Actor"), 14),
        Column("finding", _("Finding"), 16),
        *quote_columns(),
        Column("side", _("Speaks"), 10, in_print=False),
        Column("coding", _("Id"), 36, in_print=False),
    )
    rows, marks = [], []
    for actor in source.case.actors:
        for row, mark in _of_cell(source, actor, code):
            rows.append(row)
            marks.append(mark)
    title = _("{dimension}: findings and quotes").format(dimension=source.reading.noun(code).capitalize())
    return Grid(Table(f"findings-{code}", title, columns, tuple(rows)), f"findings:{code}", tuple(marks))


def _of_cell(source: Source, actor: str, code: str) -> Iterator[tuple[tuple, Mark]]:
    sides, cell = source.reading.sides[f"cell:{actor}/{code}"], source.case.cell(actor, code)
    level = source.label(labels.CELL_LEVEL, cell["level"])
    told = [(each, _("for it")) for each in source.cited(sides.supporting, source.plan.quotes)]
    told += [(each, _("against it")) for each in source.cited(sides.against, 1)]
    if not told:
        yield (source.actor(actor), level, UNKNOWN, None, None, None, None, None, None, None, None), Mark()
    for each, side in told:
        yield (source.actor(actor), level, *quoted(source, each), side, each.row["id"]), Mark("", each.to, QUOTE)


def quote_columns() -> tuple[Column, ...]:
    """The columns of what `quoted` gives."""
    return (
        Column("quote", _("Quote"), 44),
        Column("informant", _("Informant"), 10),
        Column("interview", _("Interview"), 12),
        Column("lines", _("Lines"), 10),
        Column("line_from", _("From line"), 8, in_print=False),
        Column("line_to", _("To line"), 8, in_print=False),
        Column("polarity", _("Polarity"), 12),
    )


def quoted(source: Source, each: Cited) -> tuple:
    """The cells of a quote: words, informant, interview, lines and polarity."""
    lines = str(each.first) if each.first == each.last else f"{each.first}–{each.last}"
    row = each.row
    return each.text, row["informant"], each.interview, lines, each.first, each.last, source.polarity(row)


def chart(source: Source) -> Iterator[Block]:
    """Informants by dimension: what each said of whom, in counts of codings; and the framework matrix, once written."""
    case, said = source.case, defaultdict(Counter)
    for actor in case.actors:
        for code in case.dimensions:
            for key in case.cell(actor, code)["codings"]:
                row = case.row[key]
                said[row["informant"], code][actor, row["polarity"]] += 1
    voices = {row["informant"]: row["speaker_actor"] for row in case.row.values() if row["informant"]}
    columns = (
        Column("informant", _("Informant"), 10),
        Column("actor", _("Speaks for"), 12),
        *(Column(code, source.reading.noun(code), 30) for code in case.dimensions),
    )
    order = {code: place for place, code in enumerate(case.actors)}
    rows = tuple(
        (voice, voices[voice], *(_stances(source, said[voice, code]) for code in case.dimensions))
        for voice in sorted(voices, key=lambda each: (order.get(voices[each], len(order)), each))
    )
    yield Paragraph((Words(_("What each informant says of whom; in brackets the number of codings.")),))
    yield Grid(Table("chart", _("Informants by dimension"), columns, rows), "chart")
    if WrittenCell.objects.of_study(source.study).filter(trashed_at__isnull=True).exists():
        yield whole(source, "framework")


def _stances(source: Source, counts: Counter) -> str:
    if not counts:
        return _("no evidence")
    return "\n".join(
        f"{actor}: {source.label(labels.POLARITY, polarity)} ({count})" for (actor, polarity), count in counts.items()
    )
