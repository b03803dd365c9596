"""What stays open, and what the findings suggest: implications, not findings."""

from collections.abc import Iterator

from reports.sentences.profiles import hopes
from reports.sentences.sentence import IMPLICATION, Case, Sentence, say
from reports.sentences.words import informants

GAP = {
    "cell": {
        "no_evidence": {
            "id": "Celah: belum ada yang berbicara tentang {dimension} oleh {actor}.",
            "en": "Gap: nobody has spoken about {dimension} by {actor}.",
        },
        "insufficient": {
            "id": "Celah: bukti tentang {dimension} oleh {actor} belum cukup.",
            "en": "Gap: the evidence about {dimension} by {actor} is insufficient.",
        },
    },
    "pair": {
        "no_evidence": {
            "id": "Celah: belum ada yang berbicara tentang hubungan {pair}.",
            "en": "Gap: nobody has spoken about the relation of {pair}.",
        },
        "insufficient": {
            "id": "Celah: bukti tentang hubungan {pair} belum cukup.",
            "en": "Gap: the evidence about the relation of {pair} is insufficient.",
        },
        "contested": {
            "id": "Celah: bukti tentang hubungan {pair} bertentangan.",
            "en": "Gap: the evidence about the relation of {pair} is contested.",
        },
    },
}
RECOMMENDED = {
    "some": {
        "id": "Forum/pertemuan rutin {pair}; {k} mengharapkannya.",
        "en": "A regular forum/meeting of {pair}; {k} hoping for it.",
    },
    "none": {
        "id": "Forum/pertemuan rutin {pair}; belum ada informan yang mengharapkannya.",
        "en": "A regular forum/meeting of {pair}; no informant has voiced the hope for it.",
    },
}
MARK = {"id": "implikasi, bukan temuan", "en": "implication, not a finding"}
MEETING, MEETING_RUNG = "RPT", 2  # a joint meeting, and the rung at which a pair already has one


def gap_sentences(case: Case) -> Iterator[Sentence]:
    """One line per open gap, in the order of the summary."""
    for target in case.result["open_gaps"]:
        sort, key = target.split(":")
        place = case.result["cells" if sort == "cell" else "pairs"][key]
        rows = place["codings" if sort == "cell" else "links"]
        yield say(f"gap.{sort}", place["level"], GAP[sort][place["level"]], target, rows, **_named(case, sort, key))


def _named(case: Case, sort: str, key: str) -> dict:
    if sort == "pair":
        return {"pair": case.pair(key)}
    actor, dimension = key.split("/")
    return {"actor": case.actor(actor), "dimension": case.dimension(dimension)["noun"]}


def recommendation_sentences(case: Case) -> Iterator[Sentence]:
    """One line per pair that has no joint meeting, with the informants who hope for one."""
    for key, pair in case.pairs.items():
        if pair["rung"] < MEETING_RUNG:
            rows = hopes(case, {key}, MEETING)
            value = "some" if rows else "none"
            slots = {"pair": case.pair(key), "k": informants(len(case.informants(rows)))}
            yield say("recommendation", value, RECOMMENDED[value], f"pair:{key}", rows, mark=IMPLICATION, **slots)
