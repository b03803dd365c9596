"""What written words rest on, and how that differs now. Pure: what was kept with the words, and the rows of today.

A row is kept as plain values: the hash of its words and of its code's definition, who says it, about whom, how, and
whether it stands. So a change that is taken back leaves the words fresh again, whatever the time in between; approving
or submitting a row says nothing new of it, and words that a corrected text still holds are the same words.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Fact = Mapping[str, object]
Facts = Mapping[str, Fact]

STANDS = "stands"
# In the order in which they are told. A row that does not stand any more differs in nothing else worth saying.
WEIGHED = ("words", "voice", "code", "definition", "retired", "actors", "polarity", "often", "scope")
# People and actors are the same under another name; a change of them is told by the names.
TOLD_BY = {"voice": "informant", "actors": "about"}


class Change(NamedTuple):
    """One thing that is otherwise than it was: of which row, in what, what it was and what it is.

    `what` is one of WEIGHED, or what it is TOLD_BY; `status`, where a row does not stand any more; `came` or `left`,
    where it belongs to the words only now, or no longer.
    """

    row: str
    what: str
    was: object = None
    now: object = None


def digest(value: object) -> str:
    """SHA-256, in hexadecimal, of a text or of anything that JSON can hold."""
    told = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def changes(then: Facts, now: Facts, belonging: Iterable[str]) -> list[Change]:
    """How the rows that words rest on differ from what they were, in the order of their ids.

    `then` are the rows as they were kept, `now` all of them as they are, with what has come since, `belonging` the ids
    of those that the words would rest on if they were written now. Empty: the words are fresh.
    """
    belong = set(belonging)
    found = []
    for row in sorted(then.keys() | belong):
        if row not in then:
            found.append(Change(row, "came"))
        elif row not in now:
            found.append(Change(row, "status", then[row]["status"], "removed"))
        else:
            differing = _differing(row, then[row], now[row])
            found += differing or ([] if row in belong else [Change(row, "left")])
    return found


def _differing(row: str, then: Fact, now: Fact) -> list[Change]:
    if then["status"] != now["status"]:
        return [Change(row, "status", then["status"], now["status"])]
    weighed = [name for name in WEIGHED if then.get(name) != now.get(name)]
    told = [Change(row, name, then.get(name), now.get(name)) for name in (TOLD_BY.get(each, each) for each in weighed)]
    if then["words"] == now["words"] and then["text"] == now["text"] and then["passage"] != now["passage"]:
        told.insert(0, Change(row, "words"))  # the same words, but at another place of the same text
    return told
