import uuid

import pytest

from ground.jobs import request_job
from ground.models import Job
from interviews.models import Informant, Membership, Role, Study
from tests.asking import Api
from tests.factories import join, make_informant, make_study, make_user, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return Api(make_user())


@pytest.fixture
def study():
    return make_study(slug="studi")


@pytest.fixture
def owner(study):
    return Api(owner_of(study), study)


def test_a_study_is_founded_once_from_the_preset_and_its_founder_owns_it(founder):
    body = {"id": str(uuid.uuid4()), "title": "Penanganan pandemi", "works_alone": True}

    first, again = founder("POST", "studies/", body), founder("POST", "studies/", body)

    study = Study.objects.get()
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert (first.json()["slug"], first.json()["role"], str(study.pk)) == ("penanganan-pandemi", "owner", body["id"])
    assert (study.actors.count(), study.dimensions.count()) == (3, 4)


def test_a_study_may_start_empty_and_bring_its_own_actors_and_dimensions(founder):
    founder("POST", "studies/", {"title": "Kosong", "slug": "kosong", "preset": False})
    study = Study.objects.get()
    empty = (study.actors.count(), study.dimensions.count(), study.codes.count(), study.link_forms.count())

    founder("POST", "studies/kosong/actors/", {"code": "LSM", "side": "civic", "name_id": "Lembaga"})
    founder("POST", "studies/kosong/dimensions/", {"code": "DANA", "name_id": "Dana", "stage": "planning"})

    assert empty == (0, 0, 0, study.link_forms.count())
    assert study.link_forms.count() > 0
    assert study.actors.get().position == 1
    assert study.codes.get(key="DANA").dimension == study.dimensions.get()


def test_the_code_of_an_actor_stays_and_its_side_may_change(owner, study):
    address = f"actors/{study.actors.get(code='MAS').pk}/"

    answers = [owner("PATCH", address, body, If_Match="*") for body in ({"code": "UMU"}, {"side": "state"})]

    assert [answer.status_code for answer in answers] == [400, 200]
    assert study.actors.get(code="MAS").side == "state"


def test_an_address_is_taken_by_one_study(founder, study):
    answer = founder("POST", "studies/", {"title": "Lain", "slug": "studi"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "slug")


def test_the_id_of_someone_else_s_study_is_unknown_to_me(founder, study):
    answer = founder("POST", "studies/", {"id": str(study.pk), "title": study.title})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": ""}, "title"),
        ({}, "title"),
        ({"title": "a", "time_zone": "Mars/Olympus"}, "time_zone"),
        ({"title": "a", "period_from": "2021-01-01", "period_to": "2020-01-01"}, ""),
        ({"title": "a", "slug": "a b"}, "slug"),
        ({"title": "a", "is_demo": True}, "is_demo"),
    ],
)
def test_what_no_study_can_have_is_refused_by_name(founder, body, field):
    answer = founder("POST", "studies/", body)

    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (400, [field])
    assert Study.objects.count() == 0


def test_its_owner_settles_a_study_and_its_address_stays(owner):
    seen = owner("GET", "").headers["ETag"]

    changed = owner("PATCH", "", {"place": "Medan"}, If_Match=seen)
    moved = owner("PATCH", "", {"slug": "lain"}, If_Match="*")

    assert (changed.status_code, changed.json()["place"]) == (200, "Medan")
    assert [error["field"] for error in moved.json()["errors"]] == ["slug"]


def test_the_list_holds_the_studies_within_reach(study):
    make_study()

    listed = Api(owner_of(study))("GET", "studies/").json()["results"]

    assert [(row["slug"], row["role"]) for row in listed] == [("studi", "owner")]


def test_a_member_is_added_once_and_another_role_is_a_change(owner):
    make_user("rekan")

    answers = [
        owner("POST", "members/", {"username": "rekan", "role": role}) for role in ("observer", "observer", "owner")
    ]

    assert [answer.status_code for answer in answers] == [201, 200, 409]
    assert answers[2].json()["current"]["role"] == "observer"


