import threading

import pytest
from django.db import connection

from coding.memos import write_memo
from coding.passages import change_coding, code_passage
from ground.acts import act, settled
from ground.models import Act
from interviews.models import Role
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of


@pytest.fixture
def study(db):
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


@pytest.fixture
def api(study):
    return Api(join(study, Role.OBSERVER), study)


def last(api):
    return api("GET", "changes/").json()["after"]


def test_the_acts_after_a_number_come_in_their_order_with_the_rows_they_changed(study, coder, api):
    transcript = make_interview(study).transcript
    after = last(api)
    place = span_of(transcript, "masker")
    coding = code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **place)[0]
    change_coding(coding, by=coder, study=study, polarity="absent")

    told = api("GET", f"changes/?after={after}").json()

    assert [act["verb"] for act in told["acts"]] == ["coding.create", "coding.change"]
    created, changed = (act["events"][0] for act in told["acts"])
    assert (created["kind"], created["id"], created["change"]) == ("codings", str(coding.pk), "created")
    assert {key: changed["row"][key] for key in ("start", "end", "transcript", "polarity")} == {
        **place,
        "transcript": str(transcript.pk),
        "polarity": "absent",
    }
    assert (changed["change"], changed["columns"]) == ("changed", ["polarity"])
    assert api("GET", f"changes/?after={told['after']}").json()["acts"] == []


def test_no_text_travels_with_the_changes(study, coder, api):
    write_memo(study, author=coder, text="KENARI di memo")
    make_informant(study, "B9", note="KENARI di catatan")
    make_interview(study, [("P", "KENARI di teks")], title="KENARI di judul", note="KENARI")

    assert "KENARI" not in api("GET", "changes/").content.decode()


def test_another_study_s_acts_are_not_told(study, api):
    other = make_study()
    make_informant(other)

    told = api("GET", "changes/").json()["acts"]

    assert {act["id"] for act in told} == {
        str(pk) for pk in Act.objects.filter(study_id=study.pk).values_list("pk", flat=True)
    }


def test_long_histories_come_in_parts(api):
    whole = api("GET", "changes/").json()["acts"]
    first = api("GET", "changes/?limit=1").json()
    second = api("GET", f"changes/?limit=200&after={first['after']}").json()

    assert (first["more"], second["more"]) == (True, False)
    assert first["acts"] + second["acts"] == whole


@pytest.mark.django_db(transaction=True)
def test_an_act_is_told_only_when_all_before_it_are_there():
    """The number is drawn first and the row is seen later: a follower must not run past one that is still written."""
    study = make_study()
    owner, begun, may_end = owner_of(study), threading.Event(), threading.Event()
    drawn = {}

    def slow():
        with act(owner, "study.change", study) as made:
            drawn["slow"] = Act.objects.get(pk=made.pk).number
            begun.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(10)
    with act(owner, "study.change", study) as quick:
        pass
    drawn["quick"] = Act.objects.get(pk=quick.pk).number
    during = settled(study)
    may_end.set()
    thread.join()

    assert drawn["slow"] < drawn["quick"]
    assert during < drawn["slow"]
    assert settled(study) == drawn["quick"]
