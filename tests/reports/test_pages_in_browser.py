"""The pages of a summary in a real browser: accessible in every look, true to the policy, and on one sheet of paper."""

import re
import threading

import pytest
from django.db import connection
from django.urls import reverse

from coding.models import Coding
from ground import jobs
from ground.models import Job
from reports.models import Summary
from reports.overriding import override
from reports.reading import Reading
from reports.rewording import reword
from reports.signing import sign_off
from tests.browser.test_every_page import LOOKS, faults, look_at
from tests.reports.fields import demo_field

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(page, client, live_server):
    """Opens an address as one of a study's people."""

    def open_page(user, address):
        client.force_login(user)
        cookies = [{"name": name, "value": c.value, "url": live_server.url} for name, c in client.cookies.items()]
        page.context.add_cookies(cookies)
        page.goto(f"{live_server.url}{address}")
        return page

    return open_page


def test_every_page_of_a_summary_is_accessible_and_fits_in_every_look(at, page, built):
    field = demo_field("a")
    summary = built(field)
    slug = field.study.slug
    signed = sign_off(summary, by=field.owner)
    override(summary, by=field.owner, target="cell:BKB/MAT", level="mixed", reason="Two voices.")
    said = "cell.level~absent~cell:ITM/IDE"
    for language in ("id", "en"):  # in words that are stale, with a number of their own
        sentence = Reading(summary, language).sentences[said]
        reword(summary, sentence, by=field.owner, language=language, text="Of 77, none.")
    field.change(Coding.objects.get(pk=sentence.rows[0]).code, retired_at="2026-01-01T00:00Z")
    passages = reverse("summary-passages", args=[slug, summary.pk]) + f"?sentence={said}"
    addresses = [
        reverse("summary", args=[slug]),
        reverse("summary-actor", args=[slug, summary.pk, "ITM"]),
        passages,
        reverse("summary-sides", args=[slug, summary.pk]) + "?of=cell:ITM/IDE",
        reverse("rewording", args=[slug, summary.pk]) + f"?sentence={said}",
        reverse("method-config", args=[slug]),
        reverse("what-if", args=[slug]) + "?of=cell%3AMAS%2FUTL&informant=T1&informant=T2&theta=4%2F5",
        reverse("comparison", args=[slug]) + f"?one={summary.pk}&other=working",
        reverse("pictures", args=[slug]),
        reverse("sign-off", args=[slug, signed.pk]) + "?verify=1",
    ]
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    for language, looks in LOOKS.items():
        field.owner.language = language
        field.owner.save()
        for address in addresses:
            look_at(page, *looks[0])
            at(field.owner, address)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            for scheme, width in looks:
                look_at(page, scheme, width)
                complaints += [f"{language} {scheme} {width} {address}: {told}" for told in faults(page)]

    assert complaints == []


@pytest.mark.parametrize("folder", ["a", "b"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_supervisor_s_page_prints_on_one_sheet(at, built, folder, language):
    field = demo_field(folder)
    built(field)
    field.owner.language = language
    field.owner.save()

    printed = at(field.owner, reverse("summary", args=[field.study.slug])).pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1


def test_the_page_follows_its_job_and_shows_the_summary_when_it_is_done(at, field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    page = at(field.owner, reverse("summary", args=[field.study.slug]))

    page.get_by_role("button", name="Build the summary").click()
    page.get_by_text("No worker is running").wait_for()
    worker = threading.Thread(target=_work_once)
    worker.start()
    page.get_by_text("Verdict on co-production").wait_for()
    worker.join()

    assert page.get_by_text("up to date").is_visible()
    assert Summary.objects.count() == 1


def _work_once():
    try:
        jobs.run(Job.objects.get().pk)
    finally:
        connection.close()
