"""Sentences about the coordination of two actors (method.md 4.5)."""

from collections.abc import Iterator

from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import informants

_TOLD_ID = "didukung {S} dari {n}; {O} menyangkal dan {M} bertentangan dengan diri sendiri."
_TOLD_EN = "supported by {S} of {n}; denied by {O}, self-contradicting {M}."
LEVEL = {
    "no_evidence": {
        "id": "{pair}: tanpa bukti; belum ada informan yang membicarakan hubungan keduanya.",
        "en": "{pair}: no evidence; no informant has spoken about the relation of the two.",
    },
    "networking": {
        "id": "{pair} berjejaring, yaitu saling bertukar informasi: " + _TOLD_ID,
        "en": "{pair} are networking, that is, exchange information: " + _TOLD_EN,
    },
    "coordinating": {
        "id": "{pair} berkoordinasi, yaitu bertemu, merencanakan, atau bersepakat bersama: " + _TOLD_ID,
        "en": "{pair} are coordinating, that is, meet, plan or agree together: " + _TOLD_EN,
    },
    "cooperating": {
        "id": "{pair} bekerja sama, yaitu berbagi sumber daya atau bertindak bersama: " + _TOLD_ID,
        "en": "{pair} are cooperating, that is, share resources or act together: " + _TOLD_EN,
    },
    "collaborating": {
        "id": "{pair} berkolaborasi, yaitu memutuskan dan mengevaluasi bersama: " + _TOLD_ID,
        "en": "{pair} are collaborating, that is, decide and assess together: " + _TOLD_EN,
    },
    "none": {
        "id": "{pair} tanpa koordinasi (berjalan sendiri-sendiri) menurut {O} dari {n} yang membicarakannya.",
        "en": "{pair}: no coordination (running separately) according to {O} of {n} who speak about it.",
    },
    "contact_only": {
        "id": "{pair}: kontak saja (satu arah / administratif), dilaporkan oleh {contact}; "
        "belum ada yang melaporkan koordinasi.",
        "en": "{pair}: contact only (one-way / administrative), reported by {contact}; nobody reports coordination.",
    },
    "insufficient": {
        "id": "{pair}: bukti belum cukup; {S} mendukung adanya hubungan, {O} menyangkal, dan "
        "{M} bertentangan dengan diri sendiri.",
        "en": "{pair}: insufficient evidence; exchange or more is reported by {S}, denied by {O}, "
        "self-contradicting {M}.",
    },
    "contested": {
        "id": "{pair}: bertentangan; dari {n}, {S} mendukung adanya hubungan, {O} menyangkal, dan "
        "{M} bertentangan dengan diri sendiri.",
        "en": "{pair}: contested; of {n}, exchange or more is reported by {S}, denied by {O}, self-contradicting {M}.",
    },
}
CONTACT = {
    "some": {
        "id": "Catatan {pair}: {contact} melaporkan kontak satu arah / administratif; kontak bukan koordinasi.",
        "en": "Note on {pair}: one-way / administrative contact is reported by {contact}; contact is not coordination.",
    },
    "none": {
        "id": "Catatan {pair}: tidak ada kontak satu arah / administratif yang dilaporkan.",
        "en": "Note on {pair}: no one-way / administrative contact is reported.",
    },
}
CORROBORATED = {
    "true": {
        "id": "{pair}: dikuatkan oleh informan dari kedua pihak.",
        "en": "{pair}: corroborated by informants of both sides.",
    },
    "false": {
        "id": "{pair}: belum dikuatkan oleh kedua pihak; dukungan hanya datang dari satu pihak atau dari pihak ketiga.",
        "en": "{pair}: not corroborated by both; the support comes from one of the two, or from a third party.",
    },
}
RECURRENT = {
    "true": {
        "id": "{pair}: berulang menurut sedikitnya {recurrent}.",
        "en": "{pair}: recurrent according to at least {recurrent}.",
    },
    "false": {
        "id": "{pair}: belum terbukti berulang; untuk itu diperlukan sedikitnya {recurrent}.",
        "en": "{pair}: recurrence is not shown; it takes at least {recurrent}.",
    },
}


def pair_sentences(case: Case, key: str) -> Iterator[Sentence]:
    """Everything that is said about one pair: its level, what keeps it, and the contact beside it."""
    pair = case.pairs[key]
    slots, target, links = _slots(case, key, pair), f"pair:{key}", pair["links"]
    yield say("pair.level", pair["level"], LEVEL[pair["level"]], target, links, **slots)
    if pair["rung"] >= case.config["coord_rung"]:
        for kind, templates in (("corroborated", CORROBORATED), ("recurrent", RECURRENT)):
            value = "true" if pair[kind] else "false"
            yield say(f"pair.{kind}", value, templates[value], target, _supporting(case, links), **slots)
    if pair["contact"]:
        yield say("pair.contact", "some", CONTACT["some"], target, _contacts(case, links), **slots)


def _slots(case: Case, key: str, pair) -> dict:
    rung = max(pair["rung"], 1)
    counts = {side: pair[f"{side}{rung}"] for side in "SOM"}
    return {
        "pair": case.pair(key),
        "n": informants(sum(counts.values())),
        "contact": informants(pair["contact"]),
        "recurrent": informants(case.config["min_recurrent_informants"]),
        **counts,
    }


def rung(case: Case, form: str) -> int | None:
    """The rung of a form under the summary's config; None for a general statement (ANY)."""
    return case.config["form_rungs"].get(form)


def _contacts(case: Case, links) -> list[str]:
    return [row for row in links if _enacts(case, row) and rung(case, case.row[row]["form"]) == 0]


def _supporting(case: Case, links) -> list[str]:
    floor = case.config["coord_rung"]
    return [row for row in links if _enacts(case, row) and (rung(case, case.row[row]["form"]) or 0) >= floor]


def _enacts(case: Case, row: str) -> bool:
    return case.row[row]["polarity"] == "enacted"
