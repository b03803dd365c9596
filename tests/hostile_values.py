"""What may stand in a field of a body by mistake or malice."""

import uuid

from hypothesis import strategies as st

WORDS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\u202egnuf",
    "\u200b",
    "１２",
    "12",
    "1.0",
    "true",
    "null",
    "=1+1",
]
WORDS += [
    "/../../etc/passwd",
    "a" * 300,
    "𝄞" * 201,
    "e\u0301",
    "%s%n{0}",
    "2020-02-30",
    "9999-12-31",
    "0000-00-00",
    "W1",
]
NUMBERS = [-1, 0, 1.0, 1e308, -0.0, 2**15, 2**31, 2**63, 10**30, True, False, None]
SHAPES = [
    [],
    {},
    [[]],
    {"": ""},
    [None],
    {"a": {"a": {"a": 1}}},
    [{"coding": 1}],
    {"P": None},
    {"T1": {"informant": {}}},
]
IDS = [
    str(uuid.UUID(int=0)),
    str(uuid.uuid4()).upper(),
    f"{{{uuid.uuid4()}}}",
    uuid.uuid4().hex,
    f"urn:uuid:{uuid.uuid4()}",
    0,
]
HOSTILE = [*WORDS, *NUMBERS, *SHAPES, *IDS]
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(HOSTILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
