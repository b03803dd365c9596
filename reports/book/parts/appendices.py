"""Tables of the study as they are, as appendices."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.book.source import Source
from reports.book.tree import Block, Grid, Paragraph, Words
from reports.exchange.tables.contents import table_of
from reports.exchange.tables.fixing import fixed


def codebook(source: Source) -> Iterator[Block]:
    version = source.study.codebook_versions.order_by("-number").first()
    if version is not None:
        yield Paragraph((Words(_("Version {number} of the codebook.").format(number=version.number)),))
    yield whole(source, "codes")


def every_coding(source: Source) -> Iterator[Block]:
    """Whatever their status, which the table says."""
    yield whole(source, "codings")
    yield whole(source, "links")


def history(source: Source) -> Iterator[Block]:
    yield whole(source, "history")


def whole(source: Source, name: str) -> Grid:
    """A table of the study by its name, as it is exported by itself."""
    return Grid(fixed(table_of(source.study, name, by=source.by)), name)
