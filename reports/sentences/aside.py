"""What is not counted, and why (method.md 4.1): kept, shown, and no finding."""

from collections.abc import Iterator, Mapping, Sequence

from reports.method.counting import why_not_counted
from reports.sentences.sentence import CAVEAT, Case, Sentence, say
from reports.sentences.words import counted

ASIDE = {
    "no_informant": {
        "id": "Tidak dihitung: {told} tanpa informan; belum jelas siapa yang berbicara.",
        "en": "Not counted: {told} without an informant; who speaks is not settled.",
    },
    "out_of_scope": {
        "id": "Tidak dihitung: {told} di luar cakupan penelitian.",
        "en": "Not counted: {told} outside the scope of the study.",
    },
    "planned": {
        "id": "Tidak dihitung: {told} berupa rencana atau harapan.",
        "en": "Not counted: {told} about plans or hopes.",
    },
    "unclear": {
        "id": "Tidak dihitung: {told} yang tidak jelas; perlu didiskusikan.",
        "en": "Not counted: {told} that stay unclear; to be discussed.",
    },
    "submitted": {
        "id": "Tidak dihitung: {told} yang menunggu peninjauan.",
        "en": "Not counted: {told} waiting for review.",
    },
    "rejected": {
        "id": "Tidak dihitung: {told} yang ditolak.",
        "en": "Not counted: {told} rejected.",
    },
    "conflicting": {
        "id": "Tidak dihitung: {told} yang saling bertentangan; putuskan dahulu bersama para pengode.",
        "en": "Not counted: {told} that contradict each other; adjudicate first.",
    },
    "about_nobody": {
        "id": "Tidak dihitung: {told} yang tidak menyebut aktornya; pilih dahulu siapa yang melakukannya.",
        "en": "Not counted: {told} about nobody in particular; choose first whose doing it is.",
    },
}


def aside_sentences(case: Case, aside: Mapping[str, Sequence[str]]) -> Iterator[Sentence]:
    """One line per reason. `aside` are rows that never came into the evidence, by reason."""
    found: dict[str, list[str]] = {value: [] for value in ASIDE}
    for key, row in sorted(case.row.items()):
        if (reason := why_not_counted(row, case.config["count_statuses"])) is not None:
            found[reason].append(key)
    found |= {value: list(rows) for value, rows in aside.items()}
    for value, rows in found.items():
        if rows:
            told = counted(len(rows), "koding dan tautan", "coding or link", "codings and links")
            yield say("aside", value, ASIDE[value], "aside", rows, mark=CAVEAT, told=told)
