"""The table of what was found by words: each turn or quote whole, where it stands, and what was looked for in it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from coding.finding.found import Hit
from coding.finding.quotes import Quote
from interviews.texts import words_of
from reports.exchange.tables.table import Cell, Column, Table


def hits_table(hits: Sequence[Hit]) -> Table:
    """Of turns or of coded quotes, in reading order; memos have a table of their own."""
    columns = (
        Column("interview", _("Interview")),
        Column("line_from", _("From line"), 8),
        Column("line_to", _("To line"), 8),
        Column("start", _("Start"), 8, in_print=False),
        Column("end", _("End"), 8, in_print=False),
        Column("speaker", _("Speaker"), 14),
        Column("actor", _("Actor of the speaker"), in_print=False),
        Column("text", _("What was said"), 60),
        Column("found", _("Found"), 24),
        Column("codes", _("Codes"), 18),
        Column("id", _("Id"), 36, in_print=False),
    )
    return Table("found", _("Found"), columns, _rows(hits))


def _rows(hits: Sequence[Hit]) -> Iterator[tuple[Cell, ...]]:
    for hit in hits:
        place = hit.place
        actor, codes = (None, place.codes) if isinstance(place, Quote) else (place.actor, ())
        said = words_of(place.transcript, place.length, place.start, place.end)
        found = (said[start - place.start : end - place.start] for start, end in hit.spans)
        told = (place.start, place.end, place.speaker, actor, said, "; ".join(found), " ".join(codes), str(hit.id))
        yield place.code, *hit.lines, *told
