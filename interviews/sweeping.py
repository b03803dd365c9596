"""What was begun and never saved holds the words of an interview: it is discarded after its time."""

from datetime import timedelta

from django.db.models.functions import Now

from ground.jobs import SWEPT
from interviews.models import Correction, Upload

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


SWEPT.update(uploads=sweep_uploads, corrections=sweep_corrections)
