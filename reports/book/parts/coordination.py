"""Who coordinates with whom: the matrix of pairs, the forms that were named, and the words."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from coding.models import LinkForm
from reports.book.parts.participation import quote_columns, quoted
from reports.book.parts.pictures import drawn
from reports.book.source import Source
from reports.book.tree import Block, Bullets, Grid, Mark, Paragraph, Words
from reports.citing import UNKNOWN
from reports.exchange.tables.table import Column, Table
from reports.sentences import labels

QUOTE = 2


def coordination(source: Source) -> Iterator[Block]:
    """A sentence for each pair, the pairs as a matrix, the forms with their names, and the quotes."""
    yield Bullets((*source.told("isolation"), *source.told("pair.level")))
    yield drawn(source, "coordination")
    yield Grid(_pairs(source), "pairs")
    yield _words(source)
    forms = LinkForm.objects.of_study(source.study).order_by("position")
    named = "; ".join(f"{form.code}: {form.named(source.language)}" for form in forms)
    yield Paragraph((Words(_("Forms: {forms}.").format(forms=named)),))


def _pairs(source: Source) -> Table:
    columns = (
        Column("pair", _("Pair"), 24),
        Column("level", _("Level"), 20),
        Column("rule", _("Rule"), 6),
        Column("forms", _("Forms of coordination"), 24),
        Column("informants", _("Informants"), 10),
        Column("interviews", _("Interviews"), 10),
        Column("links", _("Links"), 8),
        Column("corroborated", _("Corroborated"), 12),
        Column("recurrent", _("Recurrent"), 12),
    )
    return Table("pairs", _("Coordination, pair by pair"), columns, tuple(_pair_rows(source)))


def _pair_rows(source: Source) -> Iterator[tuple]:
    for key, pair in source.case.pairs.items():
        rows = [source.case.row[link] for link in pair["links"]]
        forms = Counter((row["form"], row["polarity"]) for row in rows)
        told = "\n".join(
            f"{form} {source.label(labels.POLARITY, polarity)} ({count})"
            for (form, polarity), count in sorted(forms.items())
        )
        yield (
            source.case.pair(key)[source.language], source.label(labels.PAIR_LEVEL, pair["level"]), pair["rule"],
            told or UNKNOWN, len({row["informant"] for row in rows} - {None}), len({row["interview"] for row in rows}),
            len(rows), pair["corroborated"], pair["recurrent"],
        )  # fmt: skip


def _words(source: Source) -> Grid:
    columns = (
        Column("pair", _("Pair"), 18),
        Column("form", _("Form"), 8),
        *quote_columns(),
        Column("link", _("Id"), 36, in_print=False),
    )
    rows, marks = [], []
    for key in source.case.pairs:
        sides, name = source.reading.sides[f"pair:{key}"], source.case.pair(key)[source.language]
        found = [*source.cited(sides.supporting, source.plan.quotes), *source.cited(sides.against, 1)]
        for each in found:
            rows.append((name, each.row["form"], *quoted(source, each), each.row["id"]))
            marks.append(Mark("", each.to, QUOTE))
    table = Table("links", _("Coordination: forms and quotes"), columns, tuple(rows))
    return Grid(table, "pair-quotes", tuple(marks))
