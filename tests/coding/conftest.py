"""A study with one interview, a coder, and the API asked as that coder; a file of tests may tell another scene."""

import json
import uuid

import pytest

from coding.phases import open_phase
from ground import blind
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def transcript(study):
    return make_interview(study).transcript


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


@pytest.fixture
def people(study):
    """Two researchers and a supervisor, by name."""
    return {
        "ani": join(study, Role.RESEARCHER),
        "budi": join(study, Role.RESEARCHER),
        "tutor": join(study, Role.SUPERVISOR),
    }


@pytest.fixture
def phase(study, transcript, people):
    """A blind phase of two researchers on the one interview."""
    coders = [people["ani"], people["budi"]]
    return open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])


@pytest.fixture(autouse=True)
def _sees_again():
    """Who read blind within a test leaves no blindness to the next."""
    yield
    blind.read_all()


@pytest.fixture
def api(client, study, coder):
    """Asks the study's API as the coder, or whoever is signed in since."""
    client.force_login(coder)

    def ask(method, address, data=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(client, method)(f"/api/v1/studies/{study.slug}/{address}", headers=headers, **body)

    ask.client = client
    return ask


@pytest.fixture
def sent(study, transcript):
    return {
        "id": str(uuid.uuid4()),
        "transcript": str(transcript.pk),
        "code": str(study.codes.get(key="MAT").pk),
        **span_of(transcript, "kami menyumbang masker"),
    }
