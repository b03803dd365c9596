"""Sentences about one actor over all dimensions and pairs, and about the isolation of the study (method.md 4.6)."""

from collections.abc import Iterator

from reports.method.counting import is_hope
from reports.sentences import labels
from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import LANGUAGES, all_actors, informants, interviews, listed, same

BESIDE, WITH = same(" "), {"id": " bersama ", "en": " with "}
LEVELS = {
    "some": {
        "id": "{actor} menurut {n} dalam {w}: {levels}.",
        "en": "{actor} according to {n} in {w}: {levels}.",
    },
    "none": {
        "id": "{actor}: tanpa bukti; belum ada informan yang membicarakannya.",
        "en": "{actor}: no evidence; no informant has spoken about it.",
    },
}
ISOLATED = {
    "true": {
        "id": "{actor} berjalan sendiri: tidak berkoordinasi dengan satu pun aktor lain.",
        "en": "{actor} runs alone: it coordinates with none of the other actors.",
    },
    "false": {
        "id": "{actor} tidak terbukti berjalan sendiri dari semua aktor lain.",
        "en": "{actor} is not shown to run alone from all other actors.",
    },
}
TOGETHER = {
    "some": {
        "id": "{actor} memproduksi bersama: {with_whom}.",
        "en": "{actor} co-produces: {with_whom}.",
    },
    "none": {
        "id": "{actor} belum memproduksi satu dimensi pun bersama aktor lain.",
        "en": "{actor} co-produces no dimension with another actor yet.",
    },
}
HOPES = {
    "some": {
        "id": "Rencana dan harapan tentang hubungan {actor}: disebut {k} kali; tidak dihitung sebagai temuan.",
        "en": "Plans and hopes about the relations of {actor}: voiced in {k} links; not counted as a finding.",
    },
    "none": {
        "id": "Rencana dan harapan tentang hubungan {actor}: belum ada yang disebut.",
        "en": "Plans and hopes about the relations of {actor}: none has been voiced.",
    },
}
ISOLATION = {
    "all_isolated": {
        "id": "{all} berjalan sendiri-sendiri tanpa berkoordinasi satu dan lainnya.",
        "en": "{all} run separately, without coordinating with one another.",
    },
    "state_isolated": {
        "id": "Pihak pemerintah ({state}) berjalan sendiri: tidak berkoordinasi dengan satu pun aktor warga.",
        "en": "The state side ({state}) runs alone: it coordinates with no civic actor.",
    },
    "not_isolated": {
        "id": "Tidak semua berjalan sendiri-sendiri: {connected} terhubung.",
        "en": "Not all run separately: {connected} are connected.",
    },
    "undetermined": {
        "id": "Belum dapat disimpulkan apakah para aktor berjalan sendiri-sendiri; bukti tentang hubungan "
        "mereka belum cukup.",
        "en": "Whether the actors run separately is undetermined; the evidence about their relations is insufficient.",
    },
}


def profile_sentences(case: Case, actor: str) -> Iterator[Sentence]:
    """What is said on the page of one actor."""
    profile = case.result["profiles"][actor]
    target, codings, links = f"profile:{actor}", _codings(case, actor), _links(case, actor)
    slots = _slots(case, actor, profile)
    heard = "some" if profile["informants"] else "none"
    yield say("profile.levels", heard, LEVELS[heard], target, codings, **slots)
    if case.pairs_of(actor):
        alone = "true" if profile["isolated"] else "false"
        yield say("profile.isolated", alone, ISOLATED[alone], target, links, **slots)
    shared = "some" if profile["co_produced"] else "none"
    yield say("profile.co_produced", shared, TOGETHER[shared], target, codings if shared == "some" else (), **slots)
    hoped = "some" if profile["hopes"] else "none"
    yield say("profile.hopes", hoped, HOPES[hoped], target, hopes(case, case.pairs_of(actor)), **slots)


def isolation_sentence(case: Case) -> Sentence:
    """Whether the actors of the study run separately."""
    value = case.result["isolation"]
    connected = [key for key, pair in case.pairs.items() if pair["rung"] >= 1]
    slots = {
        "all": all_actors(len(case.actors)),
        "state": listed(case.actor(a["code"]) for a in case.evidence["actors"] if a["side"] == "state"),
        "connected": listed(map(case.pair, connected)),
    }
    carrying = connected or case.pairs
    rows = [row for key in carrying for row in case.pairs[key]["links"]]
    return say("isolation", value, ISOLATION[value], "isolation", rows, **slots)


def hopes(case: Case, pairs, form: str | None = None) -> list[str]:
    """Links on these pairs that would count but for being planned; of one form only, if given."""
    order = {actor: place for place, actor in enumerate(case.actors)}
    return [
        row["id"]
        for row in sorted(case.evidence["links"], key=lambda row: row["id"])
        if is_hope(row, case.config["count_statuses"])
        and form in (None, row["form"])
        and "-".join(sorted((row["from_actor"], row["to_actor"]), key=order.__getitem__)) in pairs
    ]


def _slots(case: Case, actor: str, profile) -> dict:
    shared = profile["with"]
    return {
        "actor": case.actor(actor),
        "n": informants(profile["informants"]),
        "w": interviews(profile["interviews"]),
        "k": profile["hopes"],
        "levels": _in_row(case, ((d, [labels.CELL_LEVEL[profile["levels"][d]]]) for d in case.dimensions)),
        "with_whom": _in_row(case, ((d, map(case.actor, shared[d])) for d in case.dimensions if d in shared), WITH),
    }


def _in_row(case: Case, told, joint=BESIDE) -> dict:
    """Each dimension and what is told of it, parted by semicolons."""
    parts = [(case.dimension(dimension)["noun"], listed(items)) for dimension, items in told]
    return {
        language: "; ".join(f"{noun[language]}{joint[language]}{words[language]}" for noun, words in parts)
        for language in LANGUAGES
    }


def _codings(case: Case, actor: str) -> list[str]:
    return [row for dimension in case.dimensions for row in case.cell(actor, dimension)["codings"]]


def _links(case: Case, actor: str) -> list[str]:
    return [row for key in case.pairs_of(actor) for row in case.pairs[key]["links"]]
