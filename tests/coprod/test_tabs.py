"""The tabs of a study's pages."""

import pytest
from django.test import Client
from lxml import html

from interviews.models import Role
from tests.factories import join, make_study, owner_of

pytestmark = pytest.mark.django_db
OURS = '(//nav[contains(@class, "study-tabs")])[1]'
MARKED, NAMED = f'{OURS}/a[@aria-current="page"]/text()', f"{OURS}/a/text()"


@pytest.fixture
def study():
    return make_study()


def tabs_of(user, address, query=NAMED):
    reader = Client(headers={"accept-language": "en"})
    reader.force_login(user)
    return html.fromstring(reader.get(address).content).xpath(query)


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("", "Overview"),
        ("interviews/import/", "Overview"),
        ("codebook/new/", "Codebook"),
        ("mine/", "My codings"),
        ("review/disputes/", "Review"),
        ("find/passages/", "Find"),
        ("memos/journal/", "Memos"),
        ("matrices/", "Findings"),
        ("rigour/member-checks/", "Rigour"),
        ("trash/", "History"),
        ("settings/", "Settings"),
    ],
)
def test_a_page_marks_the_one_tab_that_it_stands_under(study, address, tab):
    assert tabs_of(owner_of(study), f"/studies/{study.slug}/{address}", MARKED) == [tab]


def test_each_reads_the_tabs_of_what_they_may_do(study):
    overview = f"/studies/{study.slug}/"
    assert "Settings" in tabs_of(owner_of(study), overview)
    assert "My codings" not in tabs_of(join(study, Role.OBSERVER), overview)


def test_one_study_does_not_lead_to_another(study):
    other = make_study(slug="lain")
    for each in (study, other):
        led_to = tabs_of(owner_of(each), f"/studies/{each.slug}/", f"{OURS}/a/@href")
        assert all(address.startswith(f"/studies/{each.slug}/") for address in led_to)
