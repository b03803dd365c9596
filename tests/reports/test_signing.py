"""A supervisor's name and date under the summary that stands."""

import pytest
from django.urls import reverse

from ground.conflicts import Conflict
from interviews.models import Role
from reports.models import SignOff
from reports.signing import sign_off

pytestmark = pytest.mark.django_db


def test_a_supervisor_signs_and_the_page_says_who_and_when(field, built, client):
    summary = built(field)
    supervisor = field.member("supervisor", Role.SUPERVISOR)
    client.force_login(supervisor)

    client.post(reverse("summary-sign", args=[field.study.slug, summary.pk]), {"note": "Read with the texts."})
    page = client.get(reverse("summary", args=[field.study.slug])).content.decode()

    assert SignOff.objects.get().signed_by == supervisor
    assert "Signed off by Supervisor on" in page
    assert "Read with the texts." in page
    assert "Sign off with my name" not in page


def test_signing_twice_is_signing_once(field, built):
    summary = built(field)

    first = sign_off(summary, by=field.owner)

    assert sign_off(summary, by=field.owner, note="again") == first
    assert SignOff.objects.count() == 1


def test_a_stale_summary_is_not_signed(field, built):
    summary = built(field)
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")

    with pytest.raises(Conflict) as refused:
        sign_off(summary, by=field.owner)

    assert refused.value.code == "stale"
    assert SignOff.objects.count() == 0


def test_a_summary_of_codings_that_wait_is_not_signed(field, built):
    with pytest.raises(Conflict) as refused:
        sign_off(built(field, "working"), by=field.owner)

    assert refused.value.code == "working"


@pytest.mark.parametrize(
    ("role", "alone", "status"),
    [
        (Role.OBSERVER, False, 403),
        (Role.RESEARCHER, False, 403),
        (Role.SUPERVISOR, False, 302),
        (Role.OWNER, False, 403),
        (Role.OWNER, True, 302),
    ],
)
def test_who_reviews_signs(field, built, client, role, alone, status):
    field.change(field.study, works_alone=alone)
    summary = built(field)
    client.force_login(field.owner if role == Role.OWNER else field.member("member", role))

    answer = client.post(reverse("summary-sign", args=[field.study.slug, summary.pk]))

    assert answer.status_code == status
    assert SignOff.objects.count() == (status == 302)
