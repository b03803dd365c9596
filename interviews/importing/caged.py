"""The cage: a process of its own that reads files from strangers, each in a fork with limits of memory and time.

It knows no secret, no database and no Django, is started once and kept warm; a fork of it costs a few milliseconds.
It ends when whoever started it ends. `python -m interviews.importing.caged FD` is only ever called by `cage`.
"""

import contextlib
import gc
import json
import os
import resource
import selectors
import signal
import socket
import struct
import sys
import traceback
from dataclasses import astuple

from . import Columns, Parsed, Unreadable, load_readers, read_transcript
from .parsed import Message, gettext_noop

MEMORY = 768_000_000
SECONDS = 20
# Seconds of work that any file may cost, and more for each byte: what is small and takes long is a bomb. Measured of
# interviews: a PDF takes a sixth of it at the most, all else a twentieth.
WORK, WORK_PER_BYTE = 0.6, 0.00002
HEAD = struct.Struct("!QQ")

Told = dict[str, object]


def serve(control: socket.socket) -> None:
    """Forks once for each socket that comes in, until there are no more, and answers for those that die reading."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load_readers()
    gc.collect()
    gc.freeze()
    with selectors.DefaultSelector() as events:
        events.register(control, selectors.EVENT_READ)
        while True:
            for ready, _ in events.select():
                if ready.data:
                    events.unregister(ready.fd)
                    _bury(ready.fd, *ready.data)
                elif not _begin(control, events):
                    return


def _begin(control: socket.socket, events: selectors.BaseSelector) -> bool:
    """Forks for the next file; False when whoever asks is gone."""
    message, handles, _, _ = socket.recv_fds(control, 1, 1)
    if not message:
        return False
    asked = socket.socket(fileno=handles[0])
    pid = os.fork()
    if pid == 0:
        control.close()
        _let_go_of_the_others(events)
        _read_one(asked)
    events.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, asked))
    return True


def _let_go_of_the_others(events: selectors.BaseSelector) -> None:
    """In a fork: closes its copies of what the others are asked by, so that none reads along or outlives an end.

    Nothing is unregistered: the list of what is waited for is shared with the process that forks.
    """
    for other in list(events.get_map().values()):
        if other.data:
            os.close(other.fd)
            other.data[1].close()
    events.close()


def _bury(handle: int, pid: int, asked: socket.socket) -> None:
    """A library that gets no more memory or time ends its process, without a word: then the word is said here."""
    os.close(handle)
    _, status, used = os.wait4(pid, 0)
    with asked, contextlib.suppress(OSError):
        if why := _why(status, used):
            meta = json.dumps({"refused": [None, None, [why, {}], _message(CURE)]}).encode()
            asked.sendall(HEAD.pack(len(meta), 0) + meta)


def _why(status: int, used: resource.struct_rusage) -> str | None:
    if not os.WIFSIGNALED(status):
        return None
    if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGXCPU, signal.SIGALRM):
        return TOO_LONG
    return TOO_MUCH if used.ru_maxrss * 1024 > MEMORY / 2 else None


def _read_one(asked: socket.socket) -> None:
    """Reads one file and answers; never returns."""
    try:
        _limit()
        gc.disable()
        name, columns, data = _question(asked)
        signal.setitimer(signal.ITIMER_PROF, WORK + len(data) * WORK_PER_BYTE)
        text, told = _told(name, columns, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        meta = json.dumps(told).encode()
        asked.sendall(HEAD.pack(len(meta), len(text)) + meta)
        asked.sendall(text)
    except BaseException as failure:  # whatever it was, the one who asked hears of it by the missing answer
        with contextlib.suppress(BaseException):
            print(f"The cage: {type(failure).__name__}", file=sys.stderr)
            traceback.print_tb(failure.__traceback__)
    finally:
        os._exit(0)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with contextlib.suppress(ValueError, OSError):  # systems without it do with the limit of time
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS)


def _question(asked: socket.socket) -> tuple[str, Columns | None, bytes]:
    with asked.makefile("rb") as stream:
        length, size = HEAD.unpack(stream.read(HEAD.size))
        name, columns = json.loads(stream.read(length))
        return name, columns and Columns(*columns), stream.read(size)


def _told(name: str, columns: Columns | None, data: bytes) -> tuple[bytes, Told]:
    try:
        parsed = read_transcript(name, data, columns)
    except Unreadable as refusal:
        return b"", {"refused": refusal_as_told(refusal)}
    except MemoryError:
        gc.collect()
        return b"", {"refused": refusal_as_told(Unreadable(name, None, Message(TOO_MUCH), CURE))}
    return parsed.text.encode(), as_told(parsed)


TOO_LONG = gettext_noop("reading it takes longer than any interview needs")
TOO_MUCH = gettext_noop("reading it takes more memory than any interview needs")
CURE = Message(gettext_noop("copy its text into a .txt file and import that"))


def as_told(parsed: Parsed) -> Told:
    return {
        "turns": parsed.turns,
        "dropped": [astuple(dropped) for dropped in parsed.dropped],
        "format": parsed.format,
        "encoding": parsed.encoding,
        "table": parsed.table,
        "comments": [astuple(comment) for comment in parsed.comments],
    }


def refusal_as_told(refusal: Unreadable) -> list[object]:
    return [refusal.name, *(_message(each) for each in (refusal.place, refusal.what, refusal.next))]


def _message(message: Message | None) -> list[object] | None:
    if message is None:
        return None
    values = {key: _message(value) if isinstance(value, Message) else value for key, value in message.values.items()}
    return [message.msgid, values]


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as control:
        serve(control)
