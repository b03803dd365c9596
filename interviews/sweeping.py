"""What is discarded by itself: what was begun and never saved, after its time, and the files of what was erased."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models.functions import Now

from ground.jobs import SWEPT
from interviews.models import Correction, ErasedFile, Upload

UPLOADS_KEPT_FOR = timedelta(days=1)
CORRECTIONS_KEPT_FOR = timedelta(days=30)


def sweep_uploads() -> int:
    """Discard what was dropped on a page and never saved. Returns how many."""
    forgotten = list(Upload.objects.filter(created_at__lt=Now() - UPLOADS_KEPT_FOR))
    for upload in forgotten:
        upload.discard()
    return len(forgotten)


def sweep_corrections() -> int:
    """Discard corrections that nobody went on with, whichever version they are of. Returns how many."""
    forgotten = Correction.objects.filter(changed_at__lt=Now() - CORRECTIONS_KEPT_FOR)
    return forgotten.delete()[0]


def sweep_files() -> int:
    """Delete the files that an erasure listed; one that is gone already is no error. Returns how many."""
    listed = list(ErasedFile.objects.all())
    for each in listed:
        default_storage.delete(each.name)
        each.delete()
    return len(listed)


SWEPT.update(uploads=sweep_uploads, corrections=sweep_corrections, files=sweep_files)
