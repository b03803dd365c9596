"""A corpus of hostile files, uploaded one by one: refused with a sentence, nothing kept, the server as before."""

import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ground.jobs import run
from ground.models import Job
from interviews.models import Interview, Upload
from tests.factories import join, make_study
from tests.interviews.importing.hostile import HARMLESS, LATER, hostile_files

pytestmark = pytest.mark.django_db

GROWTH = 300_000  # kilobytes; the largest file alone is 50 MB, held by the test, its request and its parser
FINE = b"P: Apakah ada bantuan?\nB1: Ada, masker.\n"


@pytest.fixture
def upload(client):
    study = make_study()
    client.force_login(join(study, "researcher"))
    address = reverse("import", args=[study.slug])
    return lambda name, data: client.post(address, {"files": [SimpleUploadedFile(name, data)]})


def refused_by_the_worker() -> dict[str, bool]:
    """Of each file that a worker had to read, whether its job has ended with a sentence that names it."""
    names = {str(upload.pk): upload.name for upload in Upload.objects.all()}
    for job in Job.objects.all():
        run(job.pk)
    jobs = Job.objects.all()
    return {(name := names[job.params["upload"]]): job.state == "failed" and name in job.error_detail for job in jobs}


def test_no_hostile_file_gets_in_or_does_harm(upload):
    upload("a.txt", FINE)
    Upload.objects.all().delete()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answers = {}

    for name, data in hostile_files():
        answer = upload(name, data)
        answers[name] = answer.status_code, f"{name}" in answer.content.decode()

    assert len(answers) >= 60
    assert {name for name, got in answers.items() if got != (422, True)} == HARMLESS | LATER
    assert {answers[name][0] for name in HARMLESS} == {302}
    assert refused_by_the_worker() == dict.fromkeys(LATER, True)
    assert set(Upload.objects.values_list("name", flat=True)) == HARMLESS | LATER
    assert not Interview.objects.exists()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH
    assert upload("a.txt", FINE).status_code == 302


def test_what_nobody_sees_does_not_come_in_with_a_files_name(upload):
    upload("w\u200b1\u202e.txt", FINE)

    assert Upload.objects.get().name == "w1.txt"
