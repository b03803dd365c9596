"""The same request many times at once, and two changes of one row at once."""

import uuid
from collections import Counter

import pytest

from interviews.models import Role
from reports.integrity import faults
from tests.asking import Api
from tests.at_once import at_once
from tests.factories import join, make_informant, make_interview, make_study, make_user, owner_of, span_of

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 10


@pytest.fixture
def study():
    study = make_study(slug="studi")
    make_informant(study)
    make_user("rekan")
    return study


def body(study, name):
    if name == "studies/":
        return {"title": "Baru", "slug": "baru"}
    if name == "informants/":
        return {"code": "B9", "actor": "BKB"}
    if name == "actors/":
        return {"code": "LSM", "side": "civic", "name_id": "Lembaga"}
    if name == "dimensions/":
        return {"code": "DANA", "name_id": "Dana", "stage": "planning"}
    if name == "interviews/":
        return {
            "name": "a.txt",
            "text": "P: Siapa?\nT1: Kami.\nP: Kapan?\nT1: Lusa.\n",
            "voices": {"T1": {"informant": "T1"}},
        }
    if name == "codes/":
        return {"key": "MAT.9", "texts": {"id": {"label": "Masker"}}}
    if name == "memos/":
        return {"text": "Catatan"}
    if name == "members/":
        return {"username": "rekan", "role": "observer"}
    transcript = make_interview(study).transcript
    place = {"transcript": str(transcript.pk), **span_of(transcript, "masker")}
    if name == "codings/":
        return {**place, "code": str(study.codes.get(key="MAT").pk)}
    ends = study.actors.values_list("pk", flat=True)
    form = study.link_forms.filter(rung=2).first()
    return {**place, "from_actor": str(ends[0]), "to_actor": str(ends[1]), "form": str(form.pk)}


NAMES = [
    "studies/",
    "members/",
    "actors/",
    "dimensions/",
    "informants/",
    "interviews/",
    "codes/",
    "codings/",
    "links/",
    "memos/",
]


@pytest.mark.parametrize("name", NAMES)
def test_one_request_sent_ten_times_at_once_makes_one_row(study, name):
    data = body(study, name) | ({} if name == "members/" else {"id": str(uuid.uuid4())})
    below = None if name == "studies/" else study
    before = len(Api(owner_of(study), below)("GET", name).json()["results"])

    owner = owner_of(study)

    answers = at_once([lambda: Api(owner, below)("POST", name, data)] * TIMES)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: TIMES - 1}, [a.content for a in answers]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(Api(owner_of(study), below)("GET", name).json()["results"]) == before + 1


@pytest.mark.parametrize(
    ("name", "status"), [("informants/", 400), ("codes/", 400), ("studies/", 400), ("interviews/", 409)]
)
def test_one_code_wanted_ten_times_at_once_is_given_once(study, name, status):
    data = body(study, name) | ({"code": "W1"} if name == "interviews/" else {})
    owner, below = owner_of(study), None if name == "studies/" else study

    answers = at_once([lambda: Api(owner, below)("POST", name, data)] * TIMES)

    codes = Counter(answer.status_code for answer in answers)
    assert codes[201] == 1
    assert set(codes) <= {201, status, 409}


def test_of_two_changes_at_once_one_is_made_and_the_other_sees_it(study):
    informant = make_informant(study, "B9")
    owner, address = owner_of(study), f"informants/{informant.pk}/"
    seen = Api(owner, study)("GET", address).headers["ETag"]

    answers = at_once(
        [lambda i=i: Api(owner, study)("PATCH", address, {"note": f"dari {i}"}, If_Match=seen) for i in range(4)]
    )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 3}
    [made] = [answer.json() for answer in answers if answer.status_code == 200]
    assert {answer.json()["current"]["note"] for answer in answers if answer.status_code == 412} == {made["note"]}


def test_files_of_one_name_that_come_at_once_each_get_a_code_of_their_own(study):
    owner, data = owner_of(study), body(study, "interviews/")

    answers = at_once([lambda: Api(owner, study)("POST", "interviews/", data)] * 4)

    assert sorted(answer.json()["code"] for answer in answers) == ["a", "a-2", "a-3", "a-4"]


def test_two_reviewers_deciding_at_once_on_the_same_rows_do_not_wait_for_each_other_for_ever(study):
    coder = Api(join(study, Role.RESEARCHER), study)
    transcript = make_interview(study).transcript
    code = str(study.codes.get(key="MAT").pk)
    for words in ("masker", "sembako", "dinas"):
        place = span_of(transcript, words)
        coder("POST", "codings/", {"transcript": str(transcript.pk), "code": code, **place, "about_actor": None})
    coder("POST", "codings/submit/", {})
    rows = [{"coding": row["id"], "seen": row["mark"]} for row in coder("GET", "codings/").json()["results"]]
    reviewers = [Api(join(study, Role.SUPERVISOR), study) for _ in range(2)]

    answers = at_once(
        [
            lambda: reviewers[0]("POST", "reviews/", {"rows": rows, "decision": "approve"}),
            lambda: reviewers[1]("POST", "reviews/", {"rows": rows[::-1], "decision": "reject", "reason": "Tidak."}),
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_what_several_give_out_at_once_is_given_out_once(study):
    coder, interview = join(study, Role.RESEARCHER), make_interview(study)
    sent = {"coders": [str(coder.pk)], "interviews": [interview.code]}
    supervisors = [Api(join(study, Role.SUPERVISOR), study) for _ in range(6)]

    answers = at_once([lambda each=each: each("POST", "assignments/", sent) for each in supervisors])

    assert [answer.status_code for answer in answers] == [201] * 6
    assert sorted(len(answer.json()) for answer in answers) == [0] * 5 + [1]


def test_a_code_that_is_moved_and_retired_while_others_code_with_it_leaves_every_coding_whole(study):
    owner = Api(owner_of(study), study)
    made = owner("POST", "codes/", body(study, "codes/") | {"parent": str(study.codes.get(key="MAT").pk)}).json()
    transcript, address = make_interview(study).transcript, f"codes/{made['id']}/"
    coders = [Api(join(study, Role.RESEARCHER), study) for _ in range(6)]
    row = {"transcript": str(transcript.pk), "code": made["id"], **span_of(transcript, "masker")}
    seen = owner("GET", address).headers["ETag"]

    *coded, moved, retired = at_once(
        [
            *(lambda coder=coder: coder("POST", "codings/", row) for coder in coders),
            lambda: owner("PATCH", address, {"parent": str(study.codes.get(key="IDE").pk)}, If_Match=seen),
            lambda: owner("POST", f"{address}retire/", If_Match=seen),
        ]
    )

    # Who comes after it is retired is refused in words; what was stored before stays, and its code with it.
    assert {answer.status_code for answer in coded} <= {201, 400}, [answer.content for answer in coded]
    assert {moved.status_code, retired.status_code} <= {200, 400, 409, 412}
    kept = owner("GET", "codings/").json()["results"]
    assert len(kept) == sum(answer.status_code == 201 for answer in coded)
    assert {each["code"] for each in kept} <= {made["id"]}
    assert list(faults()) == []
