"""How sure the coefficients of agreement are: intervals computed in the background, by the bootstrap.

They belong to what was rated when they were asked for, and are found again by its hash. The seed follows from the hash:
the same ratings have the same intervals, wherever and whenever they are computed.
"""

import hashlib
import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ground.conflicts import Conflict
from ground.jobs import Attempt, Refused, job_kind, request_job
from ground.models import Job
from ground.waiting import Family
from interviews.models import Study
from reports.agreement import Agreement, intervals
from reports.agreement.turns import Rated
from reports.evidence.ratings import rated

KIND = "agreement"
CHANGED = gettext_noop("The codings changed while this waited for its turn. Ask for the intervals again.")


def hash_of(found: Rated) -> str:
    """SHA-256 of everything that the figures are computed from, in hexadecimal."""
    texts = {key: list(text) for key, text in found.texts.items()}
    judged = sorted([*each[:-1], each.turns.start, each.turns.stop] for each in found.judged)
    told = [sorted(found.names), list(found.dimensions), texts, judged]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def seed_of(digest: str) -> int:
    """The seed that follows from a hash."""
    return int(digest[:8], 16)


def job_of(study: Study, digest: str) -> Job | None:
    """The newest job for intervals of these ratings, open or ended."""
    jobs = Job.objects.filter(kind=KIND, study_id=study.pk, input_hash=digest)
    return jobs.exclude(state=Job.State.CANCELLED).order_by("-requested_at").first()


def request_intervals(study: Study, *, by) -> Job:
    """The job that computes the intervals of the ratings as they are now. Asking twice is asking once.

    Raises Conflict where no interview was coded by two people.
    """
    found = rated(study)
    if not found.texts:
        raise Conflict(_("No interview has been coded by two people yet."), "nothing_shared")
    digest = hash_of(found)
    known = job_of(study, digest)
    if known is not None and known.state != Job.State.FAILED:
        return known
    return request_job(KIND, study.pk, by=by, study_id=study.pk, input_hash=digest)


@job_kind(KIND, counted=Family(gettext_noop("intervals of agreement")))
def compute(attempt: Attempt) -> None:
    """An interval for each coefficient of each variable; progress is counted in variables."""
    found = rated(Study.objects.get(pk=attempt.job.subject))
    if hash_of(found) != attempt.job.input_hash:
        raise Refused("changed", CHANGED)
    seed = seed_of(attempt.job.input_hash)
    agreement = Agreement(found)
    variables, told = agreement.variables(), {}
    for done, (key, units) in enumerate(variables.items()):
        attempt.report(done, len(variables))
        told[key] = intervals(units, agreement.coefficients(), seed=seed)
    with attempt.finishing() as made:
        made |= {"seed": seed, "intervals": told}
