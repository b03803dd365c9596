"""What a sign-off freezes: the summary with its evidence, and the settings, codebook, people and overrides around it.

Evidence and result lie in the summary, which is never changed; the record names them by hash and holds the rest.
"""

import hashlib
import json
from datetime import datetime

from coding.codebook import current_version
from interviews.models import Membership, Study
from reports.differing import State
from reports.evidence import collect
from reports.evidence.counts import counts_of
from reports.method import InvalidEvidence, canonical_evidence, canonical_json, input_hash, summarise
from reports.models import Override, SignOff, Summary

FORMAT = "coprod-signoff/1"
Record = dict


def record_of(summary: Summary, *, by, at: datetime, note: str) -> Record:
    """Everything that is signed, as it stands now."""
    study, counts = summary.study, counts_of(summary.study)
    return {
        "format": FORMAT,
        "study": {"slug": study.slug, "title": study.title, "works_alone": study.works_alone},
        "summary": {
            "id": str(summary.pk),
            "basis": summary.basis,
            "input_hash": summary.input_hash,
            "result_sha256": digest(summary.result),
            "built_at": summary.built_at.isoformat(),
        },
        "config": {"version": summary.config.version if summary.config else 0, "settings": _settings(summary)},
        **around(study),
        "coders": counts.coders,
        "reviewers": counts.reviewers,
        "counts": {
            "interviews": counts.interviews,
            "passages": counts.passages,
            "codings": counts.codings,
            "links": counts.links,
        },
        "signed": {"by": str(by.pk), "name": str(by), "at": at.isoformat(), "note": note},
    }


def _settings(summary: Summary) -> dict:
    return json.loads(summary.evidence)["config"]


def around(study: Study) -> dict:
    """What a later change is told of beside the evidence: codebook, people, overrides."""
    version = current_version(study)
    members = Membership.objects.of_study(study).select_related("user").order_by("user_id")
    overrides = Override.objects.of_study(study).filter(trashed_at__isnull=True).select_related("made_by")
    return {
        "codebook": version and {"number": version.number, "sha256": version.sha256, "content": version.content},
        "people": [{"id": str(each.user_id), "name": str(each.user), "role": each.role} for each in members],
        "overrides": [
            {
                "target": each.target,
                "computed": each.computed,
                "level": each.level,
                "reason": each.reason,
                "by": str(each.made_by),
                "at": each.made_at.isoformat(),
            }
            for each in overrides.order_by("target")
        ],
    }


def written(record: Record) -> str:
    """The record as it is stored and hashed."""
    return canonical_json(record).decode()


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def signed_state(sign_off: SignOff) -> State:
    """The state that was signed; of a sign-off without a record nothing is known but its summary."""
    summary = sign_off.summary
    return State(json.loads(summary.evidence), json.loads(summary.result), json.loads(sign_off.record or "{}"))


def state_now(study: Study, basis: str) -> State:
    """The state as it is now; read from the summary of the same evidence where there is one."""
    document = collect(study, basis).document
    try:
        evidence = canonical_evidence(document)
        known = Summary.objects.of_study(study).filter(input_hash=input_hash(document)).first()
        return State(evidence, json.loads(known.result) if known else summarise(document), around(study))
    except InvalidEvidence:
        return State(document, None, around(study))
