"""Reading a file in the cage (see `caged`): the web process hands the bytes over and never parses them itself."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from . import reader_of
from .caged import CURE, HEAD, SECONDS, TOO_LONG
from .parsed import Columns, Comment, Dropped, Message, Parsed, ParsedTurn, Sheet, Unreadable, gettext_noop

ROOT = Path(__file__).resolve().parents[2]
LONGEST_ANSWER = 400_000_000
KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "MALLOC_ARENA_MAX")


class _Cage:
    """The process that reads for this one; started when first needed, and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def ask(self) -> socket.socket:
        """A socket to a fork that waits for a file."""
        ours, theirs = socket.socketpair()
        with theirs:
            with self._lock:
                self._hand_over(theirs)
            return ours

    def close(self) -> None:
        if self._control:
            self._control.close()
        if self._process and self._pid == os.getpid():
            self._process.wait(5)
        self._control = self._process = None

    def _hand_over(self, theirs: socket.socket) -> None:
        for attempt in (1, 2):
            if self._control is None or self._pid != os.getpid() or attempt == 2:
                self._start()
            try:
                socket.send_fds(self._control, [b"1"], [theirs.fileno()])
                return
            except OSError:
                if attempt == 2:
                    raise

    def _start(self) -> None:
        self.close()
        self._control, inside = socket.socketpair()
        with inside:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "interviews.importing.caged", str(inside.fileno())],
                cwd=ROOT,
                env={key: os.environ[key] for key in KEPT if key in os.environ},
                stdin=subprocess.DEVNULL,
                pass_fds=[inside.fileno()],
            )
        self._pid = os.getpid()


_cage = _Cage()
atexit.register(_cage.close)


def read_caged(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """As `read_transcript`, in a process of its own with limits of memory and time.

    Raises Unreadable, and nothing else, whatever the bytes are and whatever they do to the process that reads them.
    """
    reader_of(name, data)
    begun = time.monotonic()
    try:
        with _cage.ask() as answer:
            answer.settimeout(SECONDS + 5)
            told, text = _exchange(answer, json.dumps([name, columns]).encode(), data)
    except (OSError, ValueError, EOFError) as failure:
        is_late = time.monotonic() - begun >= SECONDS - 1
        what = TOO_LONG if is_late else gettext_noop("reading it failed")
        raise Unreadable(name, None, Message(what), CURE) from failure
    if refused := told.get("refused"):
        raise Unreadable(refused[0] or name, *map(_message, refused[1:]))
    return parsed_as_told(text, told)


def parsed_as_told(text: str, told: dict[str, Any]) -> Parsed:
    """What `caged.as_told` has told of `text`."""
    turns = [ParsedTurn(*turn) for turn in told["turns"]]
    dropped, comments = [Dropped(*each) for each in told["dropped"]], [Comment(*each) for each in told["comments"]]
    return Parsed(text, turns, dropped, told["format"], told["encoding"], _sheet(told["table"]), comments)


def _exchange(answer: socket.socket, called: bytes, data: bytes) -> tuple[dict[str, Any], str]:
    answer.sendall(HEAD.pack(len(called), len(data)) + called)
    answer.sendall(data)
    with answer.makefile("rb") as stream:
        head = stream.read(HEAD.size)
        if len(head) < HEAD.size:
            raise EOFError
        length, size = HEAD.unpack(head)
        if length + size > LONGEST_ANSWER:
            raise EOFError
        meta, text = stream.read(length), stream.read(size)
    if len(meta) < length or len(text) < size:
        raise EOFError
    return json.loads(meta), text.decode()


def _sheet(told: list[Any] | None) -> Sheet | None:
    return told and Sheet(told[0], told[1] and Columns(*told[1]))


def _message(told: list[Any] | None) -> Message | None:
    if told is None:
        return None
    msgid, values = told
    return Message(msgid, {key: _message(value) if isinstance(value, list) else value for key, value in values.items()})
