"""The one next step on a study's home, and which of one's codings are shown first: both of the person who looks."""

import pytest

from coding.models import Review, Status
from coding.passages import code_passage
from coding.reviewing import review, submit
from ground.acts import act
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    study.interview = make_interview(study)
    study.coder, study.supervisor = join(study, Role.RESEARCHER), join(study, Role.SUPERVISOR)
    return study


def code(study):
    transcript = study.interview.transcript
    span = span_of(transcript, "Ya, kami menyumbang masker.")
    return code_passage(study, coder=study.coder, transcript=transcript, code=study.codes.get(key="MAT"), **span)[0]


def page(client, user, study, path=""):
    client.force_login(user)
    return client.get(f"/studies/{study.slug}/{path}")


def test_drafts_are_the_next_step_of_their_coder_only(client, study):
    code(study)

    assert page(client, study.coder, study).context["step"] == "submit"
    assert page(client, study.supervisor, study).context["step"] == "summarize"


def test_what_was_handed_in_is_the_next_step_of_the_reviewer(client, study):
    code(study)
    submit(study, coder=study.coder)

    said = page(client, study.supervisor, study).content.decode()

    assert "Review 1 coding" in said
    assert "Review 1 coding" not in page(client, study.coder, study).content.decode()


def test_where_nobody_reviews_the_owner_is_led_to_inviting_somebody(client, study):
    code(study)
    submit(study, coder=study.coder)
    owner, supervisor = owner_of(study), study.memberships.filter(role=Role.SUPERVISOR)
    assert page(client, owner, study).context["step"] == "review"

    with act(owner, "member.remove", study):
        supervisor.delete()
    said = page(client, owner, study)

    assert said.context["step"] == "invite"
    assert f'href="/studies/{study.slug}/members/">Invite a supervisor' in said.content.decode()
    assert "Invite a supervisor" not in page(client, study.coder, study).content.decode()


def test_who_works_alone_needs_nobody_who_reviews(client):
    study = make_study(works_alone=True)
    make_informant(study)
    study.interview, study.coder = make_interview(study), owner_of(study)
    code(study)
    submit(study, coder=study.coder)

    assert page(client, study.coder, study).context["step"] == "review"


def test_many_interviews_come_in_pages_that_lead_to_each_other(client, study):
    for number in range(2, 53):
        make_interview(study, code=f"V{number}")
    ours = "/studies/" + study.slug

    pages = [page(client, study.coder, study, f"?page={number}") for number in (1, 2)]

    assert [len(each.context["interviews"]) for each in pages] == [50, 2]
    assert "1–50 of 52" in pages[0].content.decode()
    assert len({each.code for one in pages for each in one.context["interviews"]}) == 52
    assert f"{ours}/interviews/{pages[0].context['interviews'][0].code}/" in pages[0].content.decode()


def test_my_codings_begin_with_what_came_back_then_drafts_then_all(client, study):
    row = code(study)
    assert page(client, study.coder, study, "mine/").context["filters"].status == Status.DRAFT

    submit(study, coder=study.coder)
    assert page(client, study.coder, study, "mine/").context["filters"].status == ""
    assert len(page(client, study.coder, study, "mine/").context["waiting"]) == 1

    revise = Review.Decision.REVISE
    review(study, reviewer=study.supervisor, rows=[row], decision=revise, reason="Terlalu pendek.")
    assert page(client, study.coder, study, "mine/").context["filters"].status == Status.REVISE


def test_all_of_my_codings_are_all(client, study):
    code(study)
    submit(study, coder=study.coder)

    assert len(page(client, study.coder, study, "mine/?status=").context["waiting"]) == 1


def test_submitting_in_the_interview_leads_back_to_it_and_says_how_many(client, study):
    code(study)
    client.force_login(study.coder)
    pane = f"/studies/{study.slug}/interviews/{study.interview.code}/"

    answer = client.post(f"/studies/{study.slug}/mine/submit/", {"interview": study.interview.code, "here": pane})

    assert answer["Location"] == pane
    assert "1 coding went to review." in client.get(pane).content.decode()
