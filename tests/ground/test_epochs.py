"""What was done before a backup was restored is not stored as if it had been done since."""

import uuid
from datetime import UTC, datetime

import pytest

from coding.models import Coding
from ground.models import Restoration
from tests.factories import make_informant, make_interview, make_study

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study(slug="studi")
    make_informant(study)
    return study


@pytest.fixture
def send(client, study):
    """A function that codes the interview, saying of which epoch the page is (None: saying nothing)."""
    interview = make_interview(study)
    code = str(study.codes.get(key="MAT").pk)

    def post(epoch: str | None):
        body = {"id": str(uuid.uuid4()), "transcript": str(interview.transcript.pk), "code": code, "start": 0, "end": 9}
        said = {} if epoch is None else {"X-Epoch": epoch}
        return client.post("/api/v1/studies/studi/codings/", body, "application/json", headers=said)

    return post


@pytest.fixture
def restored(client, study):
    """Signed in after a restoration; its id."""
    moment = datetime(2026, 11, 2, 7, 5, tzinfo=UTC)
    restoration = Restoration.objects.create(made_at=moment, restored_at=datetime.now(UTC))
    client.force_login(study.memberships.get().user)
    return str(restoration.pk)


def test_where_nothing_was_ever_restored_a_page_codes(client, study, send):
    client.force_login(study.memberships.get().user)

    assert send("").status_code == 201


def test_a_page_from_before_is_told_to_which_moment_everything_was_set_back(restored, send):
    answer = send("")

    assert (answer.status_code, answer.json()["code"]) == (409, "restored")
    assert "everything stands as on 2 November 2026, 14:05" in answer.json()["detail"]
    assert answer.json()["current"] == {"epoch": restored, "made_at": "2026-11-02T07:05:00+00:00"}
    assert not Coding.objects.exists()


@pytest.mark.parametrize("says_so", [True, False])
def test_a_page_from_since_and_a_program_that_says_nothing_code(restored, send, says_so):
    assert send(restored if says_so else None).status_code == 201


def test_the_page_that_asks_for_news_hears_it_too(client, study, restored, send):
    code = study.interviews.get().code
    address = f"/studies/studi/interviews/{code}/changes.json?after=0"
    headers = {"X-Epoch": "", "Accept": "application/json"}

    answer = client.get(address, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (409, "restored")
    assert client.get(address, headers={**headers, "X-Epoch": restored}).status_code == 200
