"""A good body for every endpoint that takes one."""

import uuid

from coding.models import Coding
from coding.passages import code_passage

STUDY = "/api/v1/studies/studi/"


def span(world):
    return {"transcript": str(world.rows["transcript"]["id"]), "start": 5, "end": 9}


def row(world, kind):
    return str(world.rows[kind]["id"])


def cut(world):
    """A place inside the coding's words."""
    passage = Coding.objects.get(pk=row(world, "coding")).passage
    return {"ends": passage.start + 2, "starts": passage.start + 2}


def beside(world):
    """The coding and one that goes on where it ends."""
    known = Coding.objects.select_related("passage__transcript", "code", "coder").get(pk=row(world, "coding"))
    where = {"transcript": known.passage.transcript, "start": known.passage.end, "end": known.passage.end + 2}
    alike = {"code": known.code, "about_actor": known.about_actor, "polarity": known.polarity}
    after, _ = code_passage(world.study, coder=known.coder, id=uuid.UUID(int=77), **where, **alike)
    return {"ids": [str(known.pk), str(after.pk)]}


def corrected(world):
    text = "P: Siapa?\nT1: Kami menyumbang kain masker.\n"
    choice = {"id": row(world, "coding"), "start": 14, "end": 18}
    return {"text": text, "choices": [choice], "voices": {"P": {"kind": "interviewer"}}}


