"""One pattern cites every quote of a study, on every page and in every file; no words go stale by it."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from interviews.models import Interview
from reports.book.composing import compose
from reports.book.making import written
from reports.book.plan import keep_plan, plan_of
from reports.citing import Citation
from reports.reading import Reading
from reports.rewording import reword
from tests.asking import Api

pytestmark = pytest.mark.django_db
OURS = re.compile(r"\[(BKB|ITM|MAS)/[BTM]\d in W-[BTM]\d on 2021-09-11, \d+–\d+\]")
PATTERN = "[{actor}/{informant} in {interview} on {date}, {first}–{last}]"
USUAL = re.compile(r"[BTM]\d, W-[BTM]\d, (baris|lines?) \d")
IDEAS = "dimension~dimension:IDE"


@pytest.fixture
def cited(demo_a):
    keep_plan(demo_a.study, by=demo_a.owner, chosen={"citation": PATTERN})
    for interview in Interview.objects.of_study(demo_a.study):
        demo_a.change(interview, held_on=date(2021, 9, 11))
    return demo_a


def _of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return words_of(package.read("word/document.xml").decode())


def _of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in PdfDocument(data)).split())


def _of_package(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return words_of(" ".join(package.read(name).decode() for name in package.namelist()))


READ = {
    "docx": _of_word,
    "pdf": _of_pdf,
    "html": lambda data: words_of(data.decode()),
    "xlsx": _of_package,
    "tables": _of_package,
}


def words_of(content: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", content).split())


def ideas(reading: Reading):
    return next(each for each in reading.rules.values() if each.place == IDEAS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_cites_as_the_study_has_it(cited, built, client, language):
    summary, slug = built(cited), cited.study.slug
    sentence = f"?sentence={ideas(Reading(summary, language)).key}"
    client.force_login(cited.owner)
    client.cookies["coprod_language"] = language
    pages = {
        "summary": reverse("summary", args=[slug]),
        "actor": reverse("summary-actor", args=[slug, summary.pk, "MAS"]),
        "sides": reverse("summary-sides", args=[slug, summary.pk]) + "?of=cell:MAS/UTL",
        "behind": reverse("summary-passages", args=[slug, summary.pk]) + sentence,
        "what if": reverse("what-if", args=[slug]) + "?of=cell%3AMAS%2FUTL",
        "cell": reverse("framework-cell", args=[slug, "informant:B1", "dimension:MAT"]),
        "rewording": reverse("rewording", args=[slug, summary.pk]) + sentence,
    }

    told = {name: words_of(client.get(address).content.decode()) for name, address in pages.items()}

    assert [name for name, page in told.items() if not OURS.search(page)] == []
    assert [name for name, page in told.items() if USUAL.search(page)] == []


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "xlsx", "tables"])
def test_every_file_cites_as_the_study_has_it(cited, format):
    document = compose(cited.study, plan_of(cited.study), by=cited.owner)

    told = READ[format](written(document, format))

    assert OURS.search(told) or format in ("xlsx", "tables")  # there a quote has its place in columns of its own
    assert not USUAL.search(told)


def test_the_sentences_of_the_api_cite_as_the_study_has_it(cited, built):
    answer = Api(cited.owner, cited.study)("GET", f"summaries/{built(cited).pk}/sentences/")

    assert OURS.search(answer.content.decode())
    assert not USUAL.search(answer.content.decode())


def test_another_pattern_leaves_what_was_written_fresh(demo_a, built):
    summary = built(demo_a)
    for language, text in (("id", "Belum ada yang menuangkan ide."), ("en", "Nobody put ideas forward yet.")):
        reword(summary, ideas(Reading(summary, language)), by=demo_a.owner, language=language, text=text)

    keep_plan(demo_a.study, by=demo_a.owner, chosen={"citation": PATTERN})

    fresh = [Reading(summary, language).rewordings[IDEAS].is_stale for language in ("id", "en")]
    assert fresh == [False, False]


def test_what_a_program_rewords_in_english_is_fresh_on_the_page(demo_a, built):
    summary = built(demo_a)
    sent = {"summary": str(summary.pk), "language": "en", "text": "Nobody put ideas forward yet."}
    key = ideas(Reading(summary, "id")).key

    answer = Api(demo_a.owner, demo_a.study)("POST", "rewordings/", sent | {"sentence": key})

    assert answer.json()["template"].count("lines ") == 1
    assert not Reading(summary, "en").rewordings[IDEAS].is_stale


@pytest.mark.parametrize(
    ("cited", "bare"),
    [
        ("(T1, W-T1, baris 45–52)", "T1, W-T1, baris 45–52"),
        ("[T1: 45]", "[T1: 45]"),
        ("(T1) W-T1 (45)", "(T1) W-T1 (45)"),
        ("", ""),
    ],
)
def test_by_itself_a_citation_stands_without_the_brackets_around_it(cited, bare):
    assert Citation(cited).bare == bare
