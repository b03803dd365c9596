"""A file in the place of a text: a small one is read at once, a large one by a worker, which leaves the draft."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.utils import translation

from coding.correcting import differing, draft, from_file, require_correcting
from ground.conflicts import words_of
from ground.jobs import Attempt, Refused, job_kind
from ground.models import Job
from interviews.models import Interview, Transcript, Upload
from interviews.readings import FILES, give_up, is_large, jobs_of, read_for_job, read_later, upload_of

KIND = "replacing"


def replace(of: Transcript, *, by, name: str, file: File) -> bool:
    """Draft the text of a file as the correction of `of`; one sent before and not read yet is given up.

    Returns whether the draft is there; a large file is read by a worker first. Raises as `from_file` does.
    """
    large, before = is_large(name, file), list(_sent(of.interview, by=by))
    if large:
        read_later(of.interview.study, by=by, name=name, file=file, kind=KIND, corrects=of)
    else:
        draft(of, from_file(of, name, file.read()), by=by, source_name=name)
    for upload in before:
        give_up(upload)
    return not large


def on_its_way(interview: Interview, *, by) -> tuple[Upload, Job] | None:
    """The large file that `by` has sent in the place of the text, with its job: open, or it says why it failed."""
    if (upload := _sent(interview, by=by).last()) is None:
        return None
    return upload, jobs_of([upload])[upload.pk]


@job_kind(KIND, counted=FILES)
def draft_sent(attempt: Attempt) -> None:
    """Leave the draft of what was sent."""
    upload = upload_of(attempt)
    of, by = upload.corrects, upload.by
    parsed = read_for_job(attempt, upload, None)
    try:
        with translation.override(by.language):
            require_correcting(of.interview, upload.study, by=by)
            parsed = differing(of, parsed)
    except (PermissionDenied, ValidationError) as refusal:
        raise Refused("refused", words_of(refusal)) from refusal
    with attempt.finishing():
        draft(of, parsed, by=by, source_name=upload.name)
        upload.use_up()


def _sent(interview: Interview, *, by):
    return Upload.objects.visible_to(by).filter(corrects__interview=interview).order_by("created_at")
