"""A study of one person in which there is something of everything, and the addresses of all of its pages."""

from django.conf import settings
from django.core.files.base import ContentFile

from coding.carrying import correct
from coding.correcting import by_hand, draft
from coding.memos import write_memo
from coding.passages import code_passage
from coding.reviewing import review, submit
from coding.saved_searches import save_search
from interviews.inviting import invite
from interviews.models import Role
from interviews.uploads import take
from reports.framework.places import find
from reports.framework.writing import add_cell
from tests.factories import join, make_informant, make_interview, make_recording, make_study, span_of
from tests.interviews.importing.word import W, document, p

WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (e) => refused.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
# The page has loaded and its modules have run; the coding screen reads all codings only then.
STANDS = "() => !document.getElementById('pane-screen') || document.documentElement.dataset.marks === 'all'"
SAVED = "0f0e9e8a-0000-4000-8000-000000000001"

OF_NO_STUDY = [
    "/studies/",
    "/studies/new/",
    "/import/",
    "/tokens/",
    "/account/",
    "/account/second-step/",
    "/account/second-step/set-up/",
    "/accounts/sessions/",
    "/style/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
OF_A_STUDY = [
    "",
    "settings/",
    "members/",
    "informants/",
    "informants/new/",
    "informants/T1/",
    "informants/T1/erase/",
    "interviews/import/",
    "interviews/import/columns/",
    "interviews/import/voices/",
    "interviews/W1/",
    "interviews/W1/record/",
    "interviews/W2/correct/",
    "interviews/W2/correct/preview/",
    "interviews/W2/versions/",
    "interviews/W2/versions/1/",
    "interviews/W2/waiting/",
    "codebook/",
    "codebook/new/",
    "codebook/MAT/",
    "assignments/",
    "assignments/new/",
    "review/",
    "review/?status=",
    "review/?status=superseded",
    "mine/",
    "mine/?status=rejected",
    "history/",
    "history/?kind=memo",
    "duplicate/",
    "trash/",
    "trash/?sort=codings",
    f"find/saved/{SAVED}/",
    "memos/",
    "memos/?kind=question",
    "memos/journal/",
    "summaries/",
    "what-if/?basis=working&min_informants=1&min_interviews=1",
    "pictures/?basis=working",
    "summaries/comparison/?one=official&other=working",
    "framework/",
    "framework/?rows=actors&code=MAT&code=FIS",
    "framework/informant:T1/dimension:FIS/",
    "agreement/",
    "agreement/rounds/",
    "rigour/",
    "rigour/member-checks/",
    "rigour/member-checks/new/",
    "exports/",
    "find/passages/",
    "matrices/?basis=all",
    "matrices/?matrix=co-occurrence&basis=all&show=index",
    "find/passages/?code=MAT&group=code",
    "report/",
]


def study_of_everything():
    """A study of one person in which there is something of everything."""
    study = make_study(slug="studi", title="Studi uji", works_alone=True, problem="Penanganan wabah")
    make_informant(study)
    interview = make_interview(study, code="W1")
    make_recording(interview)
    owner = study.memberships.get().user
    join(study, Role.RESEARCHER)
    made = []
    for key, words in (
        ("MAT", "Ya, kami menyumbang masker."),
        ("FIS", "Warga juga memberi sembako."),
        ("IDE", "masker"),
    ):
        code = study.codes.get(key=key)
        place = span_of(interview.transcript, words)
        made.append(code_passage(study, coder=owner, transcript=interview.transcript, code=code, **place)[0])
    submit(study, coder=owner, rows=made[:2])
    review(study, reviewer=owner, rows=made[:1], decision="reject", reason="Belum jelas siapa yang memberi.")
    write_memo(study, author=owner, text="Kapan masker datang?", kind="question", about=interview)
    write_memo(study, author=owner, text="Hari ini membaca ulang W1.")
    invite(study, by=owner, role=Role.OBSERVER, note="Pembimbing kedua")
    place = find(study, "informant:T1", "dimension:FIS")
    add_cell(study, by=owner, place=place, text=f"Warga memberi: ¶[{made[1].passage_id}]")
    text, fis = interview.transcript, study.codes.get(key="FIS")
    code_passage(study, coder=owner, transcript=text, code=fis, **span_of(text, "sembako"))  # it makes the cell stale
    corrected(study, owner)
    dropped(study, owner)
    save_search(study, by=owner, kind="words", name="Masker", address="text=masker", id=SAVED)
    return study


def dropped(study, owner) -> None:
    """Files on their way in: a table, and a document with a comment."""
    comment = f'<w:comment w:id="1" w:author="Pembimbing">{p("Berapa?")}</w:comment>'
    marked = p("B1: ", '<w:commentRangeStart w:id="1"/>', "Masker", '<w:commentRangeEnd w:id="1"/>')
    files = {
        "W3.csv": b"Menit;Yang bicara;Isi\n0:12;Peneliti;Apa yang sampai?\n0:20;Bu A;Masker kain.\n",
        "W4.docx": document(p("P: Apa?") + marked, {"comments": f'<w:comments xmlns:w="{W}">{comment}</w:comments>'}),
    }
    for name, data in files.items():
        take(study, by=owner, name=name, file=ContentFile(data))


def corrected(study, owner) -> None:
    """An interview that was corrected once, with a coding that waits, and is being corrected again."""
    first = make_interview(study, code="W2").transcript
    for words in ("kami menyumbang masker", "Warga juga memberi sembako."):
        place = {"transcript": first, **span_of(first, words)}
        code_passage(study, coder=owner, code=study.codes.get(key="MAT"), **place)
    parsed = by_hand(first, first.text.replace(" Warga juga memberi sembako.", ""))
    newest, _plan = correct(first.interview, by=owner, of=first, parsed=parsed, source_name="W2.txt")
    changed = newest.text.replace("kami menyumbang", "kami kadang menyumbang").replace("P: Dengan", "Q2: Dengan")
    draft(newest, by_hand(newest, changed), by=owner, source_name="W2.txt")


def sign_in(page, live_server, client, user):
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
