"""Two-step sign-in and the list of browsers: what an account needs beyond its password, and who is in it now."""

import base64
import hmac
import io
import re
import struct
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from coprod.browsers import browser_in_words
from tests.factories import PASSWORD, make_user
from tests.links import set_by_link

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
SET_UP = "/account/second-step/set-up/"
ON_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"


def browser_of(username="sari", **said):
    client = Client(**said)
    client.cookies["coprod_language"] = "en"
    client.answer = client.post("/accounts/login/", {"login": username, "password": PASSWORD}, follow=True)
    return client


def confirm(client):
    """The password once more, as the pages ask that change how one signs in."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def code_shown(secret, *, ahead=0):
    """What the app on the phone shows `ahead` half-minutes from now, written down from RFC 6238 and RFC 4226 5.3."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + ahead), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def sari():
    return make_user("sari")


@pytest.fixture
def phone(sari):
    """The key in Sari's phone, once the second step is set up; her recovery codes stand on `sari.codes`."""
    client = browser_of()
    confirm(client)
    secret = re.search(r"<code>([A-Z2-7]+)</code>", client.get(SET_UP).content.decode())[1]
    page = client.post(SET_UP, {"code": code_shown(secret)}, follow=True).content.decode()
    sari.codes = re.findall(r"<li><code>(\w+)</code>", page)
    return secret


def taken(client, code):
    """Whether the code lets this browser in."""
    client.answer = client.post("/accounts/second-step/", {"code": code})
    return client.get("/studies/").status_code == 200


def wait_no_longer():
    """As if the seconds that a wrong code costs had gone by."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)


def test_the_password_alone_opens_nothing_once_the_second_step_is_set_up(sari, phone):
    client = browser_of()

    assert "The second step" in client.answer.content.decode()
    assert client.get("/studies/").headers["Location"].startswith("/accounts/login/")
    assert not taken(client, "000000")
    assert "does not fit" in client.answer.content.decode()
    wait_no_longer()
    shown = code_shown(phone, ahead=1)
    assert taken(client, f"{shown[:3]} {shown[3:]}")


def test_a_code_is_good_once_also_one_on_paper(sari, phone):
    assert len(set(sari.codes)) == 10
    assert taken(browser_of(), sari.codes[0].upper())
    assert not taken(browser_of(), sari.codes[0])
    wait_no_longer()
    assert taken(browser_of(), sari.codes[1])
    shown = code_shown(phone, ahead=1)
    assert taken(browser_of(), shown)
    assert not taken(browser_of(), shown)


def test_after_a_wrong_code_the_right_one_has_to_wait_too(sari, phone):
    client = browser_of()
    for number in range(3):
        assert not taken(client, f"{number:06}")

    assert not taken(client, code_shown(phone, ahead=1))
    wait_no_longer()
    assert taken(client, code_shown(phone, ahead=1))


def test_nobody_gets_past_it_by_another_door(sari, phone):
    client = browser_of()

    for address in ("/accounts/reauthenticate/", SET_UP, "/account/second-step/off/", "/account/", "/api/v1/me/"):
        assert client.get(address).status_code in {302, 401, 403}
    assert client.post("/account/second-step/off/").status_code == 403  # nobody is signed in: it is given back
    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_the_link_of_a_forgotten_password_does_not_get_past_it(sari, phone):
    client = Client()
    set_by_link(client, "sari", "membaca-tanpa-henti")

    assert client.get("/studies/").status_code == 302
    assert taken(client, sari.codes[0])


def test_a_wrong_code_sets_nothing_up(sari):
    client = browser_of()
    assert client.get(SET_UP).headers["Location"].startswith("/accounts/reauthenticate/")
    confirm(client)
    client.get(SET_UP)

    answer = client.post(SET_UP, {"code": "000000"})

    assert answer.status_code == 422
    assert taken(browser_of(), "000000")  # the password alone was enough


def test_new_recovery_codes_replace_the_old_and_all_is_turned_off_again(sari, phone):
    client = browser_of()
    assert taken(client, sari.codes[0])
    confirm(client)
    page = client.post("/account/second-step/codes/", follow=True).content.decode()
    new = re.findall(r"<li><code>(\w+)</code>", page)
    assert len(new) == 10
    assert not set(new) & set(sari.codes)

    client.post("/account/second-step/off/")

    assert browser_of().get("/studies/").status_code == 200
    assert not StaticDevice.objects.exists()


def test_who_lost_phone_and_paper_is_helped_by_who_runs_the_server(sari, phone):
    said = io.StringIO()
    call_command("second_step_off", "sari", stdout=said)
    call_command("second_step_off", "sari", stdout=said)

    assert said.getvalue().splitlines() == ["The password alone opens it now.", "It had no second step."]
    assert browser_of().get("/studies/").status_code == 200
    with pytest.raises(CommandError, match="no account siapa"):
        call_command("second_step_off", "siapa")


def test_the_browsers_one_is_signed_in_with_are_listed_and_all_others_signed_out(sari):
    make_user("tono")
    first, other, foreign = (
        browser_of(HTTP_USER_AGENT=FIREFOX),
        browser_of(HTTP_USER_AGENT=ON_IPHONE),
        browser_of("tono"),
    )

    page = first.get("/accounts/sessions/").content.decode()
    assert page.count('<th scope="row">') == 2
    assert "Firefox, Windows <strong>(this one)" in page
    assert "Safari, iPhone" in page
    first.post("/accounts/sessions/")

    assert [each.get("/studies/").status_code for each in (first, other, foreign)] == [200, 302, 200]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (EDGE, "Edge, Windows"),
        (ON_IPHONE, "Safari, iPhone"),
        ("curl/8", "another program"),
    ],
)
def test_a_browser_is_named_in_words(said, words):
    assert browser_in_words(said) == words
