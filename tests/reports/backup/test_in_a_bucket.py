"""Everything that is stored as a file, on a store that speaks S3: asked through Django's storage API alone."""

import sys
from importlib import import_module
from subprocess import Popen
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from coprod.doctor import examine
from ground.jobs import run
from ground.launcher.processes import wait_until
from interviews.models import Recording
from reports.book.making import request_report
from tests.addresses import signed_in
from tests.factories import make_interview, make_recording, make_study, owner_of, sound
from tests.served import free_port

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = {"aws_access_key_id": "kunci", "aws_secret_access_key": "rahasia", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A server of its own that speaks S3."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    said = tmp_path_factory.mktemp("store") / "said.txt"
    with said.open("w") as output:
        server = Popen([sys.executable, "-m", "moto.server", "--port", str(port)], stdout=output, stderr=output)
    try:
        assert wait_until(lambda: _answers(address), 60), said.read_text()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(address):
    try:
        return urlopen(f"{address}/moto-api/", timeout=5).status == 200
    except OSError:
        return False


@pytest.fixture
def bucket(store, settings):
    """Files go there for as long as the test runs."""
    boto3 = import_module("boto3")  # only here: every process reads this file, and to import it takes long
    bucket = boto3.resource("s3", endpoint_url=store, **KEYS).create_bucket(Bucket="coprod")
    given = {"bucket_name": "coprod", "endpoint_url": store, "access_key": "kunci", "secret_key": "rahasia"}
    options = {**settings.IN_A_BUCKET["OPTIONS"], **given, "region_name": "us-east-1"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.IN_A_BUCKET, "OPTIONS": options}}
    yield bucket
    bucket.objects.all().delete()


def names(bucket):
    return {each.key for each in bucket.objects.all()}


def test_a_recording_is_kept_there_and_played_by_parts(bucket):
    study = make_study()
    recording = make_recording(make_interview(study, code="W1"), sound(2))
    client = signed_in(owner_of(study))

    address = reverse("api-recording-content", args=[study.slug, recording.pk])
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=10-19"})

    assert names(bucket) == {recording.file.name}
    assert b"".join(whole) == sound(2)
    assert (part.status_code, b"".join(part)) == (206, sound(2)[10:20])


def test_a_report_is_made_and_given_out_from_there(bucket):
    study = make_study()
    job = request_report(study, "html", by=owner_of(study))

    run(job.pk)
    answer = signed_in(owner_of(study)).get(f"/studies/{study.slug}/report/{job.pk}/file/")

    assert any(name.startswith("reports/") for name in names(bucket))
    assert answer.status_code == 200


def test_a_backup_takes_the_files_along_and_a_restore_puts_them_back(bucket, tmp_path):
    recording = make_recording(make_interview(make_study(), code="W1"), sound(1))
    call_command("backup", str(tmp_path / "all.backup"))
    default_storage.delete(recording.file.name)
    default_storage.save("recordings/late", ContentFile(b"late"))

    call_command("restore", str(tmp_path / "all.backup"), replace=True)

    with Recording.objects.get().file.open() as file:
        assert file.read() == sound(1)


def test_doctor_stores_a_file_there_and_takes_it_away(bucket):
    (found,) = (each for each in examine() if each.about == "Files")

    assert found.state == "ok"
    assert names(bucket) == set()
