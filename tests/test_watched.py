"""The watch over the whole suite can fail."""

import logging
import socket

import pytest
from django.core.mail import send_mail
from django.http import HttpResponse

from tests.watched import CANARY, found, in_an_address, is_at_home


def test_who_wants_to_leave_the_machine_is_refused_and_remembered():
    with pytest.raises(ConnectionRefusedError, match="nothing outside this machine"):
        socket.create_connection(("192.0.2.1", 443), timeout=1)
    with socket.socket() as plain, pytest.raises(ConnectionRefusedError):
        plain.connect(("192.0.2.1", 443))
    with pytest.raises(ConnectionRefusedError), socket.socket(type=socket.SOCK_DGRAM) as plain:
        plain.sendto(b"?", ("192.0.2.1", 53))
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("informan.example", 443)

    assert found() == [
        "socket.getaddrinfo 192.0.2.1",
        "socket.connect 192.0.2.1",
        "socket.sendto 192.0.2.1",
        "socket.getaddrinfo informan.example",
    ]


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("::1", True), (b"127.0.0.9", True), ("", True), ("10.0.0.1", False)]
)
def test_only_this_machine_is_home(host, own):
    assert is_at_home(host) is own


def test_a_word_of_an_informant_in_a_log_is_heard_also_in_a_fault():
    logging.getLogger("coprod").warning("Kata: %s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("coprod").exception("Gagal")

    assert [line.split(":")[0] for line in found()] == ["log coprod", "log coprod"]


def test_a_word_of_an_informant_in_a_mail_or_an_address_is_seen(mailoutbox):
    send_mail("Kabar", f"Kata: {CANARY}", "a@localhost", ["b@localhost"])

    assert found() == ["mail: Kabar"]
    mailoutbox.clear()
    assert in_an_address(HttpResponse(f'<a href="/find/?q={CANARY}">x</a>'))
    assert in_an_address(HttpResponse(headers={"Location": f"/{CANARY}/"}))
    assert not in_an_address(HttpResponse(f"<p>{CANARY}</p>"))
