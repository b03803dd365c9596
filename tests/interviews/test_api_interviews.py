import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interviews.models import Interview, Role, Speaker
from interviews.transcripts import change_interview, trash_interview
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, owner_of

pytestmark = pytest.mark.django_db

TEXT = "P: Siapa yang membagikan?\nT1: Kami sendiri. 😷\nP: Kapan?\nT1: Tiap minggu.\n"
VOICES = {"P": {"kind": "interviewer"}, "T1": {"informant": "T1"}}


@pytest.fixture
def study():
    study = make_study()
    make_informant(study, "T1")
    return study


@pytest.fixture
def api(study):
    return Api(join(study, Role.RESEARCHER), study)


def as_file(text=TEXT, name="W-T1.txt"):
    return SimpleUploadedFile(name, text.encode())


def sent(**more):
    return {"id": str(uuid.uuid4()), "name": "W-T1.txt", "text": TEXT, "voices": VOICES, **more}


def test_an_interview_comes_in_as_a_file_with_its_voices(api, study):
    answer = api.form(
        "interviews/", file=as_file(), code="W9", minutes="40", held_on="2021-05-04", voices=json.dumps(VOICES)
    )

    shown = answer.json()
    assert answer.status_code == 201
    assert {key: shown[key] for key in ("code", "minutes", "held_on")} == {
        "code": "W9",
        "minutes": 40,
        "held_on": "2021-05-04",
    }
    assert {who["label"]: (who["kind"], who["actor"]) for who in shown["speakers"]} == {
        "P": ("interviewer", None),
        "T1": ("informant", "ITM"),
    }


@pytest.mark.parametrize("is_form", [False, True])
def test_the_columns_of_a_table_may_be_told_and_are_checked(api, is_form):
    table, columns = "Isi;Yang bicara\nHalo?;P\nYa.;B1\n", {"words": 0, "speaker": 1}

    def create(columns):
        if is_form:
            return api.form("interviews/", file=as_file(table, "t.csv"), columns=json.dumps(columns))
        return api("POST", "interviews/", {"name": "t.csv", "text": table, "columns": columns})

    made = create(columns)

    assert made.status_code == 201
    assert [each["label"] for each in made.json()["speakers"]] == ["B1", "P"]
    assert "does not have these columns" in create({"words": 7}).content.decode()
    assert [create(bad).status_code for bad in ({}, {"words": -1}, {"words": "0"}, {"word": 0})] == [400] * 4


def test_the_transcript_holds_the_text_its_turns_and_its_lines(api):
    interview = api("POST", "interviews/", sent()).json()

    whole = api("GET", f"transcripts/{interview['transcript']}/").json()

    assert whole["text"] == TEXT
    assert [whole["text"][turn["start"] : turn["end"]] for turn in whole["turns"]][1] == "Kami sendiri. 😷"
    assert whole["line_starts"] == [0, 26, 46, 56]
    assert "text" not in api("GET", "transcripts/").json()["results"][0]


