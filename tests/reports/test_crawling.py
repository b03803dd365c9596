"""A crawler: every number of the findings pages of demo A is followed to its passages, and these are counted.

What is counted is what a reader sees behind the link: rows of passages, informants with their stance, or interviews.
"""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reports.matrices.asking import KINDS
from reports.pictures import NAMES, Asked, picture_of
from reports.reading import Reading
from reports.summaries import newest_summary

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\d+")
ONE = "one passage"
ROW = "//li[contains(@class, 'waiting')]"


class Reader:
    """Reads pages of a study in English; each address once."""

    def __init__(self, field):
        self.field, self.client, self.read = field, Client(), {}
        self.client.force_login(field.owner)
        self.client.cookies["coprod_language"] = "en"

    def page(self, address: str):
        if address not in self.read:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            self.read[address] = html.fromstring(answer.content.decode())
        return self.read[address]

    def named(self, name: str, *args, query: str = ""):
        return self.page(reverse(name, args=[self.field.study.slug, *args]) + query)

    def found(self, address: str) -> list[str]:
        """The passages of all rows that a page of passages lists, and those of the pages after it."""
        return [link for page in self.pages(address) for link in page.xpath(f"{ROW}//figcaption/a/@href")]

    def codes(self, address: str) -> set[str]:
        """The codes of these rows."""
        return {code(row) for page in self.pages(address) for row in page.xpath(ROW)}

    def pages(self, address: str):
        """A page of passages, and those after it."""
        path = address.partition("?")[0]
        while address:
            page = self.page(address)
            yield page
            address = next((path + link for link in page.xpath("//nav//a[@rel='next']/@href")), "")

    def said(self, address: str, what: str) -> int:
        """The number that a page of passages tells of itself."""
        (told,) = [
            s.text_content() for s in self.page(address).xpath("//p[@role='status']/strong") if what in str(s.text)
        ]
        return int(NUMBER.search(told)[0])


@pytest.fixture
def reader(demo_a, built):
    for basis in ("official", "working"):
        built(demo_a, basis)
    return Reader(demo_a)


def links(page, within: str, to: str) -> list[tuple[str, str]]:
    """(text, address) of the links of a part of a page that lead to a kind of page."""
    found = page.xpath(f"{within}//a[contains(@href, '{to}')]")
    return [(" ".join(a.text_content().split()), a.get("href")) for a in found]


def test_each_cell_of_a_matrix_leads_to_as_many_rows_or_says_that_there_is_no_evidence(reader):
    """Every number against what its query finds is in test_matrices; here some are read, of each kind."""
    for kind in KINDS:
        page = reader.named("matrices", query=f"?matrix={kind}")
        cells = page.xpath("//div[contains(@class, 'crosswise')]//td[contains(@class, 'num')]")
        linked = [(cell, *cell.xpath("./a")) for cell in cells if cell.xpath("./a")]
        assert {cell.text_content() for cell in cells if not cell.xpath("./a")} <= {"no evidence"}
        for _cell, link in linked[::20]:
            assert len(reader.found(link.get("href"))) == int(link.text_content()), (kind, link.get("href"))


@pytest.mark.parametrize("basis", ["official", "working"])
def test_each_cell_of_the_summary_leads_to_as_many_informants_and_all_their_words(reader, basis):
    page = reader.named("summary", query=f"?basis={basis}")
    cells = page.xpath("//table[contains(@class, 'matrix')]/tbody//td")
    assert len(cells) == 12
    for cell in cells:
        (link,) = cell.xpath("./a") or [None]
        if link is None:
            assert cell.text_content().split() == ["no", "evidence"]
            continue
        sides = reader.page(link.get("href"))
        stances = sides.xpath("//table//tbody/tr")
        assert len(stances) == int(re.search(r"n = (\d+)", link.text_content())[1]), link.get("href")
        told = sum(int(n) for n in sides.xpath("//section/h2/span[@class='count']/text()"))
        shown = sides.xpath("//div[@class='sides']//figure")
        assert told == len(shown)
        assert {row.xpath("string(th)") for row in stances} <= {
            cite.split(",")[0] for cite in map(str, sides.xpath("//figure//figcaption//text()"))
        }


def test_each_sentence_says_how_many_passages_it_leads_to(reader):
    """That the page behind each sentence shows exactly these is in test_pages."""
    page, reading = reader.named("summary"), Reading(newest_summary(reader.field.study, "official"), "en")
    actors = [reader.page(address) for _text, address in links(page, "//table", "/actors/")]
    followed = 0
    for text, address in [link for each in (page, *actors) for link in links(each, "//main", "/passages/?sentence=")]:
        sentence = reading.sentences[parse_qs(urlsplit(address).query)["sentence"][0]]
        n = 1 if text == ONE else int(NUMBER.match(text)[0])
        assert len({reading.case.row[row]["passage"] for row in sentence.rows}) == n, address
        followed += 1
    assert (len(actors), followed > 100) == (3, True)


