"""Hostile files, uploaded to the house one by one: those of the tests, and the same list of what is harmless."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from bench.house import headers_of
from bench.load import Connection
from ground.launcher.processes import wait_until
from ground.models import Job
from interviews.models import Interview, Study, Upload
from proof.house import House, children_of
from proof.trial import Trial
from tests.factories import make_study, make_user
from tests.interviews.importing.hostile import HARMLESS, LATER, hostile_files

READ = 120  # seconds a worker has for what is too large for a page
REFUSED, TAKEN = 422, 302
FINE = b"P: Apakah ada bantuan?\nB1: Ada, masker.\n"


def send(house: House, *, seed: int) -> Trial:
    """Every file of the corpus; then one that is in order, to see that the house still reads."""
    begun = time.monotonic()
    study = make_study(make_user(f"pengunggah-{seed}"), slug=f"berkas-{seed}")
    owner = study.memberships.get().user
    workers = serving(house)
    answers = {name: upload(house, study, owner, name, data) for name, data in hostile_files()}
    later = read_later(study)
    through = {
        name
        for name, (status, named) in answers.items()
        if name not in HARMLESS and not (later.get(name, False) if name in LATER else status == REFUSED and named)
    }
    none = {
        "through": len(through),
        "interviews": Interview.objects.filter(study=study).count(),
        "strays": len(set(Upload.objects.filter(study=study).values_list("name", flat=True)) - HARMLESS - LATER),
        "server_errors": sum(status >= 500 or status == 0 for status, _named in answers.values()),
        "workers_fallen": len(set(workers) - set(serving(house))),
        "fine_refused": int(upload(house, study, owner, "a.txt", FINE)[0] != TAKEN),
    }
    told = {
        "refused_at_the_door": sum(status == REFUSED for status, _named in answers.values()),
        "refused_by_a_worker": sum(later.values()),
        "harmless": sorted(HARMLESS),
        "names_through": sorted(through),
        "seconds": round(time.monotonic() - begun),
    }
    return Trial("files", {"files": len(answers)}, none, told)


def serving(house: House) -> list[int]:
    """The process ids of the web workers."""
    return children_of(house.pids("web process")[0])


def upload(house: House, study: Study, owner, name: str, data: bytes) -> tuple[int, bool]:
    """Status of the answer, and whether it names the file; 0 where there was no answer."""
    body = encode_multipart(BOUNDARY, {"files": [SimpleUploadedFile(name, data)]})
    try:
        connection = Connection(house.port, headers_of(owner))
        status, page = connection.ask("POST", reverse("import", args=[study.slug]), body, MULTIPART_CONTENT)
    except (OSError, ValueError, IndexError):
        return 0, False
    return status, name.encode() in page


def read_later(study: Study) -> dict[str, bool]:
    """Of each file that a worker had to read, whether its job has ended with a sentence that names it."""
    names = {str(upload.pk): upload.name for upload in Upload.objects.filter(study=study)}
    jobs = Job.objects.filter(params__upload__in=list(names))
    wait_until(lambda: not jobs.filter(state__in=Job.OPEN).exists(), READ)
    return {
        (name := names[job.params["upload"]]): job.state == Job.State.FAILED and name in job.error_detail
        for job in jobs
    }