def test_an_interview_is_imported_once_however_often_it_is_sent(api):
    body = sent()

    first, again = api("POST", "interviews/", body), api("POST", "interviews/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Interview.objects.count() == 1


def test_sent_again_after_a_change_it_is_still_the_same_request(api, study):
    body = sent(code="W1")
    made = api("POST", "interviews/", body).json()
    change_interview(Interview.objects.get(), by=owner_of(study), title="Judul baru")

    again = api("POST", "interviews/", body)

    assert (again.status_code, again.json()) == (200, made | {"title": "Judul baru"})


@pytest.mark.parametrize(
    "other",
    [
        {"text": TEXT + "P: Lagi?\n"},
        {"code": "W2"},
        {"minutes": 4},
        {"voices": {"P": {"kind": "interviewer"}}},
    ],
)
def test_other_content_under_the_same_id_is_a_conflict(api, other):
    body = sent(code="W1")
    api("POST", "interviews/", body)

    answer = api("POST", "interviews/", body | other)

    assert (answer.status_code, answer.json()["code"]) == (409, "differs")
    assert answer.json()["current"]["code"] == "W1"


def test_an_interview_in_the_trash_is_not_revived_by_sending_it_again(api, study):
    body = sent()
    api("POST", "interviews/", body)
    trash_interview(Interview.objects.get(), by=owner_of(study))

    answer = api("POST", "interviews/", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")


def test_the_id_of_another_study_s_interview_answers_like_an_unknown_one(api):
    foreign = make_interview(make_study())

    answer = api("POST", "interviews/", sent(id=str(foreign.pk)))
    unknown = api("GET", f"interviews/{uuid.uuid4()}/")

    assert answer.status_code == 404
    assert {**answer.json(), "reference": ""} == {**unknown.json(), "reference": ""}


def test_a_code_that_is_taken_is_a_conflict_and_one_left_out_is_counted_on(api):
    codes = [api("POST", "interviews/", sent()).json()["code"] for _ in range(3)]

    taken = api("POST", "interviews/", sent(code=codes[0]))

    assert codes == ["W-T1", "W-T1-2", "W-T1-3"]
    assert (taken.status_code, taken.json()["code"]) == (409, "interview_exists")


def test_a_change_to_a_code_that_is_taken_is_refused(api, study):
    made = [api("POST", "interviews/", sent(code=code)).json() for code in ("W1", "W2")]
    informants = [make_informant(study, code) for code in ("B1", "B2")]

    interview = api("PATCH", f"interviews/{made[0]['id']}/", {"code": "W2"}, If_Match="*")
    informant = Api(owner_of(study), study)("PATCH", f"informants/{informants[0].pk}/", {"code": "B2"}, If_Match="*")

    assert (interview.status_code, interview.json()["code"]) == (409, "interview_exists")
    assert [error["field"] for error in informant.json()["errors"]] == ["code"]


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [("W.xyz", "P: a", "kind of file"), ("W.txt", "   \n", "W.txt"), ("W.docx", "P: a", "W.docx")],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_sentence_of_the_import(api, name, text, word):
    answer = api.form("interviews/", file=as_file(text, name))

    [error] = answer.json()["errors"]
    assert (answer.status_code, error["field"], error["code"]) == (400, "file", "unreadable")
    assert word in error["message"]
    assert Interview.objects.count() == 0


@pytest.mark.parametrize(
    ("voices", "field"),
    [
        ({"X": {"kind": "other"}}, "voices.X"),
        ({"P": {"kind": "informant"}}, "voices.P.informant"),
        ({"P": {"kind": "other", "informant": "T1"}}, "voices.P.informant"),
        ({"P": {"informant": "T7"}}, "voices.P.informant"),
        ({"P": {}}, "voices.P.kind"),
        ({"P": {"kind": "other", "name": "Budi"}}, "voices.P.name"),
    ],
)
def test_a_voice_that_cannot_be_is_refused_by_its_label(api, voices, field):
    answer = api("POST", "interviews/", sent(voices=voices))

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"voices": "{not json"}, "voices"),
        ({"minutes": "４"}, "minutes"),
        ({"rank": "1"}, "rank"),
        ({"code": ["A", "B"]}, "code"),
    ],
)
def test_a_form_is_read_as_strictly_as_json(api, fields, field):
    answer = api.form("interviews/", file=as_file(), **fields)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(api):
    answer = api.client.generic(
        "POST",
        api.base + "interviews/",
        b"x",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=60_000_000,
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_record_of_an_interview_changes_only_for_who_saw_its_last_state(api):
    made = api("POST", "interviews/", sent())
    address, seen = f"interviews/{made.json()['id']}/", made.headers["ETag"]

    first = api("PATCH", address, {"title": "Satu"}, If_Match=seen)
    late = api("PATCH", address, {"title": "Dua"}, If_Match=seen)
    blind = api("PATCH", address, {"title": "Tiga"})

    assert (first.status_code, late.status_code, blind.status_code) == (200, 412, 428)
    assert late.json()["current"]["title"] == "Satu"
    assert late.headers["ETag"] == first.headers["ETag"] == api("GET", address).headers["ETag"]


@pytest.mark.parametrize("key", ["id", "transcript", "trashed_at", "created_by"])
def test_what_the_server_sets_is_refused_in_a_change(api, key):
    made = api("POST", "interviews/", sent())

    answer = api("PATCH", f"interviews/{made.json()['id']}/", {key: str(uuid.uuid4())}, If_Match="*")

    assert [error["field"] for error in answer.json()["errors"]] == [key]


def test_an_interview_goes_to_the_trash_and_comes_back(api):
    address = f"interviews/{api('POST', 'interviews/', sent()).json()['id']}/"

    gone = [api("DELETE", address).status_code for _ in range(2)]
    listed = [len(api("GET", f"interviews/{query}").json()["results"]) for query in ("", "?trashed=true")]
    back = api("POST", address + "restore/")

    assert (gone, listed, back.status_code, back.json()["trashed_at"]) == ([204, 204], [0, 1], 200, None)


def test_whose_voice_a_label_is_can_be_said_later(api):
    speakers = api("POST", "interviews/", sent(voices={})).json()["speakers"]
    label = next(each for each in speakers if each["label"] == "T1")
    address = f"speakers/{label['id']}/"

    named = api("PATCH", address, {"informant": "T1"}, If_Match=api("GET", address).headers["ETag"])
    unnamed = api("PATCH", address, {"kind": "other"}, If_Match=named.headers["ETag"])

    assert (named.json()["kind"], named.json()["actor"]) == ("informant", "ITM")
    assert (unnamed.json()["kind"], unnamed.json()["informant"]) == ("other", None)
    assert Speaker.objects.get(label="T1").kind == "other"


def test_a_colleague_s_interview_is_put_right_by_the_supervisor_only(api, study):
    foreign = make_interview(study)

    refused = api("PATCH", f"interviews/{foreign.pk}/", {"title": "a"}, If_Match="*")
    allowed = Api(join(study, Role.SUPERVISOR), study)(
        "PATCH", f"interviews/{foreign.pk}/", {"title": "a"}, If_Match="*"
    )

    assert (refused.status_code, allowed.status_code) == (403, 200)
