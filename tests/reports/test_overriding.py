"""A level that a supervisor reads otherwise stands beside the computed one, and changes no figure."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ground.conflicts import Conflict
from interviews.models import Role
from reports.models import Override
from reports.overriding import override, overrides_of, withdraw_override
from tests.asking import Api

pytestmark = pytest.mark.django_db
CELL = "cell:BKB/MAT"


@pytest.fixture
def summary(field, built):
    return built(field)


def read(summary, by, level="mixed", reason="Two voices.", target=CELL, **more):
    return override(summary, by=by, target=target, level=level, reason=reason, **more)


def test_the_reading_stands_beside_the_computed_level_with_reason_name_and_date(field, summary, client):
    supervisor = field.member("supervisor", Role.SUPERVISOR)
    client.force_login(supervisor)
    asked = {"reading": f"{CELL}=mixed", "reason": "Two voices."}

    client.post(reverse("summary-override", args=[field.study.slug, summary.pk]), asked)
    page = client.get(reverse("summary", args=[field.study.slug])).content.decode()

    made = Override.objects.get()
    assert (made.computed, made.level, made.made_by) == ("no_evidence", "mixed", supervisor)
    assert "read as: mixed" in page
    assert "computed: no evidence" in page
    assert "Two voices." in page


def test_no_figure_of_the_summary_changes(field, summary):
    before = summary.result

    read(summary, field.owner)
    summary.refresh_from_db()

    assert summary.result == before
    assert json.loads(before)["cells"]["BKB/MAT"]["level"] == "no_evidence"


def test_a_later_reading_takes_the_place_of_the_earlier_which_stays_on_record(field, summary):
    first, _ = read(summary, field.owner)
    second, _ = read(summary, field.owner, level="limited")

    assert overrides_of(field.study) == {CELL: second}
    first.refresh_from_db()
    assert first.trashed_at is not None


def test_a_reading_that_was_withdrawn_leaves_the_computed_level_alone(field, summary, client):
    made, _ = read(summary, field.owner)

    withdraw_override(made, by=field.owner)
    client.force_login(field.owner)

    assert overrides_of(field.study) == {}
    assert "read as" not in client.get(reverse("summary", args=[field.study.slug])).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"reason": " "}, {"target": "cell:BKB/XYZ"}, {"target": "x"}, {"level": "collaborating"}, {"reason": "a\x00"}],
)
def test_without_a_reason_or_for_what_is_not_there_it_is_refused(field, summary, wrong):
    with pytest.raises(ValidationError):
        read(summary, field.owner, **wrong)

    assert not Override.objects.exists()


def test_the_computed_level_is_no_override(field, summary):
    with pytest.raises(Conflict) as refused:
        read(summary, field.owner, level="no_evidence")

    assert refused.value.code == "computed"


@pytest.mark.parametrize(("role", "status"), [(Role.RESEARCHER, 403), (Role.OBSERVER, 403), (Role.SUPERVISOR, 302)])
def test_who_reviews_may_read_a_level_otherwise(field, summary, client, role, status):
    client.force_login(field.member("member", role))
    asked = {"reading": f"{CELL}=mixed", "reason": "Two voices."}

    answer = client.post(reverse("summary-override", args=[field.study.slug, summary.pk]), asked)

    assert answer.status_code == status
    assert Override.objects.exists() == (status == 302)


def test_over_http_it_is_made_once_and_withdrawn(field, summary):
    ask = Api(field.member("supervisor", Role.SUPERVISOR), field.study)
    body = {
        "id": "5b0d4fa5-93c1-4d0b-9f6e-0d6d2b1f7a10", "summary": str(summary.pk), "target": CELL, "level": "mixed",
        "reason": "Two voices.",
    }  # fmt: skip

    codes = [ask("POST", "overrides/", body).status_code for _ in range(2)]
    gone = ask("POST", f"overrides/{body['id']}/withdraw/").json()

    assert codes == [201, 200]
    assert gone["computed"] == "no_evidence"
    assert gone["withdrawn_at"] is not None