def test_a_study_keeps_an_owner(owner, study):
    address = f"members/{Membership.objects.get().pk}/"

    demoted = owner("PATCH", address, {"role": "observer"}, If_Match="*")
    removed = owner("DELETE", address)

    assert (demoted.status_code, removed.status_code) == (400, 400)
    assert Membership.objects.get().role == Role.OWNER


def test_nobody_of_an_unknown_name_becomes_a_member(owner):
    answer = owner("POST", "members/", {"username": "entah", "role": "observer"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "username")


def test_an_informant_is_added_once_with_the_actor_by_id_or_code(owner, study):
    body = {"id": str(uuid.uuid4()), "code": "B1", "actor": "BKB"}
    by_id = body | {"actor": str(study.actors.get(code="BKB").pk)}

    answers = [owner("POST", "informants/", each) for each in (body, by_id, body | {"note": "x"})]

    assert [answer.status_code for answer in answers] == [201, 200, 409]
    assert Informant.objects.count() == 1


def test_an_informant_s_code_is_taken_once_and_an_actor_of_another_study_is_unknown(owner, study):
    make_informant(study, "B1")
    foreign = str(make_study().actors.first().pk)

    taken = owner("POST", "informants/", {"code": "B1"})
    unknown = owner("POST", "informants/", {"code": "B2", "actor": foreign})

    assert [answer.json()["errors"][0]["field"] for answer in (taken, unknown)] == ["code", "actor"]


def test_consent_that_is_withdrawn_is_a_change(owner, study):
    informant = make_informant(study, "B1")
    seen = owner("GET", f"informants/{informant.pk}/").headers["ETag"]

    answer = owner("PATCH", f"informants/{informant.pk}/", {"consent": "withdrawn"}, If_Match=seen)

    informant.refresh_from_db()
    assert (answer.status_code, informant.has_withdrawn) == (200, True)


def test_me_is_who_asks(study):
    me = Api(join(study, Role.OBSERVER, make_user("saya")))("GET", "me/").json()

    assert (me["username"], me["studies"], me["token"]) == ("saya", [{"study": "studi", "role": "observer"}], None)


def test_a_job_is_followed_cancelled_and_asked_for_again_by_who_asked(study):
    asker = join(study, Role.RESEARCHER)
    job = request_job("summary", study.pk, by=asker, study_id=study.pk, params={"basis": "official"})
    mine, colleague = Api(asker), Api(join(study, Role.SUPERVISOR))

    assert colleague("GET", f"jobs/{job.pk}/").json()["state"] == "queued"
    assert colleague("POST", f"jobs/{job.pk}/cancel/").status_code == 403
    assert mine("POST", f"jobs/{job.pk}/retry/").json()["code"] == "not_failed"
    assert mine("POST", f"jobs/{job.pk}/cancel/").json()["state"] == "cancelled"
    assert mine("POST", f"jobs/{job.pk}/cancel/").json()["code"] == "ended"
    assert mine("POST", f"jobs/{job.pk}/retry/").status_code == 202
    assert Job.objects.filter(state="queued").count() == 1


def test_a_job_of_a_study_out_of_reach_is_not_there(study):
    job = request_job("summary", study.pk, by=owner_of(study), study_id=study.pk)

    assert Api(make_user())("GET", f"jobs/{job.pk}/").status_code == 404


def test_lists_come_in_the_study_s_order_whatever_the_size_of_the_page(owner, study):
    whole = [row["code"] for row in owner("GET", "dimensions/").json()["results"]]

    page, parts = owner("GET", "dimensions/?page_size=1").json(), []
    parts += page["results"]
    while page["next"]:
        page = owner("GET", "dimensions/?" + page["next"].split("?")[1]).json()
        parts += page["results"]

    assert whole == [row["code"] for row in parts] == list(study.dimensions.values_list("code", flat=True))
