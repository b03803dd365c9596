"""Where the clock of a web server is days from that of the database, nothing changes its order or is swept early."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from coding.models import Coding, Memo
from ground import jobs
from ground.models import Job
from interviews.models import Upload
from interviews.uploads import take
from tests.asking import Api
from tests.factories import make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db
RIGHT = timezone.now
SPOKEN = (("P", "Siapa yang menyumbang?"), ("T1", "Kami menyumbang masker, juga warga."))


@pytest.fixture
def study():
    study = make_study(slug="studi")
    make_informant(study)
    return study


@pytest.fixture
def set_clock(monkeypatch):
    """A function that sets the clock of this web server so many days off."""

    def set_to(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: RIGHT() + timedelta(days=days))

    return set_to


@pytest.mark.parametrize("days", [-3, 3])
def test_who_signs_in_there_stays_signed_in(study, set_clock, days):
    set_clock(days)
    browser = Client()
    browser.force_login(owner_of(study))

    assert browser.get("/studies/").status_code == 200


@pytest.mark.parametrize("days", [-3, 3])
def test_what_is_dropped_and_asked_for_there_is_not_swept_early(study, set_clock, days):
    set_clock(days)
    take(study, by=owner_of(study), name="a.txt", file=ContentFile(b"P: Halo\nI: Ya"))

    assert jobs.sweep()["uploads"] == 0
    assert Upload.objects.count() == 1


def test_what_is_done_while_it_jumps_forth_and_back_keeps_its_order_and_the_last_act_is_undone(study, set_clock):
    api, transcript = Api(owner_of(study), study), make_interview(study, SPOKEN).transcript
    code = str(study.codes.get(key="MAT").pk)
    made = []
    for days, word in ((3, "masker"), (-3, "menyumbang masker"), (0, "warga")):
        set_clock(days)
        place = {"transcript": str(transcript.pk), **span_of(transcript, word)}
        api("post", "memos/", {"text": word})
        made.append(api("post", "codings/", place | {"code": code}).json())

    undone = api("post", f"acts/{api('get', 'acts/next/').json()['undo']['id']}/undo/", {})

    assert undone.status_code == 201
    live = Coding.objects.filter(trashed_at__isnull=True).order_by("created_at")
    assert [str(pk) for pk in live.values_list("pk", flat=True)] == [row["id"] for row in made[:2]]
    written = Memo.objects.order_by("created_at").values_list("text", flat=True)
    assert list(written) == ["masker", "menyumbang masker", "warga"]
    assert all(abs(each - RIGHT()) < timedelta(hours=1) for each in Coding.objects.values_list("created_at", flat=True))
    assert not Job.objects.exists()
