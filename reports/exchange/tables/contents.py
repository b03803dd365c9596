"""Which tables there are of a study, and what those of interviews, informants and codes hold."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coding.models import Code, Coding, Link
from interviews.models import Informant, Interview, Study, Transcript
from reports.exchange.tables.audit import checklist, history, member_checks, second_checklist
from reports.exchange.tables.framework import framework
from reports.exchange.tables.judgements import codings, links
from reports.exchange.tables.memos import memos
from reports.exchange.tables.table import Cell, Column, Table


def table_of(study: Study, name: str, *, by) -> Table:
    """One table of `study` as `by` may read it, in the language that is active. Raises KeyError for an unknown name."""
    return TABLES[name](study, by, titles()[name])


def titles() -> dict[str, str]:
    """Name to title of every table, in the order of a thesis."""
    return {
        "interviews": _("Interviews"),
        "informants": _("Informants"),
        "codes": _("Codebook"),
        "codings": _("Codings"),
        "links": _("Links between actors"),
        "memos": _("Memos"),
        "framework": _("Framework matrix"),
        "member-checks": _("Member checks"),
        "coreq": _("COREQ checklist"),
        "srqr": _("SRQR checklist"),
        "history": _("Audit trail"),
    }


def _interviews(study: Study, by, title: str) -> Table:
    columns = (
        Column("interview", _("Interview")),
        Column("title", _("Title"), 30),
        Column("kind", _("Kind"), 18, in_print=False),
        Column("held_on", _("Date")),
        Column("place", _("Place"), 18),
        Column("minutes", _("Minutes")),
        Column("language", _("Language"), in_print=False),
        Column("informants", _("Informants"), 18),
        Column("characters", _("Characters"), in_print=False),
        Column("codings", _("Codings")),
        Column("links", _("Links")),
    )
    return Table("interviews", title, columns, _interview_rows(study, by))


def _interview_rows(study: Study, by) -> Iterator[tuple[Cell, ...]]:
    spoken, count = _informants_by_interview(study), _counts_by_interview(study)
    here = Interview.objects.visible_to(by).of_study(study).filter(trashed_at__isnull=True)
    length = dict(
        Transcript.objects.of_study(study)
        .order_by("interview", "-version")
        .distinct("interview")
        .values_list("interview", "length")
    )
    for each in here.order_by("position", "code"):
        yield (
            each.code, each.title, each.get_kind_display(), each.held_on, each.place, each.minutes, each.language,
            ", ".join(spoken[each.pk]), length.get(each.pk), count[Coding, each.pk], count[Link, each.pk],
        )  # fmt: skip


def _informants_by_interview(study: Study) -> dict:
    found = defaultdict(list)
    for interview, code in (
        Informant.objects.of_study(study)
        .filter(voices__interview__isnull=False)
        .order_by("code")
        .values_list("voices__interview", "code")
        .distinct()
    ):
        found[interview].append(code)
    return found


def _counts_by_interview(study: Study) -> dict:
    found = defaultdict(int)
    for model in (Coding, Link):
        rows = model.objects.of_study(study).live().order_by().values_list("passage__transcript__interview")
        found |= {(model, interview): count for interview, count in rows.annotate(Count("pk"))}
    return defaultdict(int, found)


def _informants(study: Study, by, title: str) -> Table:
    columns = (
        Column("informant", _("Informant")),
        Column("actor", _("Actor")),
        Column("role", _("Coarse role"), 24),
        Column("consent", _("Consent"), 14),
        Column("interviews", _("Interviews"), 24),
        Column("held_on", _("Dates"), 24),
        Column("minutes", _("Minutes")),
    )
    return Table("informants", title, columns, _informant_rows(study, by))


def _informant_rows(study: Study, by) -> Iterator[tuple[Cell, ...]]:
    rows = Informant.objects.visible_to(by).of_study(study).select_related("actor").order_by("actor__position", "code")
    here = Interview.objects.filter(trashed_at__isnull=True).order_by("position", "code")
    given = defaultdict(list)
    for interview in here.filter(study=study).prefetch_related("speakers"):
        for informant in {each.informant_id for each in interview.speakers.all()}:
            given[informant].append(interview)
    for each in rows:
        interviews = given[each.pk]
        held = [interview.held_on.isoformat() for interview in interviews if interview.held_on]
        minutes = [interview.minutes for interview in interviews if interview.minutes]
        yield (
            each.code, each.actor and each.actor.code, each.role_label, each.get_consent_display(),
            ", ".join(interview.code for interview in interviews), ", ".join(held), sum(minutes) if minutes else None,
        )  # fmt: skip


def _codes(study: Study, by, title: str) -> Table:
    fields = {
        "label": (_("Label"), 24),
        "brief": (_("In brief"), 40),
        "full": (_("In full"), 60),
        "use_when": (_("Use when"), 40),
        "not_when": (_("Not when"), 40),
        "example": (_("Example"), 40),
        "absence": (_("Absence"), 40),
        "limited": (_("Limited"), 40),
        "border": (_("Border case"), 40),
    }
    on_paper = ("label", "full", "use_when", "not_when", "example")
    columns = (
        Column("code", _("Code")),
        Column("parent", _("Below"), in_print=False),
        Column("dimension", _("Dimension"), in_print=False),
        *(Column(name, heading, width, in_print=name in on_paper) for name, (heading, width) in fields.items()),
        Column("retired", _("Out of use"), in_print=False),
        Column("codings", _("Codings")),
    )
    return Table("codes", title, columns, _code_rows(study, by, list(fields)))


def _code_rows(study: Study, by, fields: list[str]) -> Iterator[tuple[Cell, ...]]:
    language, live = get_language() or "id", Q(codings__trashed_at__isnull=True)
    rows = Code.objects.visible_to(by).of_study(study).select_related("parent", "dimension")
    for code in rows.annotate(used=Count("codings", filter=live)).order_by("position", "key"):
        yield (
            code.key, code.parent and code.parent.key, code.dimension and code.dimension.code,
            *(code.text(name, language) for name in fields), code.retired_at is not None, code.used,
        )  # fmt: skip


TABLES: dict[str, Callable[[Study, object, str], Table]] = {
    "interviews": _interviews,
    "informants": _informants,
    "codes": _codes,
    "codings": codings,
    "links": links,
    "memos": memos,
    "framework": framework,
    "member-checks": member_checks,
    "coreq": checklist,
    "srqr": second_checklist,
    "history": history,
}
