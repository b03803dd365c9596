"""Counted rows that speak against a finding: negative cases refine or refute it, they are not noise."""

from collections.abc import Iterable

from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import Text, passages

NEGATIVE = {
    "id": "Kasus negatif tentang {name}: {told} berbicara melawan temuan.",
    "en": "Negative cases on {name}: {told} against the finding.",
}


def negative_sentence(case: Case, target: str, rows: Iterable[str]) -> Sentence:
    """What speaks against one cell or pair; `rows` are the strongest first."""
    rows = tuple(rows)
    told = passages(len({case.row[row]["passage"] for row in rows}))
    return say("negative", "some", NEGATIVE, target, rows, name=_name(case, target), told=told)


def _name(case: Case, target: str) -> Text:
    sort, key = target.split(":")
    if sort == "pair":
        return case.pair(key)
    actor, dimension = key.split("/")
    noun, name = case.dimension(dimension)["noun"], case.actor(actor)
    return {"id": f"{noun['id']} oleh {name['id']}", "en": f"{noun['en']} by {name['en']}"}
