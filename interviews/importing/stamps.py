"""Time stamps: 0:07, 00:00:07, 00:00:07,000, 0:0:7.5, and ranges of two. Milliseconds from the start."""

import re

STAMP = r"(?:\d{1,2}:[0-5]?\d|\d{1,3}):[0-5]?\d(?:[.,]\d{1,3})?"  # below 100 hours
RANGE = rf"{STAMP}(?:[ \t]*(?:-->|[-–—])[ \t]*{STAMP})?"
BRACKETED = rf"(?:[\[(<{{][ \t]*{RANGE}[ \t]*[\])>}}]|#{STAMP}(?:-\d)?#)"

_EACH = re.compile(STAMP)


def milliseconds(stamp: str) -> int:
    """`[hours:]minutes:seconds[.fraction]` in milliseconds; the fraction after a dot or a comma."""
    seconds, fraction = 0, "0"
    if "." in stamp or "," in stamp:
        stamp, fraction = stamp.replace(",", ".").split(".")
    for part in stamp.split(":"):
        seconds = 60 * seconds + int(part)
    return 1000 * seconds + int(fraction.ljust(3, "0"))


def times_in(written: str | None) -> tuple[int | None, int | None]:
    """The first stamp in `written` and, where it is a range, the second; None for each that is not there."""
    found = _EACH.findall(written) if written else ()
    if not found:
        return None, None
    start, end = milliseconds(found[0]), milliseconds(found[1]) if len(found) > 1 else -1
    return start, end if end >= start else None
