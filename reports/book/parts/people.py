"""Who was heard: the table of informants."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.book.source import Source
from reports.book.tree import Block, Grid, Paragraph, Words
from reports.evidence.counts import counts_of
from reports.exchange.tables.contents import table_of
from reports.exchange.tables.fixing import fixed


def informants(source: Source) -> Iterator[Block]:
    """Code, actor, coarse role, dates and minutes: what may be told of who was heard."""
    counts = counts_of(source.study)
    said = _("{interviews} interviews with {informants} informants; {passages} passages were coded.").format(
        interviews=counts.interviews, informants=sum(count for _actor, count in counts.informants),
        passages=counts.passages,
    )  # fmt: skip
    told = _("Informants stand under codes; roles are given coarsely, so that nobody is known by them.")
    yield Paragraph((Words(f"{said} {told}"),))
    yield Grid(fixed(table_of(source.study, "informants", by=source.by)), "informants")
    yield Grid(fixed(table_of(source.study, "interviews", by=source.by)), "interviews")
