"""Large files are read by a worker; what is smaller is read while one waits.

The file is kept with the job that reads it: nothing is lost when a worker dies, for the job is done anew. What was
dropped on the page then waits, read, until it is said who speaks in it; `interviews.sending` has what programs send.
"""

import uuid
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ground.jobs import Attempt, Refused, cancel, job_kind, request_job
from ground.models import Job
from ground.waiting import Family, TooMuch
from interviews.importing import Columns, Parsed, Unreadable, reader_of
from interviews.importing.cage import parsed_as_told
from interviews.importing.caged import as_told
from interviews.importing.parsed import MAX_BYTES, Message
from interviews.models import Study, Transcript, Upload
from interviews.tabulating import read_for, remember

LARGE = 5_000_000  # bytes: what is larger is read by a worker
KIND = "reading"
STEPS = 2
# More than of other work: all interviews of a study are dropped in one go.
FILES = Family(gettext_noop("large file"), 30)
UNREADABLE = "unreadable"
GONE = gettext_noop("The file is not here any more: it was discarded, or waited for a day. Send it again.")


def keep(study: Study, *, by, name: str, file: File, **told) -> Upload:
    """Keep a file on its way in, with what is told about it: fields of Upload. File and row, or neither."""
    upload = Upload(study=study, by=by, name=name, size=file.size, **told)
    upload.file.save(name, file, save=False)
    try:
        upload.save(force_insert=True)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def is_large(name: str, file: File) -> bool:
    """Whether a worker reads it. Raises Unreadable for one larger than any interview."""
    if file.size > MAX_BYTES:
        raise Unreadable(
            name,
            None,
            Message(gettext_noop("it is larger than %(limit)d MB"), {"limit": MAX_BYTES // 1_000_000}),
            Message(gettext_noop("import it in parts")),
        )
    return file.size > LARGE


def read_later(
    study: Study, *, by, name: str, file: File, kind: str = KIND, corrects: Transcript | None = None
) -> Upload:
    """Keep a large file that was dropped on a page, and have it read. Raises Unreadable for a wrong kind of file."""
    reader_of(name, file.read())
    file.seek(0)
    with transaction.atomic():
        upload = keep(study, by=by, name=name, file=file, corrects=corrects)
        request_reading(kind, upload.pk, upload)
    return upload


def read_so_later(upload: Upload, columns: Columns) -> Job:
    """Have a large table that was read be read in these columns; until then, and if it cannot be, it stays as it is."""
    return _request(KIND, upload.pk, upload, str(list(columns)), columns=list(columns))


def request_reading(kind: str, subject: uuid.UUID, upload: Upload, digest: str = "") -> Job:
    """The job that reads a file that was just kept. Raises TooMuch, and then the file is not kept any more."""
    try:
        return _request(kind, subject, upload, digest)
    except TooMuch:
        upload.discard()
        raise


def _request(kind: str, subject: uuid.UUID, upload: Upload, digest: str, **params) -> Job:
    """Of no study: what somebody's file is called, and why it cannot be read, is for nobody else."""
    asked = params | {"upload": str(upload.pk)}
    return request_job(kind, subject, by=upload.by, input_hash=digest, params=asked)


def being_read(study: Study, *, by) -> list[tuple[Upload, Job]]:
    """What `by` has dropped and a worker has not read yet, with the job that does."""
    dropped = Upload.objects.dropped_by(by, study).defer("reading")
    jobs = jobs_of(dropped)
    return [(upload, jobs[upload.pk]) for upload in dropped if upload.pk in jobs and jobs[upload.pk].is_open]


def not_read_so(study: Study, *, by) -> list[str]:
    """Why large tables that `by` has dropped cannot be read in the columns that were told last."""
    read = Upload.objects.dropped_by(by, study).filter(reading__isnull=False).defer("reading")
    return [_(job.error_detail) for job in jobs_of(read).values() if job.state == Job.State.FAILED]


def give_up(upload: Upload) -> None:
    """Discard a file on its way in, also while it is being read."""
    for job in jobs_of([upload]).values():
        cancel(job)
    upload.discard()


def read_of(study: Study, upload: Upload) -> Parsed:
    """What is in a file that was dropped: as a worker read it, else read now.

    Raises Unreadable, and Refused, naming the file, where a worker could not read it.
    """
    if upload.reading:
        return parsed_as_told(upload.reading["text"], upload.reading)
    if (job := jobs_of([upload]).get(upload.pk)) and job.state == Job.State.FAILED:
        raise Refused(job.error_code, why_not(upload, job))
    return read_for(study, upload.name, upload.read(), upload.told)


def why_not(upload: Upload, job: Job) -> str:
    """Why the job could not do what it should with the file, by its name."""
    said = _(job.error_detail)
    return said if job.error_code == UNREADABLE else f"{upload.name}: {said}"


def upload_of(attempt: Attempt) -> Upload:
    """The file that a job is about. Raises Refused where it is not there any more, or out of its owner's reach."""
    found = Upload.objects.visible_to(attempt.job.requested_by).select_related("study", "by")
    if (upload := found.filter(pk=attempt.job.params["upload"]).first()) is None:
        raise Refused("gone", GONE)
    return upload


def read_for_job(attempt: Attempt, upload: Upload, columns: Columns | None) -> Parsed:
    """As `read_for`, with progress. Raises Refused in the language of whoever asked."""
    attempt.report(0, STEPS)
    try:
        parsed = read_for(upload.study, upload.name, upload.read(), columns)
    except Unreadable as error:
        with translation.override(upload.by.language):
            raise Refused(UNREADABLE, error.sentence(_)) from error
    except OSError as error:
        raise Refused("gone", GONE) from error
    attempt.report(1, STEPS)
    return parsed


@job_kind(KIND, counted=FILES)
def read_dropped(attempt: Attempt) -> None:
    """Keep with the file what is in it; of a table as its columns were told, which the next like it is read by too."""
    upload, told = upload_of(attempt), attempt.job.params.get("columns")
    columns = Columns(*told) if told else None
    parsed = read_for_job(attempt, upload, columns)
    with attempt.finishing():
        read = as_told(parsed) | {"text": parsed.text}
        Upload.objects.filter(pk=upload.pk).update(reading=read, columns=told)
        if columns and parsed.table:
            remember(upload.study, parsed.table, columns)


def jobs_of(uploads: Iterable[Upload]) -> dict[uuid.UUID, Job]:
    """By upload that was dropped the newest job that reads it."""
    jobs = Job.objects.filter(subject__in=[upload.pk for upload in uploads])
    return {job.subject: job for job in jobs.order_by("requested_at")}
