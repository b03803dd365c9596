"""A row that comes back from its coder says what was changed since it was reviewed."""

import pytest

from coding.passages import change_coding, code_passage
from coding.reviewing import review, submit
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(client):
    study = make_study(slug="balik")
    make_informant(study)
    transcript = make_interview(study).transcript
    coder, supervisor = join(study, Role.RESEARCHER), join(study, Role.SUPERVISOR)
    where = span_of(transcript, "Ya, kami menyumbang masker.")
    row, _ = code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **where)
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row], decision="revise", reason="Benar terwujud?")
    client.force_login(supervisor)
    client.cookies["coprod_language"] = "en"
    return study, coder, row


def page(client):
    return client.get("/studies/balik/review/").content.decode()


def test_what_the_coder_changed_is_told_beside_the_row(scene, client):
    study, coder, row = scene
    change_coding(row, by=coder, study=study, polarity="limited")
    change_coding(row, by=coder, study=study, polarity="absent")
    submit(study, coder=coder)

    assert "the polarity from enacted to absent" in page(client)


def test_a_row_that_comes_back_as_it_was_says_nothing(scene, client):
    study, coder, row = scene
    change_coding(row, by=coder, study=study, polarity="absent")
    change_coding(row, by=coder, study=study, polarity="enacted")
    submit(study, coder=coder)

    assert "changed since" not in page(client)
