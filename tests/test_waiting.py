"""Whoever asks for more work than one person may have open is told so at every door, and nothing is stored."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ground.jobs import request_job
from ground.models import Job
from ground.waiting import ASK_AGAIN, COUNTED
from interviews.models import Upload
from interviews.readings import FILES, LARGE
from reports import duplicating, intervals, summaries
from reports.book import making
from tests.factories import make_study, owner_of

pytestmark = pytest.mark.django_db

LONG = b"<p>P: Apa?<p>B1: Masker.<!--" + b" " * LARGE + b"-->"


@pytest.fixture
def study(client):
    study = make_study()
    client.force_login(owner_of(study))
    client.cookies["coprod_language"] = "en"
    return study


def fill(study, kind) -> None:
    """As many open jobs of this kind as its owner may have."""
    for _each in range(COUNTED[kind].most):
        request_job(kind, uuid.uuid4(), by=owner_of(study), study_id=study.pk)


@pytest.mark.parametrize(
    ("kind", "path", "body"),
    [
        (summaries.KIND, "summaries/", {"basis": "working"}),
        (making.KIND, "reports/", {"format": "html"}),
        (duplicating.KIND, "duplicates/", {"title": "Salinan", "extent": "codebook"}),
    ],
)
def test_a_program_is_answered_429_and_when_to_ask_again(client, study, kind, path, body):
    fill(study, kind)

    answer = client.post(f"/api/v1/studies/{study.slug}/{path}", body, "application/json")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(ASK_AGAIN))
    assert (answer.headers["Content-Type"], answer.json()["code"]) == ("application/problem+json", "too_much")
    assert f"Not done yet: 3 × {COUNTED[kind].called} (Waiting)" in answer.json()["detail"]
    assert Job.objects.count() == 3


def test_what_failed_is_not_tried_again_beyond_the_limit_either(client, study):
    failed = request_job(intervals.KIND, study.pk, by=owner_of(study), study_id=study.pk)
    Job.objects.update(state=Job.State.FAILED)
    fill(study, intervals.KIND)

    answer = client.post(reverse("api-job-retry", args=[failed.pk]), {}, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (429, "too_much")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Not done yet: 3 × summary (Waiting). Ask again in 15 seconds.", "Go back, wait until one of these")),
        ("id", ("Belum selesai: 3 × ringkasan (Menunggu). Minta lagi 15 detik lagi.", "Kembali, tunggu sampai salah")),
    ],
)
def test_a_page_says_what_is_not_done_yet_and_when_to_ask_again(client, study, language, said):
    fill(study, summaries.KIND)
    client.cookies["coprod_language"] = language

    answer = client.post(reverse("summary-build", args=[study.slug]), {"basis": "working"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(ASK_AGAIN))
    assert [words for words in said if words not in answer.content.decode()] == []


def test_a_large_file_too_many_is_refused_by_its_name_and_not_kept(client, study):
    for number in range(FILES.most):
        request_job("reading", uuid.UUID(int=number), by=owner_of(study))
    before = default_storage.listdir("uploads")[1] if default_storage.exists("uploads") else []

    page = client.post(reverse("import", args=[study.slug]), {"files": [SimpleUploadedFile("W8.html", LONG)]})
    sent = client.post(
        f"/api/v1/studies/{study.slug}/interviews/", {"file": SimpleUploadedFile("W9.html", LONG), "code": "W9"}
    )

    assert (page.status_code, sent.status_code) == (422, 429)
    assert "W8.html: This is more than one person can ask for at once." in page.content.decode()
    assert Upload.objects.count() == 0
    assert (default_storage.listdir("uploads")[1] if default_storage.exists("uploads") else []) == before
