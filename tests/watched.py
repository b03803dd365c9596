"""What no test may make the house do: speak to anybody outside this machine, or tell in a log, a mail or an address
what an informant said.
"""

import ipaddress
import logging
import re
import socket
import sys

from django.core import mail

CANARY = "kanarikuning"  # said by informants and coders of the world in which every address is asked
AT_HOME = {None, "", "localhost", socket.gethostname()}
ADDRESS = re.compile(rf'(?:href|src|action|hx-\w+)="[^"]*{CANARY}'.encode())
outbound: list[str] = []
leaked: list[str] = []


def is_at_home(host) -> bool:
    """Whether a name or number of a host is this machine's own."""
    host = host.decode() if isinstance(host, bytes) else host
    try:
        return host in AT_HOME or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def no_way_out(event: str, words: tuple) -> None:
    """An audit hook: what asks for a host elsewhere is refused, and remembered even where the refusal is caught."""
    if event in ("socket.connect", "socket.sendto") and isinstance(words[1], tuple):
        host = words[1][0]
    elif event == "socket.getaddrinfo":
        host = words[0]
    else:
        return
    if not is_at_home(host):
        outbound.append(f"{event} {host}")
        raise ConnectionRefusedError(f"A test wanted to reach {host}: nothing outside this machine may be asked.")


class Listener(logging.Handler):
    """Hears every line of every log as it would be written, with the words of faults."""

    def emit(self, record: logging.LogRecord) -> None:
        if CANARY in logging.Formatter().format(record):
            leaked.append(f"log {record.name}: {record.getMessage()[:300]}")


listener = Listener()


def begin() -> None:
    """From now on and for good."""
    sys.addaudithook(no_way_out)


def listen() -> None:
    """Hear all logs; to be said before each test, for who sets the logs up anew takes the listener away."""
    logging.getLogger().addHandler(listener)


def found() -> list[str]:
    """What was done since the last asking that no test may do; forgotten with it."""
    mails = [f"mail: {each.subject}" for each in getattr(mail, "outbox", []) if CANARY in str(each.message())]
    seen = [*outbound, *leaked, *mails]
    outbound.clear()
    leaked.clear()
    return seen


def in_an_address(answer) -> bool:
    """Whether an answer leads to an address in which the canary stands."""
    headers = f"{answer.headers}"
    return CANARY in headers or bool(ADDRESS.search(getattr(answer, "content", b"")))
