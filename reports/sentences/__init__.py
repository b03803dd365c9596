"""Findings → sentences in Indonesian and English, each with the rows that carry it.

The result of the method holds no name, quote, label or language (method.md 4.8): sentences are made when shown,
from fixed templates. Both languages stand side by side here, and not in a gettext catalogue, because a report is
built in the language its reader chooses, whatever the language of the interface.
"""

from collections.abc import Iterator, Mapping, Sequence

from reports.sentences.advice import MARK, gap_sentences, recommendation_sentences
from reports.sentences.aside import aside_sentences
from reports.sentences.cells import cell_sentences
from reports.sentences.dimensions import dimension_sentences, silence
from reports.sentences.negative import negative_sentence
from reports.sentences.pairs import pair_sentences
from reports.sentences.path import path_sentences
from reports.sentences.profiles import isolation_sentence, profile_sentences
from reports.sentences.sensitivity import caveat_sentences, sensitivity_sentences
from reports.sentences.sentence import CAVEAT, FINDING, IMPLICATION, Case, Names, Sentence
from reports.sentences.verdict import verdict_sentences

__all__ = [
    "CAVEAT", "FINDING", "IMPLICATION", "MARK", "Case", "Names", "Sentence", "actor_report", "aside_sentences",
    "caveat_sentences", "cell_sentences", "dimension_report", "dimension_sentences", "gap_sentences",
    "isolation_sentence", "negative_sentence", "pair_sentences", "path_sentences", "profile_sentences",
    "recommendation_sentences", "sensitivity_sentences", "study_report", "verdict_sentences",
]  # fmt: skip


def study_report(case: Case, aside: Mapping[str, Sequence[str]] | None = None) -> list[Sentence]:
    """Every sentence of a study, in the order in which it is read; `aside` are rows that are in no evidence."""
    return [
        *verdict_sentences(case),
        *path_sentences(case),
        isolation_sentence(case),
        *(sentence for dimension in case.dimensions for sentence in dimension_report(case, dimension)),
        *(sentence for key in case.pairs for sentence in pair_sentences(case, key)),
        *sensitivity_sentences(case),
        *gap_sentences(case),
        *aside_sentences(case, aside or {}),
        *recommendation_sentences(case),
        *caveat_sentences(case),
    ]


def dimension_report(case: Case, dimension: str) -> Iterator[Sentence]:
    """A dimension's pattern, then its cells in the order of the actors; whom nobody spoke of is said last."""
    yield from dimension_sentences(case, dimension)
    spoken = [actor for actor in case.actors if case.cell(actor, dimension)["level"] != "no_evidence"]
    for actor in spoken:
        yield from cell_sentences(case, actor, dimension)
    if (silent := silence(case, dimension, after=bool(spoken))) is not None:
        yield silent


def actor_report(case: Case, actor: str) -> list[Sentence]:
    """What is said on the page of one actor: its profile, its cells, its pairs."""
    return [
        *profile_sentences(case, actor),
        *(sentence for dimension in case.dimensions for sentence in cell_sentences(case, actor, dimension)),
        *(s for key in case.pairs_of(actor) for s in pair_sentences(case, key)),
    ]
