"""The list of informants."""

import pytest

from tests.factories import make_informant, make_study, owner_of

pytestmark = pytest.mark.django_db


def test_informants_stand_in_the_order_in_which_they_are_counted(client):
    study = make_study()
    for code in ("B10", "T1", "B2", "7", "B", "B1"):
        make_informant(study, code)
    client.force_login(owner_of(study))

    listed = client.get(f"/studies/{study.slug}/informants/").context["informants"]

    assert [informant.code for informant in listed] == ["7", "B", "B1", "B2", "B10", "T1"]
