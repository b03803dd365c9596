"""The summary method: evidence in, summary out. No Django, no database, no floats, no clock.

Evidence is the document of the design's part 7; the rules are those of method.md part 4, one module a section. The same
evidence gives the same bytes, whatever the order of its rows.
"""

from reports.method.canonical import canonical_json, hash_of, input_hash
from reports.method.checks import InvalidEvidence
from reports.method.evidence import canonical_evidence, validate
from reports.method.summary import summarise, summary_of
from reports.method.vocabulary import FORM_RUNGS

__all__ = [
    "FORM_RUNGS",
    "InvalidEvidence",
    "canonical_evidence",
    "canonical_json",
    "hash_of",
    "input_hash",
    "summarise",
    "summary_of",
    "validate",
]
