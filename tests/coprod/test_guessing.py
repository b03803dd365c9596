"""Whoever guesses passwords gets five tries in five minutes, from wherever; whoever knows theirs gets in."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from interviews.inviting import invite
from tests.factories import PASSWORD, make_study, make_user, owner_of
from tests.links import set_by_link

pytestmark = pytest.mark.django_db
HERE = "198.51.100.4"
CHOSEN = "membaca-tanpa-henti"


class Counting(MD5PasswordHasher):
    """The hasher of the tests, which counts how often it was asked."""

    asked = 0

    def verify(self, password, encoded):
        type(self).asked += 1
        return super().verify(password, encoded)


@pytest.fixture
def hasher(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    Counting.asked = 0
    return Counting


@pytest.fixture
def sari(hasher):
    return make_user("sari")


def sign_in(client, password, *, at, login="sari", **headers) -> bool:
    answer = client.post("/accounts/login/", {"login": login, "password": password}, REMOTE_ADDR=at, **headers)
    return answer.status_code == 302


@pytest.fixture
def known_browser(client, sari):
    """Sari's own browser, in which she has signed in before."""
    assert sign_in(client, PASSWORD, at=HERE)
    client.post("/accounts/logout/")
    Counting.asked = 0
    return client


def guess(new, number, *, proxies):
    """`number` wrong passwords: from fifty addresses through a proxy, or from one that forges fifty."""
    for each in range(number):
        forged = f"203.0.113.{each % 50}"
        at, said = ("10.0.0.1", f"192.0.2.{each % 7}, {forged}") if proxies else ("203.0.113.99", forged)
        assert not sign_in(new(), f"tebakan-{each}", at=at, HTTP_X_FORWARDED_FOR=said)


@pytest.mark.parametrize(
    ("proxies", "number"),
    [(0, 100), (1, 100), pytest.param(1, 1000, marks=pytest.mark.soak)],
    ids=["one address that forges fifty", "fifty addresses behind a proxy", "a thousand"],
)
def test_of_all_guesses_five_reach_the_hasher_and_the_owner_still_gets_in(
    known_browser, settings, hasher, proxies, number
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    guess(type(known_browser), number, proxies=proxies)

    assert 1 <= hasher.asked <= 5
    assert sign_in(known_browser, PASSWORD, at="10.0.0.1" if proxies else HERE, HTTP_X_FORWARDED_FOR=HERE)


def test_with_the_link_of_a_forgotten_password_its_owner_gets_in_anywhere_while_others_guess(client, sari):
    guess(Client, 20, proxies=0)
    assert not sign_in(client, PASSWORD, at=HERE)

    set_by_link(client, "sari", CHOSEN)

    assert client.get("/studies/").status_code == 200
    client.post("/accounts/logout/")
    guess(Client, 20, proxies=0)
    assert sign_in(client, CHOSEN, at=HERE)


def test_the_browser_in_which_an_account_was_made_is_known_to_it(client, hasher):
    study = make_study()
    _invitation, key = invite(study, by=owner_of(study), role="researcher")
    client.get(f"/invitation/{key}/")
    client.post("/invitation/", {"name": "Sari", "username": "sari", "password1": CHOSEN, "password2": CHOSEN})
    client.post("/accounts/logout/")
    guess(Client, 20, proxies=0)

    assert sign_in(client, CHOSEN, at=HERE)


def test_the_owners_own_browser_is_known_however_the_name_is_written(known_browser):
    guess(type(known_browser), 20, proxies=0)

    assert sign_in(known_browser, PASSWORD, at=HERE, login="Sari")


def test_a_name_with_a_colon_is_counted_with_its_address_like_any_other(client):
    client.cookies["coprod_language"] = "en"
    asked = [{"login": f"x:{each}", "password": "salah"} for each in range(11)]

    pages = [client.post("/accounts/login/", each, REMOTE_ADDR=HERE).content.decode() for each in asked]

    assert ["Too many tries" in page for page in pages] == [False] * 10 + [True]


def test_the_host_name_that_is_asked_makes_no_more_tries(client, sari, hasher):
    for each in range(20):
        sign_in(client, f"tebakan-{each}", at=f"203.0.113.{each}", HTTP_HOST=("localhost", "127.0.0.1")[each % 2])

    assert hasher.asked <= 5


def test_the_owners_own_browser_has_five_tries_too(known_browser, hasher):
    for each in range(20):
        sign_in(known_browser, f"salah-{each}", at=HERE)

    assert hasher.asked == 5


def test_the_cookie_of_a_browser_is_good_for_its_account_only_and_cannot_be_forged(known_browser, hasher):
    make_user("lain")
    cookie = known_browser.cookies["coprod_device"].value

    for forged in (cookie.replace(":sari:", ":lain:"), "x:lain:y", ""):
        for each in range(10):
            client = type(known_browser)()
            client.cookies["coprod_device"] = forged
            client.post("/accounts/login/", {"login": "lain", "password": f"{each}"}, REMOTE_ADDR=f"203.0.113.{each}")

    assert hasher.asked <= 5
    assert PASSWORD not in cookie


def test_the_cookie_alone_opens_nothing(known_browser):
    assert known_browser.get("/studies/").status_code == 302
