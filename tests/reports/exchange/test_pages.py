"""The pages that carry a whole study out and in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.models import Study
from tests.factories import join, make_user

IMPORT = "/import/"


def dropped(client, data, name="studi.json"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def test_an_owner_exports_everything_from_the_settings(rich, data, client):
    client.force_login(rich.owner)
    address = reverse("study-export", args=[rich.study.slug])

    page = client.get(reverse("study-settings", args=[rich.study.slug]))

    assert address in page.content.decode()
    assert client.get(address).content == data


def test_an_observer_exports_nothing(rich, client):
    client.force_login(join(rich.study, "observer"))

    assert client.get(reverse("study-export", args=[rich.study.slug])).status_code == 403


def test_a_file_becomes_a_study_of_who_dropped_it(data, emptied, client):
    emptied()
    user = make_user("pendatang")
    client.force_login(user)

    answer = dropped(client, data)

    study = Study.objects.get()
    assert answer.url == reverse("study", args=[study.slug])
    assert study.memberships.get(user=user).role == "owner"
    assert client.get(answer.url).status_code == 200


def test_a_file_that_is_no_bundle_says_so_on_the_page(client, db):
    client.force_login(make_user())

    answer = dropped(client, b"{}", "anu.json")

    assert answer.status_code == 422
    assert "anu.json" in answer.content.decode()


def test_without_a_file_the_page_asks_for_one(client, db):
    client.force_login(make_user())

    answer = client.post(IMPORT)

    assert answer.status_code == 422
    assert "Choose the file" in answer.content.decode()


def test_the_list_of_studies_leads_to_the_import(client, db):
    client.force_login(make_user())

    assert f'href="{IMPORT}"' in client.get(reverse("studies")).content.decode()
    assert client.get(IMPORT).status_code == 200
