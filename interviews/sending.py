"""A large file that a program sends: a worker reads it and saves it in the transaction that ends its job."""

import hashlib
import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import translation

from ground.conflicts import Conflict, words_of
from ground.jobs import Attempt, Refused, job_kind
from ground.models import Job
from interviews.importing import Columns, reader_of
from interviews.models import Interview, Study, Upload
from interviews.permissions import Verb, require
from interviews.readings import FILES, keep, read_for_job, request_reading, upload_of
from interviews.repeats import import_once
from interviews.transcripts import Voice, unheard

KIND = "import"


def import_later(
    study: Study,
    *,
    by,
    name: str,
    data: bytes,
    voices: dict[str, Voice] | None = None,
    columns: Columns | None = None,
    **fields,
) -> Job:
    """The job that reads a large file and saves it as `import_once` does; its result names the interview.

    The same, sent while it is open, is the same job; sent again later under the same id, it finds the interview.
    Raises Unreadable for a wrong kind of file.
    """
    reader_of(name, data)
    told = {label: [voice.kind, voice.informant and voice.informant.pk] for label, voice in (voices or {}).items()}
    sent = {"fields": fields, "voices": told, "columns": columns}
    said = json.dumps([study.pk, by.pk, name, sent], sort_keys=True, cls=DjangoJSONEncoder)
    with transaction.atomic():
        upload = keep(study, by=by, name=name, file=ContentFile(data), sent=sent)
        digest = hashlib.sha256(said.encode() + data).hexdigest()
        job = request_reading(KIND, fields.get("id") or upload.pk, upload, digest)
        if job.params["upload"] != str(upload.pk):
            upload.discard()
    return job


@job_kind(KIND, counted=FILES)
def save_sent(attempt: Attempt) -> None:
    """Save what was sent, or say why not; trying that again would not help, so its words are not kept for it."""
    upload = upload_of(attempt)
    try:
        with translation.override(upload.by.language):
            _save(attempt, upload)
    except Refused:
        upload.discard()
        raise


def _save(attempt: Attempt, upload: Upload) -> None:
    columns = upload.sent["columns"]
    parsed = read_for_job(attempt, upload, columns and Columns(*columns))
    voices = _voices(upload)
    for sentences in unheard(parsed, voices, upload.name).values():
        raise Refused("unknown_voice", sentences[0])
    fields = {name: Interview._meta.get_field(name).to_python(value) for name, value in upload.sent["fields"].items()}
    fields |= {"by": upload.by, "parsed": parsed, "source_name": upload.name, "voices": voices}
    try:
        with attempt.finishing() as made:
            require(upload.by, Verb.IMPORT, upload.study)
            made["interview"] = str(import_once(upload.study, **fields)[0].pk)
            upload.use_up()
    except (Conflict, PermissionDenied, ValidationError) as refusal:
        raise Refused(getattr(refusal, "code", None) or "refused", words_of(refusal)) from refusal


def _voices(upload: Upload) -> dict[str, Voice]:
    known = {str(informant.pk): informant for informant in upload.study.informants.all()}
    return {label: Voice(kind, known.get(informant)) for label, (kind, informant) in upload.sent["voices"].items()}
