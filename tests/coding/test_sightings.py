"""What was seen when: who is not blind and opens others' work while a phase is open is written down, by the hour."""

import pytest

from coding.models import Sighting
from coding.phases import close_phase
from coding.sightings import door_of
from ground.models import Act
from interviews.models import Role
from tests.factories import join, make_interview

pytestmark = pytest.mark.django_db
HOME = "/studies/{slug}/"


@pytest.fixture
def people(study, people):
    return people | {"reader": join(study, Role.OBSERVER)}


@pytest.fixture
def opens(client, study, people):
    """A function by which someone opens an address below the study."""

    def asked(name, address):
        client.force_login(people[name])
        return client.get(f"/studies/{study.slug}/{address}")

    return asked


def told():
    return list(Sighting.objects.values_list("who__username", "door", "interview__code").order_by("door", "pk"))


def test_who_opens_what_is_written_down_once_an_hour_and_of_the_blind_nothing(study, transcript, people, phase, opens):
    code = transcript.interview.code
    for address in (f"interviews/{code}/", f"interviews/{code}/", "agreement/", "review/", "history/", "settings/"):
        opens("tutor", address)
        opens("ani", address)

    name = people["tutor"].username
    assert told() == [(name, "agreement", None), (name, "interview", code), (name, "lists", None)]
    assert Act.objects.filter(verb="sighting.note").count() == 3
    assert {each.at.minute for each in Sighting.objects.all()} == {0}


def test_an_interview_that_nobody_codes_blind_and_a_study_without_a_phase_are_opened_unnoted(
    study, people, phase, opens, client
):
    make_interview(study, code="W7")
    opens("tutor", "interviews/W7/")
    close_phase(phase, by=people["tutor"])
    opens("tutor", "review/")

    assert told() == []


def test_over_http_it_is_written_down_too(study, people, phase, client):
    client.force_login(people["reader"])
    api = f"/api/v1/studies/{study.slug}/"
    client.get(f"{api}codings/")
    client.get(f"{api}actors/")
    client.post(f"{api}memos/search/", {"words": "x"}, content_type="application/json")
    client.get(f"{api}codings/{phase.pk}/")  # there is no such coding

    client.force_login(people["tutor"])
    answer = client.get(f"{api}phases/{phase.pk}/sightings/").json()

    # The supervisor's own look at the list is written down after it was answered.
    assert set(told()) == {(people[name].username, "lists", None) for name in ("reader", "tutor")}
    assert [(each["who"], each["interview"], each["hours"]) for each in answer] == [(str(people["reader"]), "", 1)]


def test_the_supervisor_reads_it_on_the_phase_and_everybody_in_the_history(study, transcript, people, phase, opens):
    opens("reader", f"interviews/{transcript.interview.code}/")
    page = opens("tutor", "assignments/").content.decode()
    to_the_blind = opens("ani", "assignments/").content.decode()
    history = opens("tutor", "history/?kind=assignment").content.decode()
    close_phase(phase, by=people["tutor"])

    assert "An interview with its codings" in page
    assert str(people["reader"]) in page
    assert "Who opened" not in to_the_blind
    assert f"{people['reader']} opened, while others coded blind: an interview with its codings" in history
    assert "An interview with its codings" in opens("tutor", "assignments/").content.decode()


@pytest.mark.parametrize(
    ("address", "method", "door"),
    [
        ("pane", "GET", "interview"),
        ("pane-changes", "GET", "interview"),
        ("review", "GET", "lists"),
        ("review-decide", "POST", None),
        ("summary-export", "GET", "file"),
        ("summary-actor", "GET", "summary"),
        ("interview", "GET", None),
        ("api-search", "POST", "lists"),
        ("a-page-of-tomorrow", "GET", "lists"),
    ],
)
def test_a_new_page_counts_as_a_list_of_the_work_until_it_is_said_to_be_something_else(address, method, door):
    assert door_of(address, method) == door
