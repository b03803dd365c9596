"""Pictures in a report: beside the tables that hold their data, and in parts of their own."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from interviews.models import Transcript
from reports.book.source import Source
from reports.book.tree import Block, Figure, Grid, Heading, Paragraph, Words
from reports.pictures import Asked, Picture, picture_of


def drawn(source: Source, key: str) -> Figure:
    """A picture whose data another table of the report holds."""
    return _figure(picture_of(key, _asked(source)), f"picture:{key}")


def saturation(source: Source) -> Iterator[Block]:
    """How many codes each interview brought that no earlier one had."""
    picture = picture_of("saturation", _asked(source))
    yield Paragraph((Words(picture.alt),))
    yield from _with_data(picture, "saturation")


def co_occurrence(source: Source) -> Iterator[Block]:
    """Which codes stand on the same words, and how close they are."""
    picture = picture_of("co-occurrence", _asked(source))
    said = _("{pairs} The closeness of two codes is Jaccard's: their shared codings by all that either has.")
    yield Paragraph((Words(said.format(pairs=picture.alt)),))
    yield from _with_data(picture, "co-occurrence")


def courses(source: Source) -> Iterator[Block]:
    """The codes over the course of each interview."""
    every = _asked(source)
    texts = Transcript.objects.of_study(source.study).newest().filter(interview__trashed_at__isnull=True)
    ordered = texts.order_by("interview__position", "interview__code")
    for code in ordered.values_list("interview__code", flat=True):
        picture = picture_of("course", replace(every, interview=code, heard=every.voices))
        if picture is not None and picture.rows:
            yield Heading(code, 2, f"course:{code}")
            yield from _with_data(picture, f"course-{code}")


def _asked(source: Source) -> Asked:
    return Asked(source.study, source.summary.basis, source.language, given=source.reading)


def _figure(picture: Picture, anchor: str) -> Figure:
    return Figure(picture.svg, picture.alt, picture.title, anchor)


def _with_data(picture: Picture, name: str) -> Iterator[Block]:
    yield _figure(picture, f"picture:{name}")
    if picture.table.rows:
        yield Grid(picture.table, f"data:{name}")
