"""A search under a name: its address is checked and kept, all of the study opens it, who saved it takes it back."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from coding.history import Filters, page_of
from coding.models import SavedSearch
from coding.passages import code_passage
from coding.phases import open_phase
from coding.saved_searches import remove_search, rename_search, restore_search, save_search
from coding.undo import undo
from ground.models import Act
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    make_interview(study, code="W1")
    return study


def save(study, by=None, **told):
    told = {"kind": "passages", "name": "Masker", "address": "code=MAT"} | told
    return save_search(study, by=by or owner_of(study), **told)


def test_a_saved_search_is_kept_in_its_short_address_and_stored_once(study):
    saved, is_new = save(study, name="  Masker  kain ", address="?kind=&code=MAT&within=200")

    again, is_new_again = save(study, name="Masker kain", id=saved.pk)

    assert (saved.name, saved.address, is_new) == ("Masker kain", "code=MAT", True)
    assert (again.pk, is_new_again, SavedSearch.objects.count()) == (saved.pk, False, 1)


def test_of_a_search_for_words_only_what_is_not_usual_is_kept(study):
    address = "coded=&where=quotes&text=masker+%22dari+kami%22&way=words&interview=W1"

    assert save(study, kind="words", address=address)[0].address == (
        "text=masker+%22dari+kami%22&where=quotes&interview=W1"
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"address": ""}, "address"),
        ({"address": "kode=MAT"}, "address"),
        ({"address": "code=TIDAK"}, "address"),
        ({"kind": "lain"}, "kind"),
        ({"kind": "words", "address": "code=MAT"}, "address"),
        ({"kind": "words", "address": "text=(&way=pattern"}, "address"),
        ({"kind": "words", "address": "text=masker&interview=W9"}, "address"),
        ({"kind": "words", "address": "text=masker&text=sabun"}, "address"),
    ],
)
def test_what_is_no_name_or_asks_for_nothing_of_this_study_is_refused_whole(study, told, field):
    with pytest.raises(ValidationError) as refused:
        save(study, **told)

    assert list(refused.value.message_dict) == [field]
    assert not SavedSearch.objects.exists()


def test_who_saved_it_a_supervisor_or_an_owner_renames_and_removes_it_and_nobody_else(study):
    first, second = join(study, Role.RESEARCHER), join(study, Role.RESEARCHER)
    saved, _ = save(study, by=first)
    for verb in (remove_search, restore_search):
        with pytest.raises(PermissionDenied):
            verb(saved, by=second)

    rename_search(saved, by=join(study, Role.SUPERVISOR), name="Masker kain")
    remove_search(saved, by=owner_of(study))
    removal = Act.objects.get(verb="search.remove")
    undo(study, by=owner_of(study), act_id=removal.pk)

    saved.refresh_from_db()
    assert (saved.name, saved.trashed_at) == ("Masker kain", None)
    told = [str(entry.sentence) for entry in page_of(study, Filters(kind="study"), by=first).entries][:2]
    assert "removed the saved search Masker kain." in told[0]
    assert told[1].endswith("removed the saved search Masker kain.")


def test_whoever_codes_blind_knows_only_their_own(study):
    coder = join(study, Role.RESEARCHER)
    theirs, mine = save(study, name="Milik orang")[0], save(study, by=coder, name="Milik sendiri")[0]
    open_phase(
        study, by=owner_of(study), coders=[coder, join(study, Role.RESEARCHER)], interviews=[study.interviews.get()]
    )
    client = Client()
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/find/").content.decode()
    names = [row["name"] for row in client.get(f"/api/v1/studies/{study.slug}/saved-searches/").json()["results"]]

    assert ("Milik sendiri" in page, "Milik orang" in page, names) == (True, False, ["Milik sendiri"])
    assert client.get(f"/studies/{study.slug}/find/saved/{theirs.pk}/").status_code == 404
    assert client.post(f"/studies/{study.slug}/find/saved/{mine.pk}/remove/").status_code == 302


def test_on_the_page_a_search_is_saved_opened_by_its_address_removed_and_brought_back(study):
    text = study.interviews.get().transcript
    code_passage(
        study, coder=owner_of(study), transcript=text, code=study.codes.get(key="MAT"), **span_of(text, "masker")
    )
    client, home = Client(), f"/studies/{study.slug}/find/"
    client.force_login(owner_of(study))
    found = client.post(home, {"text": "masker", "where": "quotes", "way": "words"}).context
    told = {name: found["to_save"][name] for name in ("id", "kind", "name", "address")}

    saved = client.post(f"{home}saved/", told | {"name": "Masker"}, follow=True)
    again = client.post(f"{home}saved/", told | {"name": "Masker"})
    there = again.headers["Location"]
    reader = Client()
    reader.force_login(join(study, Role.OBSERVER))
    shown = reader.get(there)

    assert (told["name"], told["address"]) == ("masker", "text=masker&where=quotes")
    assert (saved.context["found"].count, saved.context["current"].name, saved.context["to_save"]) == (
        1,
        "Masker",
        None,
    )
    assert (shown.context["found"].count, SavedSearch.objects.count()) == (1, 1)
    assert "masker" not in there

    gone = client.post(f"{there}remove/", {"here": home}, follow=True)
    assert (gone.context["saved"], client.get(there).status_code) == ([], 404)
    assert client.post(f"{there}restore/", follow=True).context["current"].name == "Masker"


def test_to_open_a_saved_search_writes_nothing_and_says_which_texts_nobody_has_searched_yet(study):
    saved, _ = save(study, kind="words", address="text=masker")
    client, there = Client(), f"/studies/{study.slug}/find/saved/{saved.pk}/"
    client.force_login(owner_of(study))

    first, again = client.get(there), client.get(there)
    asked = client.post(f"/studies/{study.slug}/find/", {"text": "masker", "where": "turns", "way": "words"})

    assert [page.context["found"].left for page in (first, again, asked)] == [1, 1, 0]
    assert "1 text is not ready to be searched yet. Find again to go on." in first.content.decode()
    assert (first.context["found"].count, client.get(there).context["found"].count) == (0, asked.context["found"].count)


def test_saved_passages_open_where_passages_are_chosen_and_an_unknown_search_nowhere(study):
    client, home = Client(), f"/studies/{study.slug}/find/"
    client.force_login(owner_of(study))
    told = client.get(f"{home}passages/?code=MAT&polarity=enacted").context["to_save"]
    answer = client.post(f"{home}saved/", told, follow=True)

    assert answer.redirect_chain[-1][0] == f"{home}passages/?code=MAT&polarity=enacted"
    assert answer.context["current"].name == told["name"]
    assert client.get(f"{home}saved/{uuid.uuid4()}/").status_code == 404
