"""What lies behind a sentence: its passages in context, with the judgements made of them."""

from collections import defaultdict
from dataclasses import dataclass

from coding.models import Coding, Link
from reports.evidence.quotes import Around, Quotation, in_context, quotations
from reports.reading import Reading
from reports.sentences import Sentence

RELATED = ("coder", "passage")


@dataclass(frozen=True)
class Behind:
    """One passage, its place, the turns around it, and the rows of the sentence that were made of it."""

    quotation: Quotation
    cite: str
    turns: list[Around]
    judgements: list[Coding | Link]


def behind(reading: Reading, sentence: Sentence) -> list[Behind]:
    """The passages of a sentence in the order of the interviews, in a constant number of queries."""
    rows = [*_rows(Coding, sentence, "code", "about_actor"), *_rows(Link, sentence, "form", "from_actor", "to_actor")]
    made = defaultdict(list)
    for row in rows:
        made[str(row.passage_id)].append(row)
    found = quotations(reading.summary.study, made)
    around = in_context(found.values())
    told = [
        Behind(one, one.cite(_informant(reading, made[key]), reading.language), around[key], made[key])
        for key, one in found.items()
    ]
    return sorted(told, key=lambda one: (one.quotation.interview, one.quotation.start, one.quotation.end))


def _rows(model, sentence: Sentence, *related: str) -> list:
    return list(model.objects.filter(pk__in=sentence.rows).select_related(*RELATED, *related).order_by("created_at"))


def _informant(reading: Reading, rows: list) -> str | None:
    """Whose words the passage holds, as the evidence says."""
    told = (reading.case.row.get(str(row.pk), {}).get("informant") for row in rows)
    return next((informant for informant in told if informant), None)
