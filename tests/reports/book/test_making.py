"""Reports: chosen, made by a worker, fetched by whoever asked, and given out no longer than they are true."""

import csv
import json
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from coding.archiving import archive
from coding.phases import open_phase
from ground import jobs
from ground.acts import act
from ground.models import Act, Job
from interviews.models import Informant, Role
from reports.book.composing import compose
from reports.book.making import request_report, sweep_reports, written
from reports.book.parts import PARTS
from reports.book.plan import Plan, changed, plan_of
from reports.citing import fault_of
from reports.exchange.tables.contents import TABLES
from reports.framework.places import Place
from reports.framework.writing import add_cell
from tests.factories import join

pytestmark = pytest.mark.django_db
WORDS = "We gave masks."


@pytest.fixture
def study(field):
    field.coding("W-B1", WORDS, "MAT", "BKB")
    field.link("W-G", "We came.", "BKB", "ITM", "RPT")
    return field.study


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client, study, format="html", **choices):
    sent = {"part": ["matrix", "dimensions", "transcripts"], "language": "en", "basis": "official", "quotes": 1}
    sent |= {"citation": "({informant}, {interview}, {lines})", "format": format}
    return client.post(reverse("report", args=[study.slug]), sent | choices)


def test_what_was_chosen_is_remembered_made_and_fetched(field, study):
    client = signed_in(field.owner)
    assert ask(client, study, **{"place-transcripts": "1", "place-matrix": "2"}).status_code == 302
    assert plan_of(study) == Plan(("transcripts", "matrix", "dimensions"), "en", "official", 1)
    job = Job.objects.get(kind="report")
    assert 'role="status"' in client.get(reverse("report", args=[study.slug])).content.decode()

    jobs.run(job.pk)

    address = reverse("report-file", args=[study.slug, job.pk])
    page = client.get(reverse("report", args=[study.slug])).content.decode()
    assert address in page
    assert 'name="format" value="html"' in page  # what is chosen otherwise afterwards is made anew
    answer = client.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="{study.slug}.html"'
    assert f"“{WORDS}” <cite>" in answer.content.decode()
    job.refresh_from_db()
    assert (job.progress_total, job.result["bytes"]) == (4, len(answer.content))
    assert request_report(study, "html", by=field.owner) == job


def test_from_an_archive_a_report_is_made_as_it_is_asked_for_and_the_study_remembers_nothing_of_it(field, study):
    client, before = signed_in(field.owner), plan_of(study)
    archive(study, by=field.owner)
    acts = Act.objects.filter(study_id=study.pk).count()

    assert ask(client, study, language="en", part=["matrix"]).status_code == 302
    job = Job.objects.get(kind="report")
    jobs.run(job.pk)

    page = client.get(reverse("report", args=[study.slug]))
    assert reverse("report-file", args=[study.slug, job.pk]) in page.content.decode()
    assert page.context["form"].parts == ["matrix"]
    assert client.get(reverse("report-file", args=[study.slug, job.pk])).status_code == 200
    assert (plan_of(study), Act.objects.filter(study_id=study.pk).count()) == (before, acts)


def test_a_report_that_is_being_made_from_an_archive_can_be_cancelled(field, study):
    archive(study, by=field.owner)
    job = request_report(study, "html", by=field.owner)

    signed_in(field.owner).post(reverse("report-job-cancel", args=[study.slug, job.pk]))

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_file_is_for_who_asked_and_until_anything_is_done_in_the_study(field, study):
    job = request_report(study, "docx", by=field.owner)
    jobs.run(job.pk)
    address = reverse("report-file", args=[study.slug, job.pk])
    other, observer = (signed_in(join(study, role)) for role in (Role.OWNER, Role.OBSERVER))
    assert observer.get(address).status_code == 403
    assert other.get(address).status_code == 404
    with field.writing():
        Informant.objects.filter(study=study, code="B1").update(consent="withdrawn")

    assert signed_in(field.owner).get(address)["Location"] == reverse("report", args=[study.slug])


def test_whoever_withdrew_consent_is_in_no_part_of_any_format(field, study):
    with act(field.owner, "informant.change", study):
        Informant.objects.filter(study=study, code="B1").update(consent="withdrawn")

    document = compose(study, changed(Plan(), {"parts": list(PARTS), "language": "en"}), by=field.owner)

    page = written(document, "html").decode()
    assert "gave masks" not in page
    assert "[consent withdrawn]" in page
    assert "We came." in page


def test_the_cells_that_somebody_wrote_stand_beside_the_counts(field, study):
    place = Place(field.informants["B1"], study.dimensions.get(code="MAT"))
    add_cell(study, by=field.owner, place=place, text="Masks, and no more than once.")

    document = compose(study, changed(Plan(), {"parts": ["chart"], "language": "en"}), by=field.owner)

    assert [grid.table.name for grid in document.grids()] == ["chart", "framework"]
    assert "Masks, and no more than once." in written(document, "html").decode()


