"""Summaries: asked for, built in the background, found again by the hash of their evidence, and known to be stale.

A summary names the evidence it was built from; whether it is stale is a comparison with the evidence of now, not an
event that somebody has to remember.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ground.acts import act
from ground.jobs import Attempt, Refused, job_kind, request_job
from ground.models import Job
from ground.waiting import Family
from interviews.models import Study
from reports.evidence import Evidence, collect
from reports.method import InvalidEvidence, canonical_evidence, canonical_json, input_hash, summarise
from reports.models import Basis, Summary

KIND = "summary"
STEPS = 3


def hash_of_today(study: Study, basis: str = Basis.OFFICIAL) -> str:
    """The hash of the evidence as it is now. Raises InvalidEvidence."""
    return input_hash(collect(study, basis).document)


@dataclass(frozen=True)
class Standing:
    """How a summary stands to the evidence of now: `invalid` says why the method refuses that, if it does.

    `digest` is the hash of that evidence; None where it is refused. `aside` are rows that are not in it, by reason.
    """

    stale: bool
    digest: str | None
    invalid: str = ""
    aside: Mapping[str, Sequence[str]] = field(default_factory=dict)


def standing(study: Study, basis: str, summary: Summary | None) -> Standing:
    """Compare a summary, or its absence, with the evidence as it is now."""
    evidence = collect(study, basis)
    try:
        digest = input_hash(evidence.document)
    except InvalidEvidence as invalid:
        return Standing(True, None, str(invalid), evidence.aside)
    return Standing(summary is None or digest != summary.input_hash, digest, "", evidence.aside)


def is_stale(summary: Summary) -> bool:
    """Whether the evidence has changed since; evidence that has become invalid has changed too."""
    return standing(summary.study, summary.basis, summary).stale


def newest_summary(study: Study, basis: str) -> Summary | None:
    return Summary.objects.of_study(study).filter(basis=basis).first()


def request_summary(study: Study, basis: str, *, by) -> Summary | Job:
    """The summary of the evidence as it is now; where there is none yet, the job that builds it.

    Asking twice is asking once. Raises InvalidEvidence, naming row and field, for evidence the method refuses.
    """
    digest = hash_of_today(study, basis)
    built = Summary.objects.of_study(study).filter(input_hash=digest).first()
    return built or request_job(
        KIND, study.pk, by=by, study_id=study.pk, input_hash=digest, params={"basis": str(basis)}
    )


def open_job(study: Study, basis: str) -> Job | None:
    """The job that is building a summary on this basis, if any; else the last one, if it failed."""
    jobs = Job.objects.filter(kind=KIND, study_id=study.pk, params__basis=basis).order_by("-requested_at")
    job = jobs.filter(state__in=Job.OPEN).first() or jobs.first()
    return job if job and (job.is_open or job.state == Job.State.FAILED) else None


@job_kind(KIND, counted=Family(gettext_noop("summary")))
def build(attempt: Attempt) -> None:
    """Read the evidence, summarise it, keep both. What cannot be summarised is refused with row and field."""
    job = attempt.job
    study = Study.objects.get(pk=job.subject)
    attempt.report(0, STEPS)
    evidence = collect(study, job.params["basis"])
    attempt.report(1, STEPS)
    try:
        summary = _summarised(study, evidence, job)
    except InvalidEvidence as invalid:
        raise Refused("invalid_evidence", str(invalid)) from invalid
    attempt.report(2, STEPS)
    with attempt.finishing() as made, act(job.requested_by, "summary.build", study):
        made["summary"] = str(_kept(summary).pk)


def _summarised(study: Study, evidence: Evidence, job: Job) -> Summary:
    canonical = canonical_json(canonical_evidence(evidence.document)).decode()
    result = summarise(evidence.document)
    codebook = study.codebook_versions.order_by("-number").values_list("number", flat=True).first()
    return Summary(
        id=job.pk,
        study=study,
        basis=job.params["basis"],
        input_hash=result["input_hash"],
        config=evidence.config,
        codebook_number=codebook,
        evidence=canonical,
        result=canonical_json(result).decode(),
        requested_by=job.requested_by,
    )


def _kept(summary: Summary) -> Summary:
    """Of two builds of the same evidence the first one stays."""
    values = {field.attname: getattr(summary, field.attname) for field in Summary._meta.concrete_fields}
    values.pop("built_at")
    same = {"study_id": values.pop("study_id"), "input_hash": values.pop("input_hash")}
    return Summary.objects.get_or_create(**same, defaults=values)[0]


def find_summary(study: Study, key: uuid.UUID) -> tuple[Summary | None, Job | None]:
    """What an address of a summary stands for: the summary, or the job that is to build it, or neither."""
    summaries = Summary.objects.of_study(study)
    if (summary := summaries.filter(pk=key).first()) is not None:
        return summary, None
    job = Job.objects.filter(pk=key, kind=KIND, study_id=study.pk).first()
    if job and job.result and (summary := summaries.filter(pk=job.result["summary"]).first()) is not None:
        return summary, job
    return None, job


def archived(summary: Summary) -> dict:
    """A summary with its evidence, as it is exported: who has it recomputes it without this program."""
    return {"summary": json.loads(summary.result), "evidence": json.loads(summary.evidence)}


def failure(job: Job) -> str:
    """Why a job ended without a summary, in the reader's language."""
    return _(job.error_detail) if job.error_detail else _("This was tried several times without success.")
