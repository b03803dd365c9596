"""What is discarded by itself: what was begun and never saved, after its time, and the files of what was erased."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.utils import timezone

from ground.jobs import SWEPT
from interviews.models import Correction, ErasedFile, Upload
from interviews.models.upload import UPLOADS

UPLOADS_KEPT_FOR = timedelta(days=1)
CORRECTIONS_KEPT_FOR = timedelta(days=30)


def sweep_uploads() -> int:
    """Discard what was dropped on a page and never saved, and files whose row was not stored. Returns how many."""
    forgotten = list(Upload.objects.filter(created_at__lt=Now() - UPLOADS_KEPT_FOR))
    for upload in forgotten:
        upload.discard()
    strays = _files_without_a_row()
    for name in strays:
        default_storage.delete(name)
    return len(forgotten) + len(strays)


def _files_without_a_row() -> list[str]:
    """Those of a day ago: the file comes first, and the database may have gone before the row did."""
    try:
        names = [f"{UPLOADS}/{name}" for name in default_storage.listdir(UPLOADS)[1]]
    except FileNotFoundError:
        return []
    known = set(Upload.objects.filter(file__in=names).values_list("file", flat=True))
    return [name for name in names if name not in known and _is_forgotten(name)]


def _is_forgotten(name: str) -> bool:
    """Whether the file is older than it is kept for; one that has gone meanwhile is not."""
    try:
        return default_storage.get_modified_time(name) < timezone.now() - UPLOADS_KEPT_FOR
    except FileNotFoundError:
        return False


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
