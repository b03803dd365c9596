"""Which words stand for a finding, and which speak against it. Pure: rows of the evidence in, ids out.

What an actor admits about itself is harder to dismiss than what others say of it, and what others credit it with is
harder to dismiss than its own praise. So a quote that something was done is best from somebody else, a quote that it
was not, or hardly, is best from the actor itself; then comes who does not contradict themselves, then a quote that is
neither a word nor a page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DENIED = ("absent", "hindered")
FOR = {"enacted": ("enacted",), "absent": DENIED, "limited": ("limited",), "mixed": ("enacted",)}
AGAINST = {
    "enacted": (*DENIED, "limited"),
    "absent": ("enacted", "limited"),
    "limited": ("enacted", *DENIED),
    "mixed": (*DENIED, "limited"),
}
GOOD_LENGTH = range(40, 261)  # code points


@dataclass(frozen=True)
class Witnesses:
    """The ids of the rows that support a finding, and of those against it; the strongest first in both."""

    supporting: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def cell_witnesses(cell: Mapping, about: str, row: Mapping[str, Mapping], length: Mapping[str, int]) -> Witnesses:
    """The counted codings of a cell by what they say of its level, or of its lean where the evidence is insufficient.

    `row` holds the evidence by id, `length` the length of each passage in code points.
    """
    level = cell["lean"] if cell["level"] == "insufficient" else cell["level"]
    if level not in FOR:
        return Witnesses()
    rows = [row[key] for key in cell["codings"]]
    return Witnesses(
        _ranked((r for r in rows if r["polarity"] in FOR[level]), rows, {about}, length),
        _ranked((r for r in rows if r["polarity"] in AGAINST[level]), rows, {about}, length),
    )


def pair_witnesses(pair: Mapping, ends: set[str], rungs: Mapping[str, int], row, length) -> Witnesses:
    """The counted links of a pair by what they say of its level; `rungs` are those of the summary's config."""
    rows, rung = [row[key] for key in pair["links"]], max(pair["rung"], 1)
    told = [r for r in rows if r["polarity"] == "enacted" and rungs.get(r["form"], 0) >= rung]
    denied = [r for r in rows if r["polarity"] in DENIED and _denies(r["form"], rungs, rung)]
    contact = [r for r in rows if r["polarity"] == "enacted" and rungs.get(r["form"], 0) == 0]
    sides = {"none": (denied, told), "contact_only": (contact, told or denied)}.get(pair["level"], (told, denied))
    return Witnesses(*(_ranked(side, rows, ends, length) for side in sides))


def _denies(form: str, rungs: Mapping[str, int], rung: int) -> bool:
    """ANY and INF1 deny rung 1, another form its own; a form of rung 0 denies nothing (method.md 4.5)."""
    denied = 1 if form in ("ANY", "INF1") else rungs.get(form, 0)
    return 0 < denied <= rung


def _ranked(chosen: Iterable[Mapping], rows: list[Mapping], about: set[str], length: Mapping[str, int]) -> tuple:
    torn = _torn(rows)

    def weight(r: Mapping) -> tuple:
        of_itself = r["speaker_actor"] in about
        convincing = of_itself != (r["polarity"] == "enacted")
        fits = length.get(r["passage"], 0) in GOOD_LENGTH
        return (not convincing, r["informant"] in torn, not fits, -length.get(r["passage"], 0), r["id"])

    return tuple(r["id"] for r in sorted(chosen, key=weight))


def _torn(rows: list[Mapping]) -> set[str]:
    """Informants who say both that it was done and that it was not."""
    done = {r["informant"] for r in rows if r["polarity"] == "enacted"}
    return done & {r["informant"] for r in rows if r["polarity"] in DENIED}
