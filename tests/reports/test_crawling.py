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
COUNTED = {"matrix": 4, "coordination": 6, "co-occurrence": 2}  # the column of the rows behind it
NUMBER = re.compile(r"\d+")
ONE = "one passage"


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
        rows, path = [], address.partition("?")[0]
        while address:
            page = self.page(address)
            rows += page.xpath("//li[contains(@class, 'waiting')]//figcaption/a/@href")
            address = next((path + link for link in page.xpath("//nav//a[@rel='next']/@href")), "")
        return rows

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


def test_the_data_of_each_picture_lead_to_as_many_rows(reader):
    page = reader.named("pictures")
    for key in NAMES:
        picture = picture_of(key, Asked(reader.field.study, "official", "en"))
        rows = page.xpath(f"//section[@aria-labelledby='picture-{key}']//tbody/tr")
        assert len(rows) == len(picture.rows) > 0
        places = {}
        for row in rows:
            cells = [cell.text_content() for cell in row.xpath("./*")]
            address = row.xpath("string(.//a/@href)")
            found = reader.found(address)
            if key == "saturation":
                assert len({code(row) for row in reader.page(address).xpath(ROW)}) == int(cells[2])
            elif key == "course":
                places.setdefault(address, []).append(cells)
            else:
                assert len(found) == int(cells[COUNTED[key]])
            if key == "matrix":
                counted = f"{address}&count=informants"
                assert found == [] or reader.said(counted, "informant") == int(cells[3])
        assert all(len(reader.found(address)) == len(marks) for address, marks in places.items())


ROW = "//li[contains(@class, 'waiting')]"


def code(row) -> str:
    return row.xpath("string(.//*[contains(@class, 'chip')]/*[@class='key'])")


def test_each_cell_of_the_framework_leads_to_as_many_passages(reader):
    page, followed = reader.named("framework"), 0
    for text, address in links(page, "//table", "/find/passages/"):
        n = 1 if text == ONE else int(NUMBER.match(text)[0])
        assert len(set(reader.found(address))) == n, address
        followed += 1
    assert followed > 20
