"""The verdict with its rule, how firm it is, what speaks against it, and every decision that led there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.book.source import Source
from reports.book.tree import Block, Bullets, Grid, Heading, Paragraph, Quote, Words
from reports.exchange.tables.table import Column, Table
from reports.reading import SHOWN
from reports.sentences import MARK, labels


def conclusion(source: Source) -> Iterator[Block]:
    """A verdict is not printed without its negative cases."""
    verdict = source.label(labels.VERDICT, source.result["verdict"])
    yield Paragraph((Words(_("Verdict on co-production")), Words(": "), Words(verdict, strong=True)))
    yield Bullets(source.told("verdict", "verdict.rule", "condition", "verdict.next", "caveat"))
    before, after = _("How each level was decided stands in {table}.").split("{table}")
    yield Paragraph((Words(before), Words(to="trace"), Words(after, note=_settings(source))))
    yield from _negative(source)
    yield Heading(_("How firm it is"), 2, "firmness")
    yield Bullets(source.told("flag", "sensitivity."))
    yield Grid(_thresholds(source), "thresholds")
    yield from _open(source)
    yield Heading(_("Every decision"), 2, "decisions")
    yield Grid(_trace(source), "trace")


def _settings(source: Source) -> str:
    config = source.result["config"]
    said = _(
        "Rules coprod-method/1; {theta} of the informants settle a level, of at least {informants} informants in "
        "{interviews} interviews; evidence {hash}."
    )
    return said.format(
        theta="/".join(map(str, config["theta"])), informants=config["min_informants"],
        interviews=config["min_interviews"], hash=source.summary.input_hash,
    )  # fmt: skip


def _negative(source: Source) -> Iterator[Block]:
    yield Heading(_("Negative cases"), 2, "negative")
    if not source.reading.negative:
        yield Paragraph((Words(_("No counted passage speaks against the level of its cell or pair.")),))
    for target, rows in source.reading.negative.items():
        yield Paragraph(tuple(Words(told.in_print) for told in source.sentences("negative", target=target)))
        for each in source.cited(rows, SHOWN):
            yield Quote(each.text, each.cite, each.to, against=True)


def _open(source: Source) -> Iterator[Block]:
    gaps = source.told("gap.", "aside")
    if gaps:
        yield Heading(_("Open gaps, and what is not counted"), 2, "gaps")
        yield Bullets(gaps)
    if advice := source.told("recommendation"):
        yield Heading(_("Recommendations"), 2, "recommendations")
        yield Paragraph((Words(MARK[source.language]),))
        yield Bullets(advice)


def _thresholds(source: Source) -> Table:
    columns = (
        Column("theta", _("Share of informants that settles a level (θ)"), 24),
        Column("min_informants", _("Informants needed for a level"), 24),
        Column("verdict", _("Verdict"), 24),
    )
    rows = tuple(
        ("/".join(map(str, each["theta"])), each["min_informants"], source.label(labels.VERDICT, each["verdict"]))
        for each in source.result["sensitivity"]["thresholds"]
    )
    return Table("thresholds", _("The verdict under other thresholds"), columns, rows)


def _trace(source: Source) -> Table:
    columns = (
        Column("rule", _("Rule"), 6),
        Column("target", _("About"), 24),
        Column("level", _("Level"), 20),
        Column("why", _("Why"), 50),
    )
    rows = tuple(
        (line["rule"], _about(source, line["target"]), _level(source, line), line["why"])
        for line in source.result["trace"]
    )
    return Table("trace", _("Rules applied, decision by decision"), columns, rows)


def _about(source: Source, target: str) -> str:
    return source.reading.name(target) if ":" in target else _("Verdict on co-production")


def _level(source: Source, line: dict) -> str:
    if "value" in line:
        return source.label(labels.VERDICT, line["value"])
    every = labels.PAIR_LEVEL if line["target"].startswith("pair:") else labels.CELL_LEVEL
    return source.label(every, line["level"])
