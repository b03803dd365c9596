"""A study is duplicated in the background: asked for, made, and what it left behind told."""

import hashlib
import json

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ground.conflicts import refuse
from ground.jobs import Attempt, Refused, job_kind, request_job
from ground.models import Job
from ground.names import first_hidden
from ground.waiting import Family
from interviews.models import Study
from interviews.permissions import Verb, require
from reports.exchange.bundle.duplicating import EXTENTS, duplicate

KIND = "duplicate"
NOT_ALLOWED = gettext_noop("This is closed to you at this moment.")
LONGEST = 200


def request_duplicate(study: Study, *, by, title: str, extent: str) -> Job:
    """The job that makes the new study; the same, asked for while it waits, is one job. Raises ValidationError."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST or "\x00" in title:
        raise refuse("title", _("Give the new study a name of at most {count} characters.").format(count=LONGEST))
    if said := first_hidden(title):
        raise refuse("title", said)
    if extent not in EXTENTS:
        raise refuse("extent", _("Choose one of: {choices}.").format(choices=", ".join(EXTENTS)))
    told = {"title": title, "extent": extent}
    asked = hashlib.sha256(json.dumps([str(by.pk), told]).encode()).hexdigest()
    return request_job(KIND, study.pk, by=by, study_id=study.pk, input_hash=asked, params=told)


@job_kind(KIND, counted=Family(gettext_noop("copy of a study")), writes=False)
def make_duplicate(attempt: Attempt) -> None:
    job, by = attempt.job, attempt.job.requested_by
    study = Study.objects.visible_to(by).filter(pk=job.subject).first()
    try:
        if study is None:
            raise PermissionDenied
        require(by, Verb.COPY, study)
    except PermissionDenied as error:
        raise Refused("not_allowed", NOT_ALLOWED) from error
    attempt.report(0, 2)
    with attempt.finishing() as result:
        made = duplicate(study, by=by, **job.params)
        result.update(study=str(made.study.pk), slug=made.study.slug, left=made.left)
