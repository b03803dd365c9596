"""What lies behind a sentence: its passages in context, with the judgements made of them."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from coding.models import Coding, Link, Passage
from reports.citing import Citation
from reports.evidence.quotes import Around, Quotation, in_context, quotations
from reports.reading import Reading
from reports.sentences import Sentence

PAGE = 50
READING_ORDER = ("transcript__interview__position", "transcript__interview__code", "start", "end")


@dataclass(frozen=True)
class Behind:
    """One passage, its place, the turns around it, and the rows of the sentence that were made of it."""

    quotation: Quotation
    cite: Citation
    turns: list[Around]
    judgements: list[Coding | Link]


def behind(reading: Reading, sentence: Sentence, number) -> tuple[list[Behind], Page]:
    """One page of the passages of a sentence, in the order of the interviews, in a constant number of queries."""
    made = defaultdict(list)
    for row in (
        *_rows(Coding, sentence, "code", "about_actor"),
        *_rows(Link, sentence, "form", "from_actor", "to_actor"),
    ):
        made[str(row.passage_id)].append(row)
    ordered = Passage.objects.of_study(reading.summary.study).filter(pk__in=made).order_by(*READING_ORDER)
    page = Paginator(ordered.values_list("pk", flat=True), PAGE).get_page(number)
    wanted = [str(key) for key in page.object_list]
    found = quotations(reading.summary.study, wanted)
    around = in_context(found.values())
    return [_behind(reading, found[key], around[key], made[key]) for key in wanted], page


def _behind(reading: Reading, one: Quotation, around: list[Around], rows: list) -> Behind:
    return Behind(one, reading.citing.cite(one, _informant(reading, rows)), around, rows)


def _rows(model, sentence: Sentence, *related: str) -> list:
    return list(model.objects.filter(pk__in=sentence.rows).select_related("coder", *related).order_by("created_at"))


def _informant(reading: Reading, rows: list) -> str | None:
    """Whose words the passage holds, as the evidence says."""
    told = (reading.case.row.get(str(row.pk), {}).get("informant") for row in rows)
    return next((informant for informant in told if informant), None)
