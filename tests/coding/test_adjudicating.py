"""Adjudication: one judgement counts in the place of several that contradict each other, with its reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coding.adjudicating import adjudicate, adjudicated, disputes, keep_all, reopen
from coding.codebook import add_code
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Review, Status
from coding.passages import change_coding, code_passage, remove_coding
from coding.reviewing import mark, review, submit
from coding.undo import next_acts, undo
from ground.acts import act
from ground.conflicts import Conflict
from interviews.models import Role
from reports.evidence import collect
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
REASON = "Ia menyumbang, bukan merencanakan."


class Scene:
    """One passage, judged enacted by the first coder and absent by the second; a supervisor who coded nothing."""

    def __init__(self):
        self.study = make_study(slug="beda")
        make_informant(self.study)
        self.transcript = make_interview(self.study).transcript
        self.first, self.second, self.third = (join(self.study, Role.RESEARCHER) for _ in range(3))
        self.supervisor = join(self.study, Role.SUPERVISOR)
        self.enacted, self.absent = self.code(self.first, "enacted"), self.code(self.second, "absent")

    def code(self, coder, polarity, words="Ya, kami menyumbang masker.", key="MAT"):
        code = self.study.codes.get(key=key)
        where = span_of(self.transcript, words)
        row = code_passage(self.study, coder=coder, transcript=self.transcript, code=code, polarity=polarity, **where)[
            0
        ]
        submit(self.study, coder=coder)
        row.refresh_from_db()
        return row

    def seen(self, *rows):
        for row in rows:
            row.refresh_from_db()
        return {str(row.pk): mark(row) for row in rows}

    def decide(self, keep=None, by=None, reason=REASON, seen=None):
        seen = self.seen(self.enacted, self.absent) if seen is None else seen
        return adjudicate(self.study, by=by or self.supervisor, keep=keep or self.enacted, reason=reason, seen=seen)

    def statuses(self, *rows):
        for row in rows or (self.enacted, self.absent):
            row.refresh_from_db()
        return [row.status for row in rows or (self.enacted, self.absent)]


@pytest.fixture
def scene():
    return Scene()


def test_a_question_that_two_coders_answer_otherwise_is_a_dispute(scene):
    scene.code(scene.third, "enacted", "Warga juga memberi sembako.")

    (dispute,) = disputes(scene.study)

    assert dispute.rows == [scene.enacted, scene.absent]


def test_the_chosen_judgement_is_approved_the_others_are_superseded_with_the_reason(scene):
    also = scene.code(scene.third, "enacted")

    made = scene.decide(seen=scene.seen(scene.enacted, scene.absent, also))

    assert scene.statuses(scene.enacted, scene.absent, also) == ["approved", "superseded", "approved"]
    assert {review.reason for review in made} == {REASON}
    assert scene.absent.reviews.get().decision == Review.Decision.REPLACE
    assert disputes(scene.study) == []
    assert [set(each.rows) for each in adjudicated(scene.study)] == [{scene.enacted, scene.absent, also}]


def test_only_the_judgement_that_counts_is_evidence(scene):
    scene.decide()

    evidence = collect(scene.study, "official").document

    assert [row["id"] for row in evidence["codings"]] == [str(scene.enacted.pk)]


def test_a_question_that_an_approval_would_contradict_can_be_adjudicated(scene):
    review(scene.study, reviewer=scene.supervisor, rows=[scene.enacted], decision="approve")
    with pytest.raises(Conflict, match="Adjudicate first"):
        review(scene.study, reviewer=scene.supervisor, rows=[scene.absent], decision="approve")

    scene.decide(keep=scene.absent)

    assert scene.statuses() == ["superseded", "approved"]


def test_a_decision_is_reopened_and_all_wait_for_review_again(scene):
    scene.decide()

    reopen(scene.study, by=scene.supervisor, row=scene.absent, reason="Memo baru.")

    assert scene.statuses() == ["submitted", "submitted"]
    assert len(disputes(scene.study)) == 1
    with pytest.raises(Conflict, match="reopened already"):
        reopen(scene.study, by=scene.supervisor, row=scene.absent, reason="Lagi.")


def test_nobody_adjudicates_what_they_coded_themselves(scene):
    judge = join(scene.study, Role.SUPERVISOR)
    own = scene.code(judge, "limited")

    with pytest.raises(PermissionDenied, match="You coded this passage yourself"):
        scene.decide(by=judge, seen=scene.seen(scene.enacted, scene.absent, own))

    assert scene.statuses() == ["submitted", "submitted"]


def test_a_decision_needs_its_reason(scene):
    with pytest.raises(ValidationError, match="the coders learn from it"):
        scene.decide(reason="  ")


def test_what_was_changed_or_came_since_it_was_read_is_not_decided_on(scene):
    seen = scene.seen(scene.enacted, scene.absent)
    scene.code(scene.third, "limited")

    with pytest.raises(Conflict, match="since you read it"):
        scene.decide(seen=seen)

    assert Review.objects.count() == 0


def test_what_all_judge_alike_is_not_adjudicated(scene):
    change_coding(scene.absent, by=scene.second, study=scene.study, polarity="enacted")

    with pytest.raises(Conflict, match="judge this alike"):
        scene.decide()

    assert disputes(scene.study) == []


def test_links_between_the_same_actors_are_one_question_whichever_is_named_first(scene):
    actors = {actor.code: actor for actor in scene.study.actors.all()}
    form = scene.study.link_forms.get(code="KSP")
    ends = [("ITM", "BKB", "enacted", scene.first), ("BKB", "ITM", "absent", scene.second)]
    rows = [
        link_passage(
            scene.study, coder=coder, transcript=scene.transcript, from_actor=actors[one], to_actor=actors[other],
            form=form, polarity=polarity, **span_of(scene.transcript, "masker"),
        )[0]
        for one, other, polarity, coder in ends
    ]  # fmt: skip
    for coder in (scene.first, scene.second):
        submit(scene.study, coder=coder)

    found = [each.rows for each in disputes(scene.study)]
    adjudicate(scene.study, by=scene.supervisor, keep=rows[0], reason=REASON, seen=scene.seen(*rows))

    assert rows in found
    assert scene.statuses(*rows) == ["approved", "superseded"]


def test_undoing_an_earlier_act_of_a_coder_names_the_adjudication_in_the_way(scene):
    scene.decide()
    last = next_acts(scene.study, by=scene.second).undo

    with pytest.raises(Conflict, match="adjudicated this"):
        undo(scene.study, by=scene.second, act_id=last.pk)

    assert scene.statuses() == ["approved", "superseded"]


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_takes_the_same_queries_for_each_question_of_a_page(
    client, scene, rows, django_assert_max_num_queries
):
    client.force_login(scene.supervisor)
    for words in ("masker", "sembako", "Warga")[: rows - 1]:
        for coder, polarity in ((scene.first, "enacted"), (scene.second, "absent")):
            scene.code(coder, polarity, words)

    with django_assert_max_num_queries(17):
        assert len(client.get("/studies/beda/review/disputes/").context["disputes"]) == rows


def test_the_page_says_that_what_a_study_without_its_history_decided_cannot_be_listed(client, scene):
    scene.decide()
    elsewhere = scene.code(scene.third, "absent", "Warga juga memberi sembako.")
    elsewhere.status = Status.SUPERSEDED
    with act(scene.supervisor, "study.import", scene.study):
        elsewhere.save()
    client.force_login(scene.supervisor)
    client.cookies["coprod_language"] = "en"

    page = client.get("/studies/beda/review/disputes/?decided=1")

    assert len(page.context["disputes"]) == 1
    assert "One judgement was superseded by a decision that cannot be listed" in page.content.decode()


def test_the_page_shows_both_sides_with_their_memos_and_decides(client, scene):
    write_memo(scene.study, author=scene.second, text="Hanya rencana.", about=scene.absent)
    client.force_login(scene.supervisor)
    client.cookies["coprod_language"] = "en"
    before = client.get("/studies/beda/review/disputes/")
    seen = before.context["disputes"][0]["seen"]

    sent = {"keep": str(scene.absent.pk), "seen": seen, "reason": REASON}
    after = client.post("/studies/beda/review/disputes/decide/", sent, follow=True).content.decode()
    decided = client.get("/studies/beda/review/disputes/?decided=1").content.decode()

    assert "Hanya rencana." in before.content.decode()
    assert scene.statuses() == ["superseded", "approved"]
    assert "No two coders disagree" in after
    assert REASON in decided
    client.post("/studies/beda/review/disputes/reopen/", {"row": str(scene.enacted.pk), "reason": "Memo baru."})
    assert scene.statuses() == ["submitted", "submitted"]


def test_a_coder_reads_the_page_and_decides_nothing(client, scene):
    client.force_login(scene.first)
    client.cookies["coprod_language"] = "en"

    page = client.get("/studies/beda/review/disputes/").content.decode()

    assert 'name="keep"' not in page
    assert client.post("/studies/beda/review/disputes/decide/", {}).status_code == 403


def test_over_http_a_dispute_is_read_decided_and_reopened(client, scene):
    client.force_login(scene.supervisor)
    base = "/api/v1/studies/beda/adjudications/"
    (dispute,) = client.get(base).json()
    rows = [{"coding": row["coding"], "seen": row["mark"]} for row in dispute["rows"]]
    sent = {"keep": str(scene.enacted.pk), "rows": rows, "reason": REASON}

    made = client.post(base, sent, content_type="application/json")
    again = client.post(base, sent, content_type="application/json")
    opened = client.post(
        f"{base}reopen/", {"row": str(scene.absent.pk), "reason": "Lagi."}, content_type="application/json"
    )

    assert (made.status_code, [row["decision"] for row in made.json()].count("replace")) == (201, 1)
    assert (again.status_code, again.json()["code"]) == (409, "changed")
    assert opened.status_code == 201
    assert scene.statuses() == [Status.SUBMITTED, Status.SUBMITTED]


def test_a_refused_decision_keeps_what_was_chosen_and_written(client, scene):
    client.force_login(scene.supervisor)
    seen = client.get("/studies/beda/review/disputes/").context["disputes"][0]["seen"]
    change_coding(scene.absent, by=scene.second, study=scene.study, polarity="limited")
    sent = {
        "keep": str(scene.enacted.pk),
        "seen": seen,
        "reason": REASON,
        "here": "/studies/beda/review/disputes/?page=1",
    }

    answer = client.post("/studies/beda/review/disputes/decide/", sent)
    page = client.get(answer.url).content.decode()

    assert answer.url == sent["here"]
    assert REASON in page
    assert f'value="{scene.enacted.pk}" required checked' in page
    assert REASON not in client.get(answer.url).content.decode()


@pytest.mark.parametrize("address", ["disputes/decide", "disputes/reopen", "decide"])
def test_a_reason_with_a_sign_that_no_text_can_hold_is_refused_not_a_fault(client, scene, address):
    client.force_login(scene.supervisor)
    chosen = str(scene.enacted.pk)
    seen = [f"{pk}={mark}" for pk, mark in scene.seen(scene.enacted, scene.absent).items()]
    sent = {"keep": chosen, "row": chosen, "seen": seen, "rows": seen[:1], "decision": "reject", "reason": "a\x00b"}

    answer = client.post(f"/studies/beda/review/{address}/", sent)

    assert answer.status_code in (302, 400)
    assert not Review.objects.exists()


@pytest.mark.parametrize("sent", [{"text": "a\x00b"}, {"here": "x"}, {"here": "https://lain.example/"}])
def test_what_cannot_be_written_and_a_way_back_that_leads_nowhere_end_at_the_list(client, scene, sent):
    client.force_login(scene.supervisor)

    answer = client.post(
        "/studies/beda/review/disputes/say/", {"row": str(scene.enacted.pk), "text": "Mengapa?", **sent}
    )

    assert (answer.status_code, answer.url) == (302, "/studies/beda/review/disputes/")


def test_of_the_same_words_one_judgement_of_a_dimension_counts_whatever_the_codes(scene):
    """As the method's part 4.1 says: else the evidence would hold neither."""
    text = {"id": {"label": "Dana"}}
    add_code(scene.study, by=scene.supervisor, key="MAT.9", texts=text, parent=scene.study.codes.get(key="MAT"))
    finer = scene.code(scene.third, "limited", key="MAT.9")
    remove_coding(scene.absent, by=scene.second, study=scene.study)
    both = scene.seen(scene.enacted, finer)
    (dispute,) = disputes(scene.study)

    with pytest.raises(Conflict, match="one judgement of an actor and dimension counts, whatever the code"):
        keep_all(scene.study, by=scene.supervisor, row=finer, reason=REASON, seen=both)

    assert not dispute.all_may_count
    assert scene.statuses(scene.enacted, finer) == ["submitted", "submitted"]


