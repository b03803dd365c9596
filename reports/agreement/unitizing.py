"""Alpha for free spans: coders who choose for themselves where a coded passage begins and ends.

Krippendorff's alpha for unitizing, alpha_U: Content Analysis, 2nd ed. 2004, pp. 251-256. (The paper of 1995,
Sociological Methodology 25, has a slip of sign in the expected disagreement.) It depends on the grain of the text; ours
is the code point.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, pairwise
from math import fsum

from reports.agreement.alpha import Alpha

Span = tuple[int, int]
"""Half open, [start, end), in code points."""


def alpha_u(spans: Mapping[str, Sequence[Sequence[Span]]], start: int, end: int) -> dict[str | None, Alpha]:
    """Alpha of each category of a text [start, end), and under None that of all together.

    `spans` has for each category the spans of each coder, every coder in every category, with none where they found
    none. Spans of one coder and category that overlap are one. Of n spans it sorts n: time grows as n log n. Raises
    ValueError for a span outside the text.
    """
    found = {
        category: _category([_united(each, start, end) for each in of], start, end) for category, of in spans.items()
    }
    observed = fsum(each.observed for each in found.values())
    expected = fsum(each.expected for each in found.values())
    return found | {None: _alpha(observed, expected)}


def _category(coders: list[list[Span]], start: int, end: int) -> Alpha:
    m, length = len(coders), end - start
    units = [stop - begin for spans in coders for begin, stop in spans]
    apart = fsum(_apart(one, other) for one, other in combinations(coders, 2))
    observed = 2 * apart / (m * (m - 1) * length**2) if m > 1 else 0.0
    gaps = sorted(gap for spans in coders for gap in _gaps(spans, start, end))
    return _alpha(observed, _expected(units, gaps, m * length, length))


def _alpha(observed: float, expected: float) -> Alpha:
    return Alpha(observed, expected, 1 - observed / expected if expected else None)


def _united(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """In reading order, overlapping ones made one; those that only touch stay two."""
    joined: list[Span] = []
    for begin, stop in sorted(spans):
        if not start <= begin <= stop <= end:
            raise ValueError(f"the span {begin}-{stop} is not in the text {start}-{end}")
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((begin, stop))
    return joined


def _apart(one: list[Span], other: list[Span]) -> float:
    """The sum of the differences of two coders: of spans that overlap, how far their ends are apart, squared; of a span
    in a gap of the other, its length, squared."""
    total, first = 0.0, 0
    met = [False] * len(other)
    for begin, stop in one:
        while first < len(other) and other[first][1] <= begin:
            first += 1
        at, alone = first, True
        while at < len(other) and other[at][0] < stop:
            total += (begin - other[at][0]) ** 2 + (stop - other[at][1]) ** 2
            met[at], alone, at = True, False, at + 1
        total += (stop - begin) ** 2 if alone else 0
    return total + sum((stop - begin) ** 2 for (begin, stop), seen in zip(other, met, strict=True) if not seen)


def _gaps(spans: list[Span], start: int, end: int) -> Iterable[int]:
    edges = [start, *(edge for span in spans for edge in span), end]
    return (after - before for before, after in list(pairwise(edges))[::2] if after > before)


def _expected(units: list[int], gaps: list[int], total: int, length: int) -> float:
    """What spans of these lengths would differ by, were they strewn over the text by chance."""
    longer = [0, *accumulate(reversed(gaps))]
    parts = []
    for unit, times in Counter(units).items():
        many = len(gaps) - bisect_left(gaps, unit)  # gaps that could hold it
        room = longer[many] - many * (unit - 1)
        parts.append(times * ((len(units) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit) + unit**2 * room))
    among = total * (total - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 / length * fsum(parts) / among if among else 0.0
