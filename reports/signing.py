"""Signing off: a name and a date under a summary of the evidence as it stands, and whether it holds later."""

import json
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import CodebookVersion
from ground.acts import act
from ground.conflicts import Conflict
from interviews.models import Study
from reports.differing import Difference, differences
from reports.method import InvalidEvidence, canonical_json, input_hash, summarise
from reports.models import Basis, SignOff, Summary
from reports.sealing import around, digest, record_of, signed_state, state_now, written
from reports.summaries import is_stale


def sign_off(summary: Summary, *, by, note: str = "") -> SignOff:
    """Put one's name under an official summary, with a record of what it rests on. Signing twice is signing once.

    Raises Conflict `working` for a summary of codings that wait for review, and `stale` where the evidence has changed
    since it was built: what is signed is what stands. ValidationError for a note that is no text.
    """
    if summary.basis != Basis.OFFICIAL:
        raise Conflict(_("Only a summary of approved codings is signed off."), "working", summary)
    if is_stale(summary):
        raise Conflict(_("The codings have changed since. Build the summary anew, then sign that."), "stale", summary)
    made = SignOff(summary=summary, signed_by=by, note=note.strip(), signed_at=timezone.now())
    made.full_clean(exclude=["summary", "signed_by"], validate_unique=False, validate_constraints=False)
    made.record = written(record_of(summary, by=by, at=made.signed_at, note=made.note))
    made.sha256 = digest(made.record)
    try:
        with act(by, "signoff.sign", summary.study), transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return SignOff.objects.get(summary=summary, signed_by=by)
    return made


def newest_sign_off(study: Study) -> SignOff | None:
    """The last sign-off of any summary of the study."""
    return SignOff.objects.of_study(study).select_related("summary", "signed_by").order_by("-signed_at", "id").first()


def differs(sign_off: SignOff, hash_now: str | None) -> bool:
    """Whether anything that was signed is otherwise now; `hash_now` is that of the evidence, None where it is refused.

    What differs is another question, and a longer one: `what_differs`.
    """
    if hash_now != sign_off.summary.input_hash:
        return True
    if sign_off.record is None:
        return False
    record, now = json.loads(sign_off.record), around(sign_off.summary.study)
    return any(record[name] != now[name] for name in now if name != "codebook") or (_codebook(record) != _codebook(now))


def _codebook(state: dict) -> str | None:
    return state["codebook"] and state["codebook"]["sha256"]


def what_differs(sign_off: SignOff) -> list[Difference]:
    """Everything that is otherwise now than it was when it was signed."""
    summary = sign_off.summary
    return differences(signed_state(sign_off), state_now(summary.study, summary.basis))


class Verified(NamedTuple):
    """What was recomputed of a sign-off, and whether it is what was signed. `record` is None where none was kept."""

    record: bool | None
    evidence: bool
    result: bool
    codebook: bool | None

    @property
    def holds(self) -> bool:
        return all(each is not False for each in self)


def verify(sign_off: SignOff) -> Verified:
    """Compute everything anew that can be: the hashes, and the summary of the evidence byte by byte."""
    summary = sign_off.summary
    record = json.loads(sign_off.record) if sign_off.record else None
    named = record["summary"] if record else {"input_hash": summary.input_hash, "result_sha256": digest(summary.result)}
    try:
        evidence = json.loads(summary.evidence)
        is_evidence = input_hash(evidence) == summary.input_hash == named["input_hash"]
        result = canonical_json(summarise(evidence)).decode()
    except (ValueError, InvalidEvidence):
        is_evidence, result = False, None
    return Verified(
        record and digest(sign_off.record) == sign_off.sha256,
        is_evidence,
        result == summary.result and digest(summary.result) == named["result_sha256"],
        record and _holds(record["codebook"]),
    )


def _holds(codebook: dict | None) -> bool:
    return codebook is None or CodebookVersion.digest(codebook["content"]) == codebook["sha256"]