# Who sends what where; each body is good as it stands.
GOOD = {
    "study": lambda w: ("owner", "POST", "/api/v1/studies/", {"title": "Studi", "slug": "baru", "preset": True}),
    "study change": lambda w: (
        "owner",
        "PATCH",
        STUDY,
        {"title": "Studi", "period_from": "2020-03-01", "works_alone": True},
    ),
    "member": lambda w: ("owner", "POST", f"{STUDY}members/", {"username": "orang-luar", "role": "observer"}),
    "erasure": lambda w: (
        "owner",
        "POST",
        f"{STUDY}erasures/",
        {"kind": "interview", "row": row(w, "interview"), "name": "W1"},
    ),
    "actor": lambda w: (
        "owner",
        "POST",
        f"{STUDY}actors/",
        {"code": "LSM", "side": "civic", "name_id": "Lembaga", "name_en": "An NGO", "position": 4},
    ),
    "actor change": lambda w: (
        "owner",
        "PATCH",
        f"{STUDY}actors/{row(w, 'actor')}/",
        {"name_en": "x", "side": "state"},
    ),
    "dimension": lambda w: (
        "owner",
        "POST",
        f"{STUDY}dimensions/",
        {"code": "DANA", "name_id": "Dana", "name_en": "Funds", "stage": "planning", "position": 9},
    ),
    "informant": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}informants/",
        {
            "code": "B7",
            "actor": "BKB",
            "role_label": "staf",
            "consent": "given",
            "consent_on": "2020-04-01",
            "note": "a",
        },
    ),
    "informant change": lambda w: (
        "owner",
        "PATCH",
        f"{STUDY}informants/{row(w, 'informant')}/",
        {"note": "a", "actor": None},
    ),
    "interview": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}interviews/",
        {
            "name": "W3.txt",
            "text": "P: Siapa?\nT1: Kami.\nP: Dengan siapa?\nT1: Dengan dinas.\n",
            "code": "W3",
            "voices": {"P": {"kind": "interviewer"}, "T1": {"informant": "T1"}},
            "minutes": 40,
            "held_on": "2020-05-01",
            "position": 3,
        },
    ),
    "interview change": lambda w: (
        "owner",
        "PATCH",
        f"{STUDY}interviews/{row(w, 'interview')}/",
        {"title": "a", "minutes": 3},
    ),
    "speaker change": lambda w: ("owner", "PATCH", f"{STUDY}speakers/{row(w, 'speaker')}/", {"kind": "other"}),
    "code": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codes/",
        {"key": "MAT.9", "parent": row(w, "code"), "texts": {"id": {"label": "Masker", "brief": "a"}}},
    ),
    "code change": lambda w: ("owner", "PATCH", f"{STUDY}codes/{row(w, 'code')}/", {"texts": {"en": {"label": "x"}}}),
    "coding": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/",
        {**span(w), "code": row(w, "code"), "about_actor": row(w, "actor"), "polarity": "absent", "in_scope": False},
    ),
    "coding change": lambda w: (
        "researcher",
        "PATCH",
        f"{STUDY}codings/{row(w, 'coding')}/",
        {"polarity": "absent", "start": 6},
    ),
    "bulk": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/bulk/",
        {"ids": [row(w, "coding")], "changes": {"polarity": "absent", "code": row(w, "code"), "in_scope": False}},
    ),
    "bulk links": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}links/bulk/",
        {"ids": [row(w, "link")], "changes": {"polarity": "absent", "turned": True, "in_scope": False}},
    ),
    "split": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/split/",
        {"coding": row(w, "coding"), **cut(w), "new": str(uuid.uuid4())},
    ),
    "merge": lambda w: ("researcher", "POST", f"{STUDY}codings/merge/", beside(w)),
    "several": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/several/",
        {**span(w), "codings": [{"id": str(uuid.uuid4()), "code": row(w, "code")}], "polarity": "absent"},
    ),
    "in vivo": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/in-vivo/",
        {**span(w), "code": {"id": str(uuid.uuid4()), "key": "V.1", "texts": {"id": {"label": "Kami"}}}},
    ),
    "link": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}links/",
        {
            **span(w),
            "from_actor": row(w, "actor"),
            "to_actor": str(w.study.actors.exclude(pk=row(w, "actor")).first().pk),
            "form": row(w, "link-form"),
            "polarity": "absent",
            "regularity": "once",
        },
    ),
    "memo": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}memos/",
        {"text": "Catatan", "kind": "note", "coding": row(w, "coding")},
    ),
    "saved search": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}saved-searches/",
        {"kind": "passages", "name": "Baru", "address": "code=MAT"},
    ),
    "memo search": lambda w: (
        "observer",
        "POST",
        f"{STUDY}memos/search/",
        {"words": "catatan", "kind": "note", "about": "study", "interview": "W1", "code": row(w, "code"), "limit": 5},
    ),
    "submission": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}codings/submit/",
        {"rows": [row(w, "coding")], "interview": "W1"},
    ),
    "correction": lambda w: ("owner", "POST", f"{STUDY}transcripts/{row(w, 'transcript')}/correction/", corrected(w)),
    "correction preview": lambda w: (
        "owner",
        "POST",
        f"{STUDY}transcripts/{row(w, 'transcript')}/correction-preview/",
        {name: value for name, value in corrected(w).items() if name != "voices"},
    ),
    "stamp": lambda w: (
        "owner",
        "POST",
        f"{STUDY}transcripts/{row(w, 'transcript')}/stamp/",
        {"turn": 1, "start_ms": 1500, "end_ms": 2500},
    ),
    "recording": lambda w: (
        "owner",
        "POST",
        f"{STUDY}recordings/",
        {"interview": "W1", "link": "https://a.example/w1"},
    ),
    "search": lambda w: ("observer", "POST", f"{STUDY}search/", {"words": "masker", "limit": 5, "interview": "W1"}),
    "what if": lambda w: (
        "observer",
        "POST",
        f"{STUDY}what-if/",
        {"basis": "working", "informants": ["T1"], "interviews": [], "settings": {"min_informants": 1}},
    ),
    "search hits": lambda w: (
        "observer",
        "POST",
        f"{STUDY}search/hits/",
        {"text": "masker -sembako", "where": "quotes", "voice": "informant", "actor": "ITM", "limit": 5},
    ),
    "search code": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}search/code/",
        {"id": str(uuid.uuid4()), "text": "masker", "code": "FIS", "width": "turn", "voice": "informant"},
    ),
    "duplicate": lambda w: ("owner", "POST", f"{STUDY}duplicates/", {"title": "Salinan", "extent": "codebook"}),
    "trash": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}trash/restore/",
        {"sort": "codings", "id": row(w, "coding")},
    ),
    "withdrawal": lambda w: ("researcher", "POST", f"{STUDY}codings/withdraw/", {"rows": [row(w, "coding")]}),
    "review": lambda w: (
        "supervisor",
        "POST",
        f"{STUDY}reviews/",
        {"rows": [{"coding": row(w, "coding"), "seen": "x"}], "decision": "reject", "reason": "a"},
    ),
    "reply": lambda w: ("researcher", "POST", f"{STUDY}reviews/{row(w, 'review')}/replies/", {"text": "a"}),
    "report": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}reports/",
        {"format": "html", "parts": ["verdict", "matrix"], "quotes": 1, "citation": "({informant}, {lines})"},
    ),
    "summary": lambda w: ("researcher", "POST", f"{STUDY}summaries/", {"basis": "official"}),
    "method": lambda w: ("owner", "POST", f"{STUDY}method-configs/", {"settings": {}, "reason": "a"}),
    "override": lambda w: (
        "supervisor",
        "POST",
        f"{STUDY}overrides/",
        {"summary": row(w, "summary"), "target": "cell:BKB/MAT", "level": "mixed", "reason": "a"},
    ),
    "member check": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}member-checks/",
        {
            "informant": "T1",
            "what": "findings",
            "sent_on": "2021-03-01",
            "answer": "agrees",
            "answered_on": "2021-03-02",
            "said": "a",
            "effect": "a",
        },
    ),
    "member check change": lambda w: (
        "researcher",
        "PATCH",
        f"{STUDY}member-checks/{row(w, 'member-check')}/",
        {"effect": "a", "answer": "rejects"},
    ),
    "framework cell": lambda w: (
        "researcher",
        "POST",
        f"{STUDY}framework/",
        {"informant": "T1", "dimension": "IDE", "text": "a"},
    ),
    "framework cell change": lambda w: (
        "researcher",
        "PATCH",
        f"{STUDY}framework/{row(w, 'framework')}/",
        {"text": "b"},
    ),
    "assignment": lambda w: (
        "supervisor",
        "POST",
        f"{STUDY}assignments/",
        {"coders": [str(w.researcher.pk)], "interviews": ["W1"], "due": "2027-01-31"},
    ),
    "sample": lambda w: (
        "supervisor",
        "POST",
        f"{STUDY}assignments/",
        {"coders": [str(w.researcher.pk)], "sample": {"percent": 20, "seed": 7}},
    ),
    "phase": lambda w: (
        "supervisor",
        "POST",
        f"{STUDY}phases/",
        {
            "coders": [str(w.researcher.pk), str(w.people["supervisor"].pk)],
            "interviews": ["W1"],
            "name": "Uji coba",
            "units": "turns",
        },
    ),
    "checklist": lambda w: ("researcher", "POST", f"{STUDY}checklist/", {"item": 10, "text": "a", "seen": ""}),
    "signing": lambda w: ("supervisor", "POST", f"{STUDY}summaries/{row(w, 'summary')}/sign/", {"note": "a"}),
    "bundle": lambda w: ("owner", "POST", "/api/v1/imports/", {"format": "coprod-study/1", "study": {}, "actors": []}),
}
HAS_ID = [
    "study",
    "actor",
    "dimension",
    "informant",
    "interview",
    "code",
    "coding",
    "link",
    "memo",
    "saved search",
    "reply",
    "override",
    "member check",
    "framework cell",
]
