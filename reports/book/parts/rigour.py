"""How the work was checked: what reviewers decided, how alike coders judged, and the checklist."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _

from coding.models import Coding, Link, Review, Status
from ground.models import User
from reports.agreement import Agreement
from reports.book.source import Source
from reports.book.tree import Block, Grid, Paragraph, Words
from reports.evidence.ratings import rated
from reports.evidence.voices import voices_of
from reports.exchange.tables.contents import table_of
from reports.exchange.tables.fixing import fixed
from reports.exchange.tables.table import Column, Table

DECIMALS = 4


def reviews(source: Source) -> Iterator[Block]:
    """Who coded and who decided, and every decision with its reason."""
    if source.study.works_alone:
        said = _("Not independently reviewed: whoever codes here may approve their own codings.")
        yield Paragraph((Words(said, strong=True),))
    yield Grid(_statuses(source), "statuses")
    yield Grid(_decisions(source), "reviews")


def _statuses(source: Source) -> Table:
    columns = (
        Column("coder", _("Coder"), 24),
        Column("kind", _("Kind"), 20),
        *(Column(status.value, str(status.label), 12) for status in Status),
    )
    rows = []
    for model, kind in ((Coding, _("Codings")), (Link, _("Links between actors"))):
        standing = model.objects.of_study(source.study).standing().order_by()
        counted = {(coder, of): n for coder, of, n in standing.values_list("coder", "status").annotate(Count("pk"))}
        people = User.objects.filter(pk__in={coder for coder, _of in counted}).order_by("name", "username")
        rows += [(str(each), kind, *(counted.get((each.pk, of), 0) for of in Status.values)) for each in people]
    return Table("statuses", _("Codings by coder and status"), columns, tuple(rows))


def _decisions(source: Source) -> Table:
    columns = (
        Column("at", _("When"), 16),
        Column("reviewer", _("Reviewer"), 16),
        Column("decision", _("Decision"), 16),
        Column("what", _("About"), 24),
        Column("interview", _("Interview"), 12),
        Column("reason", _("Reason"), 50),
        Column("id", _("Id"), 36, in_print=False),
    )
    made = Review.objects.of_study(source.study).order_by("at", "id")
    related = ("reviewer", "coding__code", "coding__about_actor", "link__form", "link__from_actor", "link__to_actor")
    passages = [f"{way}__passage__transcript__interview" for way in ("coding", "link")]
    voices = voices_of(source.study)
    rows = (_decided(each, voices) for each in made.select_related(*related, *passages))
    return Table("reviews", _("Decisions of the review"), columns, tuple(row for row in rows if row is not None))


def _decided(each: Review, voices) -> tuple | None:
    """A decision; its reason may repeat words, and is left out where who spoke them has withdrawn consent."""
    row = each.coding or each.link
    passage = row.passage
    transcript = str(passage.transcript_id)
    if transcript not in voices.interview:
        return None
    withdrawn = voices.of(transcript, passage.start, passage.end, None)[1]
    what = f"{row.code.key} {row.about_actor and row.about_actor.code or ''}" if each.coding else _ends(row)
    return (
        each.at.date(), str(each.reviewer), each.get_decision_display(), what.strip(),
        passage.transcript.interview.code, None if withdrawn else each.reason or None, str(each.pk),
    )  # fmt: skip


def _ends(link: Link) -> str:
    return f"{link.form.code} {link.from_actor.code}–{link.to_actor.code}"


def agreement(source: Source) -> Iterator[Block]:
    """The coefficients of each variable; undefined where chance alone explains everything."""
    found = Agreement(rated(source.study))
    if not found.turns:
        yield Paragraph((Words(_("No interview has been coded by two people yet.")),))
        return
    said = _("{coders} coders, {turns} turns of informants that more than one of them coded.")
    yield Paragraph((Words(said.format(coders=len(found.coders), turns=found.turns)),))
    columns = (
        Column("variable", _("Variable"), 20),
        Column("units", _("Units"), 8),
        Column("percent", _("Share that agrees"), 12),
        Column("kappa", _("Cohen's kappa"), 12),
        Column("pi", _("Scott's pi"), 12),
        Column("ac1", _("Gwet's AC1"), 12),
        Column("alpha", _("Krippendorff's alpha"), 14),
    )
    rows = tuple(
        (row.key, row.units, *map(_rounded, (row.percent, row.kappa, row.pi, row.ac1, row.alpha)))
        for row in found.rows()
    )
    yield Grid(Table("agreement", _("Agreement between coders"), columns, rows), "agreement")


def _rounded(value: float | None) -> str:
    return _("undefined") if value is None else f"{value:.{DECIMALS}f}"


def coreq(source: Source) -> Iterator[Block]:
    yield Grid(fixed(table_of(source.study, "coreq", by=source.by)), "coreq")


def srqr(source: Source) -> Iterator[Block]:
    yield Grid(fixed(table_of(source.study, "srqr", by=source.by)), "srqr")
