"""Which of the words for a finding, or against it, are the strongest. Pure: rows of the evidence in, ids out.

What an actor admits about itself is harder to dismiss than what others say of it, and what others credit it with is
harder to dismiss than its own praise. So a quote that something was done is best from somebody else, a quote that it
was not, or hardly, is best from the actor itself; then comes who does not contradict themselves, then a quote that is
neither a word nor a page, then the longer one.
"""

from collections.abc import Collection, Iterable, Mapping

from reports.method.vocabulary import DENYING

GOOD_LENGTH = range(40, 261)  # code points


def strongest_first(ids: Iterable[str], row: Mapping[str, Mapping], about: Collection[str], length) -> list[str]:
    """`ids` of rows in the order of their strength as a quote.

    `row` holds the evidence by id, `about` the actors whose act it is, `length` the length of each passage in code
    points.
    """
    rows = [row[key] for key in ids]
    torn = _torn(rows)

    def weight(r: Mapping) -> tuple:
        convincing = (r["speaker_actor"] in about) != (r["polarity"] == "enacted")
        long = length.get(r["passage"], 0)
        return not convincing, r["informant"] in torn, long not in GOOD_LENGTH, -long, r["id"]

    return [r["id"] for r in sorted(rows, key=weight)]


def _torn(rows: list[Mapping]) -> set[str]:
    """Informants who say both that it was done and that it was not."""
    done = {r["informant"] for r in rows if r["polarity"] == "enacted"}
    return done & {r["informant"] for r in rows if r["polarity"] in DENYING}
