"""Review: submit, approve, send back, reject, reply; nobody reviews a coding of their own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coding.linking import link_passage
from coding.models import Review, Status
from coding.passages import change_coding, code_passage
from coding.reviewing import mark, reply, review, submit, withdraw
from ground.conflicts import Conflict
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
APPROVE, REVISE, REJECT = Review.Decision.APPROVE, Review.Decision.REVISE, Review.Decision.REJECT


class Scene:
    """One interview, two coders and a supervisor."""

    def __init__(self, **fields):
        self.study = make_study(**fields)
        make_informant(self.study)
        self.interview = make_interview(self.study)
        self.first, self.second = join(self.study, Role.RESEARCHER), join(self.study, Role.RESEARCHER)
        self.supervisor = join(self.study, Role.SUPERVISOR)

    def code(self, coder=None, words="Ya, kami menyumbang masker.", key="MAT", **more):
        transcript = self.interview.transcript
        code = self.study.codes.get(key=key)
        return code_passage(
            self.study,
            coder=coder or self.first,
            transcript=transcript,
            code=code,
            **span_of(transcript, words),
            **more,
        )[0]

    def submitted(self, coder=None, **more):
        row = self.code(coder, **more)
        submit(self.study, coder=coder or self.first)
        row.refresh_from_db()
        return row

    def decide(self, row, decision, reason="", **more):
        return review(self.study, reviewer=self.supervisor, rows=[row], decision=decision, reason=reason, **more)


@pytest.fixture
def scene():
    return Scene()


def test_submitting_hands_in_ones_own_drafts_only(scene):
    mine, theirs = scene.code(), scene.code(scene.second)

    assert submit(scene.study, coder=scene.first) == 1

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.status, theirs.status) == (Status.SUBMITTED, Status.DRAFT)


def test_what_waits_can_be_taken_back(scene):
    row = scene.submitted()

    withdraw(row, by=scene.first, study=scene.study)

    row.refresh_from_db()
    assert row.status == Status.DRAFT


@pytest.mark.parametrize(
    ("decision", "status"), [(APPROVE, Status.APPROVED), (REVISE, Status.REVISE), (REJECT, Status.REJECTED)]
)
def test_a_decision_sets_the_status_and_is_kept(scene, decision, status):
    row = scene.submitted()

    [made] = scene.decide(row, decision, "Pelakunya belum jelas.")

    row.refresh_from_db()
    assert row.status == status
    assert (made.reviewer, made.reason, made.coding) == (scene.supervisor, "Pelakunya belum jelas.", row)


@pytest.mark.parametrize("decision", [REVISE, REJECT])
def test_sending_back_or_rejecting_needs_a_reason(scene, decision):
    row = scene.submitted()

    with pytest.raises(ValidationError, match="reason"):
        scene.decide(row, decision, "   ")

    row.refresh_from_db()
    assert row.status == Status.SUBMITTED
    assert not Review.objects.exists()


def test_a_draft_is_not_reviewed(scene):
    with pytest.raises(Conflict) as refused:
        scene.decide(scene.code(), APPROVE)

    assert refused.value.code == "not_submitted"


def test_nobody_reviews_a_coding_of_their_own(scene):
    row = scene.submitted(scene.supervisor)

    with pytest.raises(PermissionDenied):
        scene.decide(row, APPROVE)


def test_who_works_alone_reviews_alone():
    scene = Scene(works_alone=True)
    row = scene.submitted(scene.supervisor)

    scene.decide(row, APPROVE)

    row.refresh_from_db()
    assert row.status == Status.APPROVED


def test_an_approval_that_contradicts_another_coders_approved_row_waits_for_adjudication(scene):
    scene.decide(scene.submitted(), APPROVE)
    other = scene.submitted(scene.second, polarity="absent")

    with pytest.raises(Conflict) as refused:
        scene.decide(other, APPROVE)

    other.refresh_from_db()
    assert refused.value.code == "adjudicate_first"
    assert other.status == Status.SUBMITTED


def test_a_sub_code_of_the_same_dimension_contradicts_too(scene):
    scene.decide(scene.submitted(), APPROVE)
    other = scene.submitted(scene.second, key="MAT.2", polarity="limited")

    with pytest.raises(Conflict, match="Adjudicate first"):
        scene.decide(other, APPROVE)


def test_two_coders_who_agree_are_both_approved(scene):
    scene.decide(scene.submitted(), APPROVE)
    other = scene.submitted(scene.second)

    scene.decide(other, APPROVE)

    other.refresh_from_db()
    assert other.status == Status.APPROVED


def test_a_link_seen_from_the_other_end_contradicts_too(scene):
    ends = {actor.code: actor for actor in scene.study.actors.all()}
    transcript = scene.interview.transcript
    place = {"transcript": transcript, **span_of(transcript, "Belum pernah duduk bersama dengan dinas.")}
    form = scene.study.link_forms.get(code="RPT")
    one, _ = link_passage(
        scene.study,
        coder=scene.first,
        form=form,
        from_actor=ends["BKB"],
        to_actor=ends["ITM"],
        polarity="absent",
        **place,
    )
    two, _ = link_passage(
        scene.study,
        coder=scene.second,
        form=form,
        from_actor=ends["ITM"],
        to_actor=ends["BKB"],
        polarity="enacted",
        **place,
    )
    for coder in (scene.first, scene.second):
        submit(scene.study, coder=coder)
    scene.decide(one, APPROVE)

    with pytest.raises(Conflict, match="Adjudicate first"):
        scene.decide(two, APPROVE)


def test_a_row_that_was_changed_since_it_was_read_is_looked_at_again(scene):
    row = scene.submitted()
    seen = {row.pk: mark(row)}
    change_coding(row, by=scene.first, study=scene.study, polarity="limited")

    with pytest.raises(Conflict) as refused:
        scene.decide(row, APPROVE, seen=seen)

    assert refused.value.code == "changed"


def test_many_rows_are_decided_together_or_not_at_all(scene):
    good, draft = scene.submitted(), scene.code(key="FIS")

    with pytest.raises(Conflict):
        review(scene.study, reviewer=scene.supervisor, rows=[good, draft], decision=APPROVE)

    good.refresh_from_db()
    assert good.status == Status.SUBMITTED
    assert not Review.objects.exists()


def test_a_review_can_be_answered(scene):
    [made] = scene.decide(scene.submitted(), REVISE, "Siapa yang memberi?")

    reply(made, author=scene.first, study=scene.study, text="Kas organisasi, baris berikutnya.")

    assert [answer.text for answer in made.replies.all()] == ["Kas organisasi, baris berikutnya."]
