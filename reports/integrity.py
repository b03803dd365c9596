"""What has to hold of summaries, and of everything below them."""

import json
from collections.abc import Iterator

import coding.integrity
import interviews.integrity
from ground.integrity import Check, Fault, hidden_in_names
from reports.method import InvalidEvidence, input_hash
from reports.models import Summary

CHECKS = (
    Check(
        "reports_summary",
        "its settings are of another study",
        "JOIN reports_methodconfig c ON c.id = broken.config_id WHERE c.study_id <> broken.study_id",
    ),
)


def faults() -> Iterator[Fault]:
    """Everything that does not hold in this database, in the order in which data flows."""
    yield from interviews.integrity.faults()
    yield from coding.integrity.faults()
    for check in CHECKS:
        yield from check.faults()
    for summary in Summary.objects.only("evidence", "input_hash").iterator(chunk_size=20):
        if not _names_its_evidence(summary):
            yield Fault("reports_summary", str(summary.pk), "its hash is not that of its evidence")


def hidden_names() -> Iterator[Fault]:
    """Names stored before the rule of ground/names.py that it would refuse now. They hold, so they are no faults."""
    yield from hidden_in_names()
    yield from coding.integrity.hidden_in_labels()


def _names_its_evidence(summary: Summary) -> bool:
    try:
        return input_hash(json.loads(summary.evidence)) == summary.input_hash
    except (ValueError, InvalidEvidence):
        return False
