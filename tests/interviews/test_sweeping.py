"""What was begun and never saved holds people's words: the sweeper discards it after its time."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.utils import timezone

from ground import jobs
from interviews.models import Correction, Upload
from interviews.sweeping import CORRECTIONS_KEPT_FOR, UPLOADS_KEPT_FOR
from interviews.uploads import take
from tests.factories import make_interview, make_study, owner_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("over", "left"), [(-MINUTE, 1), (MINUTE, 0)])
def test_a_file_that_nobody_saved_goes_with_its_words(over, left):
    study = make_study()
    upload, _parsed = take(study, by=owner_of(study), name="a.txt", file=ContentFile(b"P: Halo\nI: Ya"))
    Upload.objects.update(created_at=Now() - UPLOADS_KEPT_FOR - over)

    assert jobs.sweep()["uploads"] == 1 - left
    assert Upload.objects.count() == left
    assert default_storage.exists(upload.file.name) == bool(left)


@pytest.mark.parametrize(("over", "left"), [(-MINUTE, True), (MINUTE, False)])
def test_a_file_whose_row_was_never_stored_goes_too(over, left):
    name = default_storage.save("uploads/stray", ContentFile(b"P: Halo"))
    then = (timezone.now() - UPLOADS_KEPT_FOR - over).timestamp()
    os.utime(default_storage.path(name), (then, then))

    assert jobs.sweep()["uploads"] == int(not left)
    assert default_storage.exists(name) == left


@pytest.mark.parametrize(("over", "left"), [(-MINUTE, 1), (MINUTE, 0)])
def test_a_correction_that_nobody_went_on_with_goes_also_of_an_older_version(over, left):
    study = make_study()
    of = make_interview(study).transcript
    kept = {"text": "P: Rahasia", "turns": [], "source_name": "a.txt", "source_format": "txt"}
    Correction.objects.create(transcript=of, by=owner_of(study), **kept)
    Correction.objects.update(changed_at=Now() - CORRECTIONS_KEPT_FOR - over)

    assert jobs.sweep()["corrections"] == 1 - left
    assert Correction.objects.count() == left