def test_a_label_that_may_name_a_person_is_not_in_the_report(field, study):
    field.interview("W-N", ("Ibu Sari", "I only listened."), ("B2", "So I heard."))

    page = written(compose(study, Plan(language="en"), by=field.owner), "html").decode()

    assert "I only listened." in page
    assert "Sari" not in page


def test_who_became_blind_before_the_worker_came_gets_no_report(field, study):
    coders = [field.owner, join(study, Role.RESEARCHER)]
    job = request_report(study, "html", by=field.owner)
    open_phase(study, by=field.owner, coders=coders, interviews=list(study.interviews.filter(code="W-G")))

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "not_allowed")
    assert signed_in(field.owner).get(reverse("report", args=[study.slug])).status_code == 403


def test_files_are_swept_after_a_day_and_when_no_job_stands_for_them(field, study):
    job = request_report(study, "html", by=field.owner)
    jobs.run(job.pk)
    default_storage.delete("reports/left-over")
    with default_storage.open("reports/left-over", "wb") as file:
        file.write(b"x")

    assert sweep_reports() == 1
    assert default_storage.exists(f"reports/{job.pk}")
    Job.objects.filter(pk=job.pk).update(finished_at="2020-01-01T00:00Z")
    assert sweep_reports() == 1
    assert not default_storage.exists(f"reports/{job.pk}")


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("({informant}, {interview}, {lines})", None),
        ("{informant}/{first}-{last}", None),
        ("({name}, {lines})", "“name”"),
        ("{informant.__class__} {lines}", "“informant.__class__”"),
        ("{lines!r}", "“r”"),
        ("{lines:>9999999}", "“>9999999”"),
        ("({informant}, {interview})", "on which lines"),
        ("{lines", "brace"),
        ("{lines}\n", "one line"),
        ("{0} {lines}", "“0”"),
    ],
)
def test_a_pattern_of_citations_names_what_is_known_and_says_on_which_lines(pattern, told):
    fault = fault_of(pattern)

    assert fault is None if told is None else told in fault


def test_a_choice_that_cannot_be_stands_at_its_field_and_is_not_remembered(field, study):
    answer = ask(signed_in(field.owner), study, citation="({nobody})")

    assert answer.status_code == 422
    assert "nobody" in answer.content.decode()
    assert plan_of(study).citation == Plan().citation
    assert not Job.objects.filter(kind="report").exists()


def test_a_program_asks_for_a_report_and_fetches_it(field, study):
    client, address = signed_in(field.owner), f"/api/v1/studies/{study.slug}/reports/"
    sent = {"format": "html", "parts": ["dimensions"], "language": "en", "citation": "[{interview}:{first}]"}
    asked = client.post(address, sent, content_type="application/json")
    assert (asked.status_code, asked.json()["status"], asked.json()["file"]) == (202, "queued", None)
    jobs.run(asked.json()["id"])

    done = client.get(asked["Location"]).json()

    assert (done["status"], done["parts"], done["quotes"]) == ("done", ["dimensions"], 2)
    file = client.get(done["file"])
    assert (file.status_code, len(file.content)) == (200, done["bytes"])
    assert f"“{WORDS}” <cite>[W-B1:2]</cite>" in file.content.decode()
    assert plan_of(study) == Plan()  # what one program asked for is not what the study remembers
    assert [row["id"] for row in client.get(address).json()["results"]] == [done["id"]]
    refused = client.post(address, sent | {"citation": "{me}"}, content_type="application/json")
    assert (refused.status_code, "me" in refused.content.decode()) == (400, True)
    with field.writing():
        Informant.objects.filter(study=study, code="B1").update(consent="withdrawn")
    assert client.get(done["file"]).json()["code"] == "not_there"


def test_a_summary_is_a_file_in_every_format(field, study, built):
    summary = built(field)
    client, address = signed_in(field.owner), f"/api/v1/studies/{study.slug}/summaries/{summary.pk}/export/"

    files = {format: client.get(address, {"format": format}) for format in ("csv", "xlsx", "docx", "pdf", "html")}

    assert {answer.status_code for answer in files.values()} == {200}
    begins = {"csv": b"target,", "xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype"}
    assert [format for format, start in begins.items() if not files[format].content.startswith(start)] == []
    rows = list(csv.DictReader(StringIO(files["csv"].content.decode())))
    assert {row["target"]: row["level"] for row in rows}["verdict"] == json.loads(summary.result)["verdict"]
    assert len(rows) == 12 + 3 + 1


def test_the_command_writes_the_report_and_a_zip_of_the_tables(field, study, tmp_path):
    for format in ("docx", "html", "xlsx", "csv"):
        call_command("export_study", study.slug, "--format", format, "--output", tmp_path / format, stdout=StringIO())

    assert WORDS in (tmp_path / "html").read_text()
    with ZipFile(tmp_path / "csv") as tables:
        assert tables.namelist() == [f"{name}.csv" for name in TABLES]
        assert WORDS.encode() in tables.read("codings.csv")
