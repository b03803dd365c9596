"""Large files: a worker reads them; nothing of them is lost, half-written or seen by others."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.urls import reverse

from ground import jobs
from ground.models import Job
from interviews.membership import change_role
from interviews.models import Interview, Upload
from interviews.readings import LARGE
from tests.factories import join, make_informant, make_study, owner_of
from tests.interviews.test_import_pages import answers

pytestmark = pytest.mark.django_db

TALK = b"<p>P: Apakah ada bantuan?<p>B1: Ada, masker.<p>P: Dari siapa?<p>B1: Dari kantor kami.<!--"
PADDING = "é".encode() * (LARGE // 2) + b"-->"  # two bytes a character: no text is longer than five million of them
LONG = TALK + PADDING
EMPTY = b"<p><!--" + PADDING
CELLS = b"<tr><td>Speaker<td>Text<tr><td>Apa?<td>Penanya<tr><td>Masker.<td>Bu A"
TABLE = b"<table>" + CELLS + b"</table><!--" + PADDING


@pytest.fixture
def study():
    study = make_study()
    make_informant(study, "B1", "BKB")
    return study


@pytest.fixture
def researcher(study, client):
    user = join(study, "researcher")
    client.force_login(user)
    return user


def page(study, name):
    return reverse(name, args=[study.slug])


def drop(client, study, **files):
    sent = [SimpleUploadedFile(f"{name}.html", data) for name, data in files.items()]
    return client.post(page(study, "import"), {"files": sent})


def send(client, study, data=LONG, **fields):
    file = SimpleUploadedFile("W9.html", data)
    return client.post(f"/api/v1/studies/{study.slug}/interviews/", {"file": file, **fields})


def waiting_names(client, study):
    return [each.upload.name for each in client.get(page(study, "import-voices")).context["files"]]


def test_a_large_file_is_read_by_a_worker_and_then_waits_until_it_is_said_who_speaks(client, study, researcher):
    reading, columns, voices = (page(study, f"import-{name}") for name in ("reading", "columns", "voices"))
    assert drop(client, study, W1=TALK, W2=LONG).url == reading
    assert (client.get(columns).url, client.get(voices).url) == (reading, reading)
    shown = client.get(reading).content.decode()
    assert "W2.html waits for its turn" in shown
    assert "No worker is running" in shown

    jobs.run(Job.objects.get().pk)

    assert client.get(reading).url == columns
    assert client.get(reading, headers={"HX-Request": "true"})["HX-Redirect"] == columns
    client.post(voices, answers(client, study))
    one, other = (each.transcript.text for each in Interview.objects.all())
    assert one == other
    assert not Upload.objects.exists()


def test_a_worker_that_dies_loses_no_file_for_the_next_one_reads_it(client, study, researcher):
    drop(client, study, W2=LONG)
    job = Job.objects.get()
    jobs.claim(job.pk)
    Job.objects.update(heartbeat_at=Now() - jobs.STALE * 2)

    jobs.sweep()
    jobs.run(job.pk)

    assert waiting_names(client, study) == ["W2.html"]


def test_a_large_file_that_cannot_be_read_is_refused_with_its_name_and_the_others_go_on(client, study, researcher):
    drop(client, study, W1=TALK, kosong=EMPTY)

    jobs.run(Job.objects.get().pk)
    shown = client.get(page(study, "import-voices"))

    [said] = [str(message) for message in shown.context["messages"]]
    assert said.startswith("kosong.html: ")
    assert said.count("kosong.html") == 1
    assert [each.upload.name for each in shown.context["files"]] == ["W1.html"]
    assert [upload.name for upload in Upload.objects.all()] == ["W1.html"]


def test_a_file_of_a_wrong_kind_is_refused_at_once(client, study, researcher):
    assert drop(client, study, W2=b"%PDF-1.7" + LONG).status_code == 422
    assert send(client, study, b"%PDF-1.7" + LONG).status_code == 400
    assert not Upload.objects.exists()


def test_a_file_given_up_while_it_waits_is_gone_and_its_job_with_it(client, study, researcher):
    drop(client, study, W2=LONG)
    upload, job = Upload.objects.get(), Job.objects.get()

    client.post(reverse("import-discard", args=[study.slug, upload.pk]))
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, Upload.objects.count(), default_storage.exists(upload.file.name)) == ("cancelled", 0, False)
    assert client.get(page(study, "import-voices")).url == page(study, "import")


def test_a_large_table_is_read_in_the_columns_that_are_told(client, study, researcher):
    drop(client, study, W2=TABLE)
    jobs.run(Job.objects.get().pk)
    [(_upload, form)] = client.get(page(study, "import-columns")).context["tables"]
    told = {form.add_prefix(name): value for name, value in {"words": 0, "speaker": 1, "has_headings": "on"}.items()}

    reading = client.post(page(study, "import-columns"), told).url

    assert "W2.html waits for its turn" in client.get(reading).content.decode()
    run_newest()
    assert client.get(reading).url == page(study, "import-voices")
    [file] = client.get(page(study, "import-voices")).context["files"]
    assert list(file.parsed.speakers) == ["Penanya", "Bu A"]
    drop(client, study, W3=TABLE)
    run_newest()
    [_file, like_it] = client.get(page(study, "import-voices")).context["files"]
    assert list(like_it.parsed.speakers) == ["Penanya", "Bu A"]


def test_a_large_table_that_cannot_be_read_as_told_stays_as_it_was_read_and_the_page_says_why(
    client, study, researcher
):
    drop(client, study, W2=TABLE.replace(b"<tr><td>", b"<tr><td><td>"))
    run_newest()
    [(_upload, form)] = client.get(page(study, "import-columns")).context["tables"]

    reading = client.post(page(study, "import-columns"), {form.add_prefix("words"): 0}).url
    run_newest()

    assert client.get(reading).url == page(study, "import-columns")
    [why] = client.get(page(study, "import-columns")).context["refused"]
    assert why.startswith("W2.html: ")
    assert waiting_names(client, study) == ["W2.html"]


def run_newest():
    jobs.run(Job.objects.latest("requested_at").pk)


def test_a_large_file_sent_by_a_program_becomes_one_interview_however_often_it_is_sent(client, study, researcher):
    fields = {"id": str(uuid.uuid4()), "code": "W9", "held_on": "2021-05-04", "voices": '{"B1": {"informant": "B1"}}'}

    answer, again = send(client, study, **fields), send(client, study, **fields)

    assert (answer.status_code, answer["Location"]) == (202, f"/api/v1/jobs/{answer.json()['id']}/")
    assert (again.status_code, again["Location"]) == (202, answer["Location"])
    assert client.get(page(study, "import-voices")).url == page(study, "import")
    jobs.run(answer.json()["id"])
    told = client.get(answer["Location"]).json()
    assert (told["state"], told["result"]) == ("done", {"interview": fields["id"]})
    jobs.run(send(client, study, **fields).json()["id"])
    interview = Interview.objects.get()
    assert (str(interview.pk), interview.code, str(interview.held_on)) == (fields["id"], "W9", "2021-05-04")
    assert interview.speakers.get(label="B1").informant.code == "B1"
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("data", "fields", "code"),
    [
        (EMPTY, {}, "unreadable"),
        (LONG, {"voices": '{"Bu A": {"kind": "other"}}'}, "unknown_voice"),
        (LONG, {"code": "W1"}, "interview_exists"),
    ],
)
def test_what_a_program_sent_and_cannot_be_saved_leaves_a_reason_and_nothing_else(
    client, study, researcher, data, fields, code
):
    drop(client, study, W1=TALK)
    client.post(page(study, "import-voices"), answers(client, study))

    jobs.run(send(client, study, data, **fields).json()["id"])

    job = Job.objects.get()
    assert (job.state, job.error_code, bool(job.error_detail)) == ("failed", code, True)
    assert (Interview.objects.count(), Upload.objects.count()) == (1, 0)


def test_what_was_sent_is_not_saved_once_a_role_forbids_it_and_is_for_nobody_else_to_see(client, study, researcher):
    answer = send(client, study)
    change_role(study.memberships.get(user=researcher), by=owner_of(study), role="observer")

    jobs.run(answer.json()["id"])

    assert client.get(answer["Location"]).json()["error_code"] == "refused"
    assert not Interview.objects.exists()
    client.force_login(join(study, "owner"))
    assert client.get(answer["Location"]).status_code == 404
