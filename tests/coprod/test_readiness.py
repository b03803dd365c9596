"""Ready is what can be written and read as this version reads it: with every migration, and the views of the blind."""

import pytest
from django.db import connection

from ground.blind import make_views, views_stand

pytestmark = pytest.mark.django_db


def test_a_server_whose_tables_and_views_are_of_this_version_is_ready(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("change", ["COMMENT ON SCHEMA blind IS 'of another version'", "DROP VIEW blind.coding_reply"])
def test_a_server_whose_views_for_blind_readers_are_of_another_version_says_what_to_do(client, change):
    with connection.cursor() as cursor:
        cursor.execute(change)

    told = client.get("/readyz")
    make_views()

    assert told.status_code == 503
    assert "manage.py migrate" in told.json()["database"]
    assert views_stand()
