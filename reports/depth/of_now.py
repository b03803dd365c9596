"""Summaries that need not be stored to be read: of the evidence as it is now, and of any other."""

from collections.abc import Mapping
from typing import Any

from interviews.models import Study
from reports.evidence import collect
from reports.method import canonical_evidence, canonical_json, hash_of, summary_of
from reports.models import Summary


def summary_of_now(study: Study, basis: str) -> Summary:
    """The summary of the evidence as it is now: the stored one, or one only computed. Raises InvalidEvidence."""
    canonical = canonical_evidence(collect(study, basis).document)
    known = Summary.objects.of_study(study).filter(input_hash=hash_of(canonical)).first()
    return known or computed(study, basis, canonical)


def computed(study: Study, basis: str, canonical: Mapping[str, Any]) -> Summary:
    """A summary that is not stored, of canonical evidence."""
    result = summary_of(canonical)
    return Summary(
        study=study,
        basis=basis,
        input_hash=result["input_hash"],
        evidence=canonical_json(canonical).decode(),
        result=canonical_json(result).decode(),
    )
