"""The guides as pages of the app: in the reader's language, with links that lead somewhere."""

import re

import pytest

from coprod.guides import OF_FILE, PAGES, anchor, guide

pytestmark = pytest.mark.django_db


def read(client, address, language):
    client.cookies["coprod_language"] = language
    return client.get(address).content.decode()


def test_help_is_the_guide_for_researchers_in_the_readers_language(client):
    assert "For researchers: from the recordings" in read(client, "/help/", "en")
    assert "Untuk peneliti" in read(client, "/help/", "id")


def test_the_foot_of_every_page_leads_to_help(client):
    assert 'href="/help/"' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_of_a_guide_leads_somewhere(client, name, language):
    text = guide(name, language)

    for href in re.findall(r'(?:href|src)="(/[^"#]*)', text):
        assert client.get(href).status_code == 200, href
    for fragment in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{fragment}"' in text, fragment


def test_a_link_to_a_part_of_another_guide_names_a_heading_of_it():
    for name in PAGES:
        for other, fragment in re.findall(r'href="/help/(\w+)/#([^"]+)"', guide(name, "en")):
            assert f'id="{fragment}"' in guide(other, "en"), fragment


def test_no_guide_leads_out_to_a_file_of_the_repository():
    assert not [name for name in PAGES if re.search(r'href="[^"]*\.(md|py)\b', guide(name, "en"))]


def test_every_guide_for_people_is_shown():
    assert {"researcher.md", "peneliti.md", "supervisor.md", "pembimbing.md"} <= set(OF_FILE)


def test_a_heading_is_linked_as_the_docs_link_it():
    assert anchor("1. Found a study") == "1-found-a-study"


@pytest.mark.parametrize("address", ["/help/nothing/", "/help/images/..%2Fapi.md", "/help/images/none.png"])
def test_what_is_no_guide_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_empty_corner_of_a_table_heads_nothing():
    assert not [name for name in PAGES if re.search(r"<th[^>]*></th>", guide(name, "en"))]