@pytest.mark.parametrize(("directed", "counted"), [(True, 2), (False, 0)])
def test_links_that_go_opposite_ways_may_both_count_where_direction_matters_and_that_is_reopened_too(
    scene, directed, counted
):
    """One coder says that the first informed the second, another that the second did not inform the first."""
    form = scene.study.link_forms.filter(directed=directed).first()
    ends = [scene.study.actors.get(code=code) for code in ("ITM", "BKB")]
    where = {"transcript": scene.transcript, **span_of(scene.transcript, "Warga juga memberi sembako.")}
    rows = [
        link_passage(scene.study, coder=coder, form=form, from_actor=start, to_actor=end, polarity=polarity, **where)[0]
        for coder, (start, end), polarity in ((scene.first, ends, "enacted"), (scene.second, ends[::-1], "absent"))
    ]
    for coder in (scene.first, scene.second):
        submit(scene.study, coder=coder)
    (dispute,) = [each for each in disputes(scene.study) if each.rows[0] in rows]
    asked = {"by": scene.supervisor, "row": rows[0], "reason": REASON}

    assert dispute.all_may_count is directed
    if directed:
        keep_all(scene.study, seen=scene.seen(*rows), **asked)
        assert [set(each.rows) for each in adjudicated(scene.study)] == [set(rows)]
        assert len(disputes(scene.study)) == 1
    else:
        with pytest.raises(Conflict, match="one judgement of an actor"):
            keep_all(scene.study, seen=scene.seen(*rows), **asked)
    assert len(collect(scene.study, "official").document["links"]) == counted

    if directed:
        reopen(scene.study, **asked)
        assert scene.statuses(*rows) == ["submitted", "submitted"]
        assert (len(disputes(scene.study)), adjudicated(scene.study)) == (2, [])
