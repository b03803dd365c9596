"""The reviewer's page: what was chosen stays chosen when a decision is refused; who may not decide is told so."""

import pytest
from django.conf import settings

from coding.passages import code_passage
from coding.reviewing import submit
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
WORDS = ("Ya, kami menyumbang masker.", "Warga juga memberi sembako.")


@pytest.fixture
def study():
    study = make_study(slug="studi")
    make_informant(study)
    transcript, coder = make_interview(study).transcript, join(study, Role.RESEARCHER)
    for words in WORDS:
        code = study.codes.get(key="MAT")
        code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, words))
    submit(study, coder=coder)
    study.coder, study.supervisor = coder, join(study, Role.SUPERVISOR)
    return study


def test_a_refused_decision_keeps_the_rows_and_the_reason_once(client, study):
    client.force_login(study.supervisor)
    first = client.get("/studies/studi/review/").context["waiting"][0].row

    client.post("/studies/studi/review/decide/", {"rows": f"{first.choice}", "decision": "reject"})

    rows = [each.row for each in client.get("/studies/studi/review/").context["waiting"]]
    assert [row.pk for row in rows if row.is_chosen] == [first.pk]
    assert not any(each.row.is_chosen for each in client.get("/studies/studi/review/").context["waiting"])


def test_the_reason_is_kept_when_no_row_was_chosen(client, study):
    client.force_login(study.supervisor)

    client.post("/studies/studi/review/decide/", {"decision": "revise", "reason": "Terlalu pendek."})

    assert "Terlalu pendek." in client.get("/studies/studi/review/").content.decode()


def test_who_may_not_decide_is_told_who_does(client, study):
    client.force_login(study.coder)

    page = client.get("/studies/studi/review/").content.decode()

    assert "A supervisor decides." in page
    assert 'href="/studies/studi/review/" aria-current="page"' in page


@pytest.mark.django_db(transaction=True)
def test_one_box_chooses_every_row_of_the_page(page, live_server, client, study):
    client.force_login(study.supervisor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    kept = {settings.SESSION_COOKIE_NAME: session, "coprod_language": "en"}
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in kept.items()])
    page.goto(f"{live_server.url}/studies/studi/review/")

    page.get_by_label("Choose all on this page").check()

    assert page.locator("input[name=rows]:checked").count() == len(WORDS)
