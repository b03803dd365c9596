"""The supervisor's page, the page of an actor, the passages behind a sentence, and the settings."""

import html
import json
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ground import jobs
from ground.models import Job
from interviews.models import Role
from reports.models import MethodConfig, Summary
from reports.reading import Reading
from reports.sentences import study_report

pytestmark = pytest.mark.django_db


def text_of(response):
    """The page's words, without tags and with single spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def read(client):
    """Opens a page of a study as one of its people, in English."""

    def open_page(field, name="summary", *args, user=None, **query):
        client.force_login(user or field.owner)
        return client.get(reverse(name, args=[field.study.slug, *args]), query)

    return open_page


def test_the_page_says_verdict_rule_matrix_and_what_is_missing(demo_a, built, read):
    built(demo_a)

    page = text_of(read(demo_a))

    assert "Verdict on co-production not indicated" in page
    assert "Rule V4: every co-production pair has no coordination, or contact only." in page
    assert "Still missing for the verdict “emerging”: P0" in page
    assert "robust" in page
    assert page.count("running separately") >= 3
    assert "up to date" in page


def test_every_sentence_of_the_study_is_on_the_page_and_opens_its_passages(demo_a, built, read):
    summary = built(demo_a)
    page = read(demo_a).content.decode()
    words = html.unescape(re.sub(r"\s+", " ", page))

    reading = Reading(summary, "en")
    missing = [s.key for s in study_report(reading.case) if s.text["en"] not in words]
    unopened = [s.key for s in study_report(reading.case) if s.rows and f"?sentence={quote(s.key)}" not in page]

    assert (missing, unopened) == ([], [])


def test_every_link_to_passages_shows_all_of_the_sentence_s_passages(demo_a, built, read):
    summary = built(demo_a)
    reading = Reading(summary, "en")

    for sentence in reading.sentences.values():
        page = read(demo_a, "summary-passages", summary.pk, sentence=sentence.key)
        passages = {reading.case.row[row]["passage"] for row in sentence.rows}

        assert page.status_code == 200, sentence.key
        shown = set(re.findall(r'<article[^>]* id="passage-([0-9a-f-]+)"', page.content.decode()))
        assert shown == passages, sentence.key


def test_a_passage_is_shown_with_two_turns_around_it_and_its_words_marked(demo_a, built, read):
    summary = built(demo_a)
    key = "cell.level~absent~cell:ITM/IDE"

    page = read(demo_a, "summary-passages", summary.pk, sentence=key).content.decode()

    article = next(a for a in page.split("<article")[1:] if "dapur umum" in a)
    assert "T3, W-T3, lines 50–51" in article
    assert "<mark>Saya sendiri pernah mengusulkan dapur umum" in article
    assert article.count("<b>") == 5
    assert "Enacted" in article


def test_the_best_quote_and_the_strongest_against_it_stand_beside_a_finding(demo_a, built, read):
    built(demo_a)

    page = read(demo_a).content.decode()

    finding = page.split('id="dimensionide"')[1].split("</article>")[0]
    assert finding.count("<blockquote") == 2
    assert "dapur umum" in finding.split("The strongest words against it")[1]


def test_an_older_summary_quotes_nobody_who_has_withdrawn_consent_since(demo_a, built, read):
    summary = built(demo_a)
    demo_a.change(demo_a.informants["T3"], consent="withdrawn")

    page = read(demo_a).content.decode()
    passages = read(demo_a, "summary-passages", summary.pk, sentence="cell.level~absent~cell:ITM/IDE").content.decode()

    assert "out of date" in page
    assert "dapur umum" not in page + passages
    assert "<mark>[consent withdrawn]</mark>" in passages
    assert "T3, W-T3, lines 50–51" in passages


def test_the_negative_cases_are_listed_with_their_lines(demo_a, built, read):
    built(demo_a)

    page = text_of(read(demo_a))

    assert "Negative cases on idea participation by Ikatan Tionghoa Muda: 1 passage against the finding." in page
    assert "T3, W-T3, lines 50–51" in page


def test_the_page_of_an_actor_has_its_levels_pairs_and_hopes(demo_a, built, read):
    summary = built(demo_a)

    page = text_of(read(demo_a, "summary-actor", summary.pk, "ITM"))

    assert "Physical participation by Ikatan Tionghoa Muda is enacted according to 5 of 5 informants" in page
    assert "Bakesbangpol–Ikatan Tionghoa Muda running separately" in page
    assert "Plans and hopes" in page
    assert read(demo_a, "summary-actor", summary.pk, "XXX").status_code == 404


def test_a_stale_summary_says_so_and_offers_to_be_built_anew(field, built, read):
    built(field)
    fresh = text_of(read(field))
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")

    page = text_of(read(field))

    assert "Build it anew" not in fresh
    assert "out of date" in page
    assert "Build it anew" in page


def test_a_study_without_a_summary_offers_the_first(field, read):
    page = text_of(read(field))

    assert "No summary yet" in page
    assert "Build the summary" in page


def test_building_from_the_page_makes_one_job_and_shows_how_far_it_is(field, client, read):
    client.force_login(field.owner)
    address = reverse("summary-build", args=[field.study.slug])

    answers = [client.post(address, {"basis": "working"}) for _ in range(2)]

    job = Job.objects.get()
    assert {answer.url for answer in answers} == {reverse("summary", args=[field.study.slug]) + "?basis=working"}
    page = read(field, basis="working").content.decode()
    assert f"/reports/jobs/{job.pk}/" in page
    assert "No worker is running" in page


def test_the_progress_asks_for_itself_until_the_summary_is_there(field, client):
    client.force_login(field.owner)
    client.post(reverse("summary-build", args=[field.study.slug]))
    job = Job.objects.get()
    address = reverse("report-job", args=[field.study.slug, job.pk])
    jobs.report_worker("here")

    waiting = client.get(address, headers={"HX-Request": "true"})
    jobs.run(job.pk)
    done = client.get(address, headers={"HX-Request": "true"})

    assert "hx-trigger" in waiting.content.decode()
    assert "No worker" not in waiting.content.decode()
    assert done.headers["HX-Redirect"] == reverse("summary", args=[field.study.slug]) + "?basis=official"


def test_a_cancelled_job_leaves_the_way_to_the_next(field, client, read):
    client.force_login(field.owner)
    client.post(reverse("summary-build", args=[field.study.slug]))
    job = Job.objects.get()

    client.post(reverse("report-job-cancel", args=[field.study.slug, job.pk]))

    assert "Build the summary" in text_of(read(field))


def test_evidence_the_method_refuses_is_named_on_the_page(field, read):
    field.link("W-B1", "No more.", "BKB", "ITM", "ANY")

    page = text_of(read(field))

    assert "The evidence cannot be summarised links[0].form: ANY is never enacted: name the form" in page
    assert "Build the summary" not in page


def test_a_study_where_one_works_alone_says_that_nobody_else_reviewed(field, built, read):
    field.change(field.study, works_alone=True)
    built(field)

    assert "Not independently reviewed" in text_of(read(field))


def test_an_observer_reads_but_builds_nothing(field, built, client, read):
    built(field)
    observer = field.member("observer", Role.OBSERVER)
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")

    page = read(field, user=observer)
    answer = client.post(reverse("summary-build", args=[field.study.slug]))

    assert page.status_code == 200
    assert "Build it anew" not in text_of(page)
    assert answer.status_code == 403
    assert Job.objects.filter(state="queued").count() == 0


def test_a_stranger_finds_nothing(field, built, client):
    summary = built(field)
    stranger = field.member("leaver", Role.OBSERVER)
    with field.writing():
        field.study.memberships.filter(user=stranger).delete()
    client.force_login(stranger)

    statuses = [
        client.get(reverse(name, args=[field.study.slug, *args])).status_code
        for name, args in [
            ("summary", []),
            ("summary-version", [summary.pk]),
            ("summary-actor", [summary.pk, "BKB"]),
            ("summary-passages", [summary.pk]),
            ("summary-export", [summary.pk]),
            ("method-config", []),
        ]
    ]

    assert set(statuses) == {404}


def test_the_export_holds_the_summary_and_its_evidence(field, built, read):
    summary = built(field)

    export = json.loads(read(field, "summary-export", summary.pk).content)

    assert export == {"summary": json.loads(summary.result), "evidence": json.loads(summary.evidence)}


def test_the_page_takes_the_same_queries_however_many_rows_there_are(field, built, read):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    built(field)
    read(field)
    with CaptureQueriesContext(connection) as few:
        read(field)
    for place in range(20):
        field.interview(f"W-{place}", ("T1", f"They came {place}."))
        field.coding(f"W-{place}", f"They came {place}.", "FIS", "BKB")
        field.link(f"W-{place}", f"They came {place}.", "BKB", "ITM", "AKS")
    summary = built(field)

    with CaptureQueriesContext(connection) as many:
        read(field)
    with CaptureQueriesContext(connection) as passages:
        read(field, "summary-passages", summary.pk, sentence="cell.level~insufficient~cell:BKB/FIS")

    assert len(many) <= len(few) + 1
    assert len(passages) < 45


def settings_in_force(read, field):
    """What the form would send if nothing were changed."""
    form = read(field, "method-config").context["form"]
    return {name: form[name].value() for name in form.fields} | {"theta": "2/3", "reason": ""}


def test_new_settings_are_a_new_version_with_its_reason(field, client, read):
    sent = settings_in_force(read, field) | {"theta": "3/4", "reason": "stricter"}
    client.post(reverse("method-config", args=[field.study.slug]), sent)

    config = MethodConfig.objects.get()

    assert (config.version, config.settings, config.reason) == (1, {"theta": [3, 4]}, "stricter")
    assert "Version 1" in text_of(read(field, "method-config"))


def test_settings_the_method_refuses_name_the_field_in_its_words(field, client, read):
    sent = settings_in_force(read, field) | {"theta": "1/2"}

    answer = client.post(reverse("method-config", args=[field.study.slug]), sent)

    assert answer.status_code == 422
    assert "Write a fraction above 1/2, up to 1, such as 2/3." in text_of(answer)
    assert MethodConfig.objects.count() == 0


def test_saving_the_settings_in_force_makes_no_version(field, client, read):
    client.post(reverse("method-config", args=[field.study.slug]), settings_in_force(read, field))

    assert MethodConfig.objects.count() == 0


def test_a_researcher_reads_the_settings_and_does_not_change_them(field, client, read):
    researcher = field.member("researcher", Role.RESEARCHER)

    page = read(field, "method-config", user=researcher)
    answer = client.post(reverse("method-config", args=[field.study.slug]), {})

    assert "Save as a new version" not in text_of(page)
    assert answer.status_code == 403


def test_summaries_of_another_study_are_not_found_under_this_one(field, built, read):
    other = type(field)(slug="other")
    other.interview("W-B1", ("B1", "Elsewhere."))
    summary = built(other)

    assert read(field, "summary-version", summary.pk).status_code == 404
    assert Summary.objects.count() == 1