def test_what_a_summary_rests_on_leads_to_its_rows_its_informants_and_its_interviews(reader):
    counts = "//section[@id='counts']"
    page = reader.named("summary")

    for text, address in links(page, counts, "/find/passages/"):
        n = int(NUMBER.match(text)[0])
        assert (len(set(reader.found(address))) if " with " in text else len(reader.found(address))) == n, text
    ((informants, address),) = links(page, counts, "/informants/")
    assert sum(map(int, NUMBER.findall(informants))) == len(reader.page(address).xpath("//main//tbody/tr"))
    interviews = page.xpath(f"string({counts}//dd[1]/a)")
    codes = set(reader.named("study").xpath("//main//a[contains(@href, '/interviews/W-')]/@href"))
    assert int(interviews) == len({re.search("W-[A-Z0-9]+", code)[0] for code in codes})


def test_each_number_in_the_data_of_a_picture_leads_to_as_many_rows_informants_or_codes(reader):
    page, followed = reader.named("pictures"), 0
    for key in NAMES:
        picture = picture_of(key, Asked(reader.field.study, "official", "en"))
        rows = page.xpath(f"//section[@aria-labelledby='picture-{key}']//tbody/tr")
        assert len(rows) == len(picture.rows) > 0
        for row in rows:
            cells = dict(zip((column.key for column in picture.table.columns), row.xpath("./*"), strict=False))
            for column in COUNTING.get(key, ()):
                n, (link,) = int(cells[column].text_content()), cells[column].xpath("./a/@href") or [None]
                assert (link is None) == (n == 0), (key, column, n)
                assert n == 0 or n == behind(reader, column, link), link
                followed += n > 0
    assert followed > 50


COUNTING = {
    "matrix": ("informants", "codings"),
    "coordination": ("supporting", "denying", "contact", "links"),
    "co-occurrence": ("codings",),
    "saturation": ("codes", "new", "so_far"),
}


def behind(reader, column: str, address: str) -> int:
    """How many of what a column counts the page behind its number shows."""
    if column in ("codes", "new", "so_far"):
        return len(reader.codes(address))
    if "count=informants" in address:
        return reader.said(address, "informant")
    return len(reader.found(address))


def test_the_course_of_an_interview_leads_to_each_of_its_codings(reader):
    places = {}
    for row in reader.named("pictures").xpath("//section[@aria-labelledby='picture-course']//tbody/tr"):
        places.setdefault(row.xpath("string(.//a/@href)"), []).append(row)
    assert places
    assert all(len(reader.found(address)) == len(marks) for address, marks in places.items())


def test_the_numbers_in_the_drawing_of_coordination_lead_to_those_who_say_so(reader):
    page = reader.named("summary")
    drawn = page.xpath("//aside//*[local-name()='tspan'][contains(text(), ' / ')]/text()")
    linked = links(page, "//aside", "/sides/")

    assert sorted(drawn) == sorted(text.rpartition(": ")[2] for text, _address in linked) != []
    for text, address in linked:
        stances = reader.page(address).xpath("//table//tbody/tr/td[2]/text()")
        assert sum(words.startswith("denies “networking”") for words in stances) == int(re.search(r"(\d+) /", text)[1])


def test_each_decision_of_the_trace_leads_to_the_informants_that_it_counts(reader):
    rows = reader.named("summary").xpath("//section[@id='trace']//tbody/tr")
    counted = 0
    for row in rows:
        (why,), link = row.xpath(".//code/text()"), row.xpath("./th/a/@href")
        assert bool(link) == (why not in ("n=0", "links=0") and row.xpath("string(th)") != "verdict"), why
        if link and row.xpath("string(th)").startswith("cell:"):
            stances = reader.page(link[0]).xpath("//table//tbody/tr")
            assert {len(stances)} == set(map(int, re.findall(r"n=\d+/(\d+)", why))), why
            counted += 1
    assert (len(rows), counted) == (16, 10)


def test_what_no_memo_explains_and_who_withdrew_is_listed_behind_its_number(demo_a, built):
    passage = demo_a.study.interviews.get(code="W-T1").transcript.text[100:140]
    demo_a.coding("W-T1", passage, "FIS", "MAS", "unclear")
    demo_a.link("W-T1", passage, "BKB", "ITM", "RPT", "unclear")
    demo_a.change(demo_a.informants["M3"], consent="withdrawn")
    built(demo_a, "official")
    reader = Reader(demo_a)
    gaps = "//section[@id='gaps']"

    page = reader.named("summary")
    unexplained = links(page, gaps, "memo=-")

    assert [int(NUMBER.match(text)[0]) for text, _address in unexplained] == [
        len(reader.found(address)) for _text, address in unexplained
    ]
    assert len(unexplained) == 2
    ((told, address),) = links(page, gaps, "/informants/")
    assert told.startswith("One informant withdrew")
    assert len(reader.page(address).xpath("//main//tbody/tr[contains(., 'Withdrawn')]")) == 1


def code(row) -> str:
    return row.xpath("string(.//*[contains(@class, 'chip')]/*[@class='key'])")


def test_each_cell_of_the_framework_leads_to_as_many_passages(reader):
    page, followed = reader.named("framework"), 0
    for text, address in links(page, "//table", "/find/passages/"):
        n = 1 if text == ONE else int(NUMBER.match(text)[0])
        assert len(set(reader.found(address))) == n, address
        followed += 1
    assert followed > 20
