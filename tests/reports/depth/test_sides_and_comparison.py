"""The words for and against one cell or pair, and two summaries held against each other."""

import html
import re
from collections import Counter

import pytest
from django.urls import reverse

from coding.models import Coding
from coding.reviewing import review
from interviews.models import Role
from reports.models import Summary
from reports.reading import Reading
from tests.asking import Api

pytestmark = pytest.mark.django_db


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def ask(client):
    def open_page(field, name, *args, **query):
        client.force_login(field.owner)
        return client.get(reverse(name, args=[field.study.slug, *args]), query)

    return open_page


def test_words_for_and_against_stand_by_the_speaker_s_actor(demo_a, built, ask):
    page = ask(demo_a, "summary-sides", built(demo_a).pk, of="cell:ITM/IDE").content.decode()

    supporting, against = page.split('id="side-supporting"')[1].split('id="side-against"')
    assert re.findall(r"<h3>(.+?)</h3>", supporting) == ["Bakesbangpol", "Ikatan Tionghoa Muda"]
    assert re.findall(r"<h3>(.+?)</h3>", against) == ["Ikatan Tionghoa Muda"]
    assert "dapur umum" in against
    assert "dapur umum" not in supporting
    assert "T3 Ikatan Tionghoa Muda calls it enacted" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_row_about_a_cell_or_pair_stands_on_one_side_and_only_one(demo_a, built):
    summary = built(demo_a)
    evidence, api = Reading(summary, "en").evidence, Api(demo_a.owner, demo_a.study)
    targets = {
        **{f"cell:{r['about_actor']}/{r['dimension']}": [] for r in evidence["codings"]},
        **{f"pair:{a}-{b}": [] for a, b in (("BKB", "ITM"), ("BKB", "MAS"), ("ITM", "MAS"))},
    }
    order = ["BKB", "ITM", "MAS"]
    for row in evidence["codings"]:
        targets[f"cell:{row['about_actor']}/{row['dimension']}"].append(row["id"])
    for row in evidence["links"]:
        targets["pair:" + "-".join(sorted((row["from_actor"], row["to_actor"]), key=order.index))].append(row["id"])

    for of, rows in targets.items():
        told = api("GET", f"summaries/{summary.pk}/sides/?of={of}").json()
        sides = [told[side] for side in ("supporting", "against", "neither", "not_counted")]
        assert sorted(row for side in sides for row in side) == sorted(rows), of


def test_the_words_of_who_withdrew_are_on_no_side(demo_a, built, ask):
    summary = built(demo_a)
    demo_a.change(demo_a.informants["T3"], consent="withdrawn")

    page = ask(demo_a, "summary-sides", summary.pk, of="cell:ITM/IDE").content.decode()

    assert "dapur umum" not in page
    assert "[consent withdrawn]" in page


def test_the_matrix_leads_to_the_sides_of_each_cell_and_hopes_stand_with_what_is_recommended(demo_a, built, ask):
    summary = built(demo_a)

    page, trace = ask(demo_a, "summary").content.decode().split('aria-label="Trace"')

    assert page.count(f"/summaries/{summary.pk}/sides/?of=cell%3A") == 10
    assert trace.count(f"/summaries/{summary.pk}/sides/?of=cell%3A") == 10
    pairs = re.findall(rf"{summary.pk}/sides/\?of=(pair[^\"&]+)", page)
    assert Counter(pairs) == dict.fromkeys(pairs, 2)  # in the table, and beneath the drawing
    assert len(set(pairs)) == 3
    recommended = page.split('id="recommendation"')[1].split("</section>")[0]
    assert recommended.count("<blockquote") == 3  # B1, T1 and M3 hope for a meeting


def test_of_two_summaries_is_told_what_went_why_and_who_did_it(demo_a, built, ask):
    was, supervisor = built(demo_a), demo_a.member("supervisor", Role.SUPERVISOR)
    row = Coding.objects.get(passage__quote__contains="dapur umum", status="approved")
    review(demo_a.study, reviewer=supervisor, rows=[row], decision="reject", reason="Bukan soal Covid.")
    now = built(demo_a)

    page = text_of(ask(demo_a, "comparison", one=was.pk, other=now.pk))
    told = Api(demo_a.owner, demo_a.study)("GET", f"comparison/?one={was.pk}&other={now.pk}").json()

    assert re.search(r"IDE · ITM no longer there · rejected · Supervisor, \d+ \w+ \d{4}", page)
    assert "n = 4 → 3" in page
    (gone,) = [each for each in told if each["part"] == "coding"]
    assert (gone["key"], gone["now"], gone["why"]) == (str(row.pk), None, "rejected")
    assert gone["act"]["who"] == str(supervisor.pk)


def test_the_bases_differ_by_what_waits_for_review(demo_a, ask):
    demo_a.coding("W-T3", "Saya sendiri pernah mengusulkan dapur umum", "FIS", "MAS", status="submitted")

    page = text_of(ask(demo_a, "comparison", one="official", other="working"))

    assert page.count("came since · waits for review") == 1
    assert "count_statuses" not in page
    assert Summary.objects.count() == 0


def test_a_summary_against_itself_has_no_difference_and_an_unknown_one_is_not_found(demo_a, demo_b, built, ask):
    own, foreign = built(demo_a), built(demo_b)

    assert "Nothing changes" in text_of(ask(demo_a, "comparison", one=own.pk, other="official"))
    for other in (foreign.pk, "x"):
        assert ask(demo_a, "comparison", one=own.pk, other=other).status_code == 404
        assert Api(demo_a.owner, demo_a.study)("GET", f"comparison/?one={own.pk}&other={other}").status_code == 400
