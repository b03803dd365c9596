import uuid

import pytest

from coding.models import Coding, Reply, Review, Status
from coding.passages import change_coding, code_passage
from coding.reviewing import submit
from interviews.models import Role
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


@pytest.fixture
def supervisor(study):
    return Api(join(study, Role.SUPERVISOR), study)


@pytest.fixture
def codings(study, coder):
    transcript = make_interview(study).transcript
    code = study.codes.get(key="MAT")
    return [
        code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, words))[0]
        for words in ("kami menyumbang masker", "sembako")
    ]


def decision(api, codings, **more):
    marks = {row["id"]: row["mark"] for row in api("GET", "codings/").json()["results"]}
    rows = [{"coding": str(each.pk), "seen": marks[str(each.pk)]} for each in codings]
    return {"rows": rows, "decision": "approve", **more}


def statuses():
    return set(Coding.objects.values_list("status", flat=True))


def test_a_coder_hands_in_takes_back_and_the_reviewer_decides(study, coder, codings, supervisor):
    mine = Api(coder, study)

    handed_in = mine("POST", "codings/submit/", {}).json()
    taken_back = mine("POST", "codings/withdraw/", {"rows": [str(codings[0].pk)]}).json()
    mine("POST", "codings/submit/", {"rows": [str(codings[0].pk)]})
    decided = supervisor("POST", "reviews/", decision(supervisor, codings))

    assert (handed_in, taken_back) == ({"count": 2}, {"count": 1})
    assert (decided.status_code, len(decided.json()), statuses()) == (201, 2, {"approved"})


def test_a_decision_on_many_rows_is_taken_on_all_or_none(study, coder, codings, supervisor):
    submit(study, coder=coder, rows=codings[:1])

    answer = supervisor("POST", "reviews/", decision(supervisor, codings))

    assert (answer.status_code, answer.json()["code"]) == (409, "not_submitted")
    assert (Review.objects.count(), statuses()) == (0, {"draft", "submitted"})


def test_what_the_coder_changed_since_is_not_decided_on(study, coder, codings, supervisor):
    submit(study, coder=coder)
    body = decision(supervisor, codings)
    change_coding(Coding.objects.get(pk=codings[0].pk), by=coder, study=study, polarity="absent")

    answer = supervisor("POST", "reviews/", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "changed")


def test_a_decision_sent_again_under_its_ids_is_the_same_decision(study, coder, codings, supervisor):
    submit(study, coder=coder)
    body = decision(supervisor, codings)
    for row in body["rows"]:
        row["id"] = str(uuid.uuid4())

    first, again = supervisor("POST", "reviews/", body), supervisor("POST", "reviews/", body)
    other = supervisor("POST", "reviews/", body | {"decision": "reject", "reason": "Tidak."})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert (
        {row["id"] for row in first.json()}
        == {row["id"] for row in again.json()}
        == {row["id"] for row in body["rows"]}
    )
    assert (other.json()["code"], Review.objects.count()) == ("differs", 2)


def test_nobody_decides_on_their_own_codings(study, codings, coder):
    submit(study, coder=coder)
    study.memberships.filter(user=coder)
    reviewer = Api(join(make_study(), Role.SUPERVISOR), study)

    assert reviewer("GET", "reviews/").status_code == 404
    assert Api(coder, study)("POST", "reviews/", {"rows": [], "decision": "approve"}).status_code == 403
    assert Api(owner_of(study), study)("POST", "reviews/", {}).status_code == 403


def test_a_return_needs_its_reason_and_a_row_is_named_once(study, coder, codings, supervisor):
    submit(study, coder=coder)
    body = decision(supervisor, codings[:1])

    mute = supervisor("POST", "reviews/", body | {"decision": "revise"})
    twice = supervisor("POST", "reviews/", body | {"rows": body["rows"] * 2})
    neither = supervisor("POST", "reviews/", body | {"rows": [{"seen": "x"}]})

    assert [answer.json()["errors"][0]["field"] for answer in (mute, twice, neither)] == ["reason", "rows", "rows[0]"]


def test_a_row_of_another_study_cannot_be_decided_on(supervisor):
    foreign = make_study()
    make_informant(foreign)
    transcript = make_interview(foreign).transcript
    place = span_of(transcript, "masker")
    code = foreign.codes.get(key="MAT")
    row = code_passage(foreign, coder=owner_of(foreign), transcript=transcript, code=code, **place)[0]

    answers = [
        supervisor("POST", "reviews/", {"rows": [{"coding": str(pk), "seen": "x"}], "decision": "approve"})
        for pk in (row.pk, uuid.uuid4())
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


def test_only_one_s_own_rows_are_handed_in(study, codings, coder):
    answer = Api(join(study, Role.RESEARCHER), study)("POST", "codings/submit/", {"rows": [str(codings[0].pk)]})

    assert (answer.status_code, statuses()) == (400, {Status.DRAFT})


def test_a_review_is_answered_once(study, coder, codings, supervisor):
    submit(study, coder=coder)
    decided = supervisor(
        "POST", "reviews/", decision(supervisor, codings[:1], decision="revise", reason="Mengapa?")
    ).json()
    address, mine = f"reviews/{decided[0]['id']}/replies/", Api(coder, study)
    body = {"id": str(uuid.uuid4()), "text": "Karena disebut sendiri."}

    first, again, other = (mine("POST", address, each) for each in (body, body, body | {"text": "Lain."}))

    assert [answer.status_code for answer in (first, again, other)] == [201, 200, 409]
    assert Reply.objects.count() == 1
    assert mine("GET", f"reviews/{decided[0]['id']}/").json()["replies"] == [first.json()]
