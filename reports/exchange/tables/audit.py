"""The audit trail as a table: every act as a sentence. And the tables of how the work was checked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coding.history import Filters, page_of
from coding.telling import wordless
from interviews.models import Study
from reports.exchange.tables.table import Cell, Column, Table
from reports.rigour.checklist import Answered, checklist_of
from reports.rigour.coreq import domain_of
from reports.rigour.member_checks import checks_of
from reports.rigour.srqr import Held, section_of, srqr_of

AT_ONCE = 200  # acts read together


def history(study: Study, by, title: str) -> Table:
    return history_of(study, by, Filters(), title)


def history_of(study: Study, by, filters: Filters, title: str = "") -> Table:
    """The acts that the filters let through, newest first, in the study's time zone; without words of interviews."""
    columns = (
        Column("at", _("When"), 18),
        Column("who", _("Who"), 18),
        Column("what", _("What was done"), 70),
        Column("undone", _("Undone"), in_print=False),
        Column("act", _("Act"), 36, in_print=False),
    )
    return Table("history", title or _("History"), columns, _acts(study, by, filters))


def _acts(study: Study, by, filters: Filters) -> Iterator[tuple[Cell, ...]]:
    before = filters.before
    while True:
        page = page_of(study, filters._replace(before=before), by=by, size=AT_ONCE, by_name=True)
        for each in page.entries:
            at = each.at.strftime("%Y-%m-%d %H:%M:%S")
            yield at, str(each.act.who), wordless(each.sentence), each.is_undone, str(each.act.pk)
        if page.older is None:
            return
        before = page.older


def member_checks(study: Study, by, title: str) -> Table:
    columns = (
        Column("informant", _("Informant")),
        Column("what", _("What was sent back"), 18),
        Column("sent_on", _("Sent on")),
        Column("answer", _("Answer"), 18),
        Column("answered_on", _("Answered on")),
        Column("said", _("What they said"), 50),
        Column("effect", _("Effect on the codings"), 50),
    )
    rows = (
        (
            each.informant.code, each.get_what_display(), each.sent_on, each.get_answer_display(), each.answered_on,
            None if each.informant.has_withdrawn else each.said, each.effect,
        )
        for each in checks_of(study)
    )  # fmt: skip
    return Table("member-checks", title, columns, rows)


def checklist(study: Study, by, title: str) -> Table:
    """COREQ with an empty column for the page, which the report alone knows."""
    rows = (_checked(domain_of(each.item.number), each, each.text) for each in checklist_of(study))
    return Table("coreq", title, _checklist_columns(Column("domain", _("Domain"), 24)), rows)


def second_checklist(study: Study, by, title: str) -> Table:
    """SRQR with what the study holds; an item of which it holds nothing says that it is open."""
    rows = (
        _checked(section_of(each.item.number), each, _("open") if each.is_open else each.written)
        for each in srqr_of(study)
    )
    return Table("srqr", title, _checklist_columns(Column("section", _("Section"), 24)), rows)


def _checklist_columns(grouped: Column) -> tuple[Column, ...]:
    return (
        grouped,
        Column("item", _("Number"), 6),
        Column("name", _("Item"), 26),
        Column("asks", _("Question"), 50, in_print=False),
        Column("known", _("From the data"), 50),
        Column("answer", _("Answer"), 50),
        Column("page", _("Page"), 8),
    )


def _checked(group: str, held: Answered | Held, answer: str) -> tuple[Cell, ...]:
    return group, held.item.number, str(held.item.name), str(held.item.asks), held.known, answer, None
