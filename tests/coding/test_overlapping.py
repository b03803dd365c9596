"""Words of several coders that overlap and are judged otherwise: found, decided, talked over."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.adjudicating import adjudicate, adjudicated, disputes, judge_anew, keep_all, overlaps, reopen
from coding.discussing import discussions, say
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Coding, Memo, Review
from coding.overlapping import Placed, clusters, is_disputed
from coding.passages import change_coding, code_passage, remove_coding
from coding.reviewing import mark, review, submit
from ground.acts import act
from ground.conflicts import Conflict
from interviews.models import Role
from reports.agreement import Agreement
from reports.evidence import collect
from reports.evidence.counts import counts_of
from reports.evidence.ratings import rated
from tests.factories import corrected, join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
REASON = "Keduanya benar, tentang hal yang berbeda."
ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12)


def placed(start, end, coder="a", polarity="enacted", status="submitted"):
    return Placed(uuid.uuid4(), start, end, coder, (polarity, True), status)


@given(ROWS)
def test_rows_are_together_exactly_where_a_chain_of_overlaps_joins_them(spans):
    rows = [placed(start, start + length) for start, length in spans]

    found = [{each.id for each in cluster} for cluster in clusters(rows)]

    joined = {each.id: {each.id} for each in rows}
    for one in rows:
        for other in rows:
            if one.start < other.end and other.start < one.end:
                whole = joined[one.id] | joined[other.id]
                for each in whole:
                    joined[each] = whole
    assert {frozenset(each) for each in found} == {frozenset(each) for each in joined.values()}


@pytest.mark.parametrize(
    ("rows", "disputed"),
    [
        ([(0, 5, "a", "enacted", "submitted"), (3, 9, "b", "absent", "submitted")], True),
        ([(0, 5, "a", "enacted", "submitted"), (3, 9, "b", "enacted", "submitted")], False),
        ([(0, 5, "a", "enacted", "submitted"), (3, 9, "a", "absent", "submitted")], False),
        ([(0, 5, "a", "enacted", "submitted"), (0, 5, "b", "absent", "submitted")], False),
        ([(0, 5, "a", "enacted", "approved"), (3, 9, "b", "absent", "approved")], False),
        ([(0, 5, "a", "enacted", "approved"), (3, 9, "b", "absent", "submitted")], True),
    ],
)
def test_a_dispute_needs_two_coders_two_answers_two_spans_and_something_that_waits(rows, disputed):
    assert is_disputed([placed(*row) for row in rows]) is disputed


class Scene:
    """Two coders whose words overlap, one says enacted, one absent; a supervisor who coded nothing."""

    def __init__(self):
        self.study = make_study(slug="tumpang")
        make_informant(self.study)
        self.transcript = make_interview(self.study).transcript
        self.first, self.second = (join(self.study, Role.RESEARCHER) for _ in range(2))
        self.supervisor = join(self.study, Role.SUPERVISOR)
        self.long = self.code(self.first, "enacted", "Ya, kami menyumbang masker.")
        self.short = self.code(self.second, "absent", "kami menyumbang masker")

    def code(self, coder, polarity, words):
        code = self.study.codes.get(key="MAT")
        where = span_of(self.transcript, words)
        row, _ = code_passage(
            self.study, coder=coder, transcript=self.transcript, code=code, polarity=polarity, **where
        )
        submit(self.study, coder=coder)
        row.refresh_from_db()
        return row

    def told(self, *rows, reason=REASON):
        rows = rows or (self.long, self.short)
        for row in rows:
            row.refresh_from_db()
        return {"by": self.supervisor, "reason": reason, "seen": {str(row.pk): mark(row) for row in rows}}

    def statuses(self):
        return list(
            Coding.objects.filter(pk__in=[self.long.pk, self.short.pk])
            .order_by("created_at")
            .values_list("status", flat=True)
        )


@pytest.fixture
def scene():
    return Scene()


def test_words_that_overlap_are_a_dispute_of_their_own(scene):
    (dispute,) = overlaps(scene.study)

    assert dispute.rows == [scene.long, scene.short]
    assert disputes(scene.study) == []


def test_links_that_overlap_are_disputed_too(scene):
    ends = {"from_actor": scene.study.actors.get(code="ITM"), "to_actor": scene.study.actors.get(code="BKB")}
    form = scene.study.link_forms.filter(rung=2, directed=False).first()
    for coder, polarity, words in (
        (scene.first, "enacted", "Ya, kami menyumbang"),
        (scene.second, "absent", "kami menyumbang masker"),
    ):
        where = span_of(scene.transcript, words)
        told = {"form": form, "polarity": polarity, **ends}
        link_passage(scene.study, coder=coder, transcript=scene.transcript, **told, **where)
        submit(scene.study, coder=coder)

    assert len(overlaps(scene.study)) == 2


def test_one_may_be_kept_and_the_other_is_superseded(scene):
    adjudicate(scene.study, keep=scene.long, **scene.told())

    assert scene.statuses() == ["approved", "superseded"]
    assert overlaps(scene.study) == []


def test_all_may_be_kept_and_all_count(scene):
    keep_all(scene.study, row=scene.long, **scene.told())

    assert scene.statuses() == ["approved", "approved"]
    assert overlaps(scene.study) == []
    assert {row["id"] for row in collect(scene.study).document["codings"]} == {str(scene.long.pk), str(scene.short.pk)}


def test_of_the_same_words_not_all_may_be_kept(scene):
    same = scene.code(scene.first, "absent", "Warga juga memberi sembako.")
    other = scene.code(scene.second, "enacted", "Warga juga memberi sembako.")

    with pytest.raises(Conflict) as refused:
        keep_all(scene.study, row=same, **scene.told(same, other))

    assert refused.value.code == "same_words"


def test_a_new_judgement_takes_the_place_of_all_and_is_no_coders(scene):
    before = Agreement(rated(scene.study)).coders

    made, *replaced = judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())

    assert scene.statuses() == ["superseded", "superseded"]
    assert (made.decision, made.coding.polarity, made.coding.status) == (Review.Decision.SETTLE, "limited", "approved")
    assert [each.decision for each in replaced] == ["replace", "replace"]
    assert [row["polarity"] for row in collect(scene.study).document["codings"]] == ["limited"]
    assert Agreement(rated(scene.study)).coders == before
    assert str(scene.supervisor) not in counts_of(scene.study).coders


def test_reopened_the_new_judgement_is_gone_and_the_others_wait(scene):
    same = scene.code(scene.first, "absent", "Warga juga memberi sembako.")
    other = scene.code(scene.second, "enacted", "Warga juga memberi sembako.")
    made, *_ = judge_anew(scene.study, row=same, polarity="hindered", **scene.told(same, other))

    reopen(scene.study, by=scene.supervisor, row=same, reason="Memo baru.")

    for row in (same, other, made.coding):
        row.refresh_from_db()
    assert (same.status, other.status) == ("submitted", "submitted")
    assert made.coding.trashed_at is not None


def test_a_decision_on_words_that_overlap_is_reopened_whole_whichever_row_is_named(scene):
    for row in (scene.long, scene.short):
        made, *_ = judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())
        assert [set(each.rows) for each in adjudicated(scene.study)] == [{scene.long, scene.short, made.coding}]

        reopen(scene.study, by=scene.supervisor, row=row, reason="Memo baru.")

        made.coding.refresh_from_db()
        assert (scene.statuses(), made.coding.trashed_at is None) == (["submitted", "submitted"], False)
        assert adjudicated(scene.study) == []
        assert [set(each.rows) for each in overlaps(scene.study)] == [{scene.long, scene.short}]


def test_that_all_count_can_be_reopened_too_and_what_its_coder_changed_since_stays(scene):
    keep_all(scene.study, row=scene.long, **scene.told())
    assert [set(each.rows) for each in adjudicated(scene.study)] == [{scene.long, scene.short}]
    change_coding(scene.short, by=scene.second, study=scene.study, polarity="hindered")

    made = reopen(scene.study, by=scene.supervisor, row=scene.long, reason="Memo baru.")

    assert [each.coding for each in made] == [scene.long]
    assert scene.statuses() == ["submitted", "submitted"]
    with pytest.raises(Conflict) as refused:
        reopen(scene.study, by=scene.supervisor, row=scene.long, reason="Lagi.")
    assert refused.value.code == "not_adjudicated"


def test_an_approval_that_decided_between_nobody_is_not_adjudicated(scene):
    review(scene.study, reviewer=scene.supervisor, rows=[scene.long], decision="approve")

    with pytest.raises(Conflict) as refused:
        reopen(scene.study, by=scene.supervisor, row=scene.long, reason="Memo baru.")

    assert (refused.value.code, adjudicated(scene.study)) == ("not_adjudicated", [])


def test_what_an_adjudication_made_is_decided_on_like_any_other_and_reopened_decision_by_decision(scene):
    first, *_ = judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())
    third = scene.code(scene.first, "absent", "menyumbang masker. Warga")
    adjudicate(scene.study, keep=third, **scene.told(first.coding, third))
    first.coding.refresh_from_db()
    assert first.coding.status == "superseded"

    reopen(scene.study, by=scene.supervisor, row=first.coding, reason="Yang baru dulu.")
    first.coding.refresh_from_db()
    assert (first.coding.status, first.coding.trashed_at) == ("submitted", None)
    assert scene.statuses() == ["superseded", "superseded"]

    reopen(scene.study, by=scene.supervisor, row=scene.long, reason="Lalu yang lama.")
    first.coding.refresh_from_db()
    assert (scene.statuses(), first.coding.trashed_at is None) == (["submitted", "submitted"], False)


def test_what_an_adjudication_made_is_changed_by_nobody_as_a_coding(scene):
    made, *_ = judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())

    for do, more in ((change_coding, {"polarity": "planned"}), (remove_coding, {})):
        with pytest.raises(Conflict) as refused:
            do(made.coding, by=scene.supervisor, study=scene.study, **more)
        assert refused.value.code == "settled"


def test_an_adjudicator_who_has_said_so_in_a_draft_is_told_not_thrown_out(scene, client):
    where = span_of(scene.transcript, scene.short.passage.quote)
    draft, _ = code_passage(
        scene.study,
        coder=scene.supervisor,
        transcript=scene.transcript,
        code=scene.short.code,
        polarity="limited",
        **where,
    )
    with pytest.raises(Conflict) as refused:
        judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())

    assert (refused.value.code, refused.value.current) == ("already_coded", draft)
    assert scene.statuses() == ["submitted", "submitted"]


def test_who_judged_anew_reopens_it_on_the_page(scene, client):
    judge_anew(scene.study, row=scene.short, polarity="limited", **scene.told())
    client.force_login(scene.supervisor)
    decided = client.get("/studies/tumpang/review/disputes/?decided=1")
    (shown,) = decided.context["disputes"]

    client.post("/studies/tumpang/review/disputes/reopen/", {"row": str(shown["decided"].pk), "reason": "Memo baru."})

    assert f'name="row" value="{shown["decided"].pk}"' in decided.content.decode()
    assert scene.statuses() == ["submitted", "submitted"]


def test_what_waits_for_its_words_or_is_in_the_trash_is_in_no_dispute_and_no_count(scene):
    same, other = (
        scene.code(coder, polarity, "Warga juga memberi sembako.")
        for coder, polarity in ((scene.first, "absent"), (scene.second, "enacted"))
    )
    assert (len(disputes(scene.study)), len(overlaps(scene.study))) == (1, 1)
    now = corrected(scene.transcript, ("Ya, kami menyumbang masker. Warga juga memberi sembako.", "Ya."))

    for row in (scene.long, scene.short, same, other):
        row.refresh_from_db()
        assert row.passage.transcript_id == scene.transcript.pk != now.pk
    counted = counts_of(scene.study)
    assert (disputes(scene.study), overlaps(scene.study)) == ([], [])
    assert (counted.passages, sum(counted.codings.values()), counted.coders) == (0, 0, [])


def test_an_interview_in_the_trash_has_no_disputes(scene):
    for coder, polarity in ((scene.first, "absent"), (scene.second, "enacted")):
        scene.code(coder, polarity, "Warga juga memberi sembako.")
    interview = scene.transcript.interview
    with act(scene.supervisor, "interview.trash", scene.study):
        interview.trashed_at = interview.created_at
        interview.save()

    assert (disputes(scene.study), overlaps(scene.study)) == ([], [])
    assert counts_of(scene.study).passages == 0


def test_only_what_was_said_as_discussion_is_shown_as_one(scene):
    say(scene.study, author=scene.first, row=scene.long, text="Saya baca begini.")
    write_memo(scene.study, author=scene.first, text="Catatan saya sendiri.", about=scene.long.passage)

    (said,) = discussions(scene.study, [scene.long.passage_id]).values()

    assert [memo.text for memo in said] == ["Saya baca begini."]


def test_what_a_coder_said_already_is_chosen_not_made_anew(scene):
    with pytest.raises(Conflict) as refused:
        judge_anew(scene.study, row=scene.short, polarity="absent", **scene.told())

    assert refused.value.code == "there_already"


def test_a_row_that_came_since_is_a_conflict(scene):
    told = scene.told()
    scene.code(scene.first, "hindered", "kami menyumbang")

    with pytest.raises(Conflict) as refused:
        keep_all(scene.study, row=scene.long, **told)

    assert refused.value.code == "changed"
    assert scene.statuses() == ["submitted", "submitted"]


def test_a_reviewer_who_approved_both_has_decided(scene):
    review(scene.study, reviewer=scene.supervisor, rows=[scene.long, scene.short], decision="approve")

    assert overlaps(scene.study) == []


def test_the_page_shows_both_words_lets_all_count_and_keeps_the_discussion(scene, client):
    client.force_login(scene.second)
    client.cookies["coprod_language"] = "en"
    here = "/studies/tumpang/review/disputes/"
    client.post(f"{here}say/", {"row": str(scene.short.pk), "text": "Saya baca sebagai rencana."})
    client.force_login(scene.supervisor)
    page = client.get(here)
    sent = {"keep": "all", "row": str(scene.long.pk), "seen": page.context["disputes"][0]["seen"], "reason": REASON}
    client.post(f"{here}decide/", sent)

    text = page.content.decode()
    assert "Saya baca sebagai rencana." in text
    assert "All count: the words are not the same" in text
    assert text.count("kami menyumbang masker</blockquote>") == 1
    assert Memo.objects.get().kind == "discussion"
    assert scene.statuses() == ["approved", "approved"]


def test_on_the_page_a_supervisor_judges_anew(scene, client):
    client.force_login(scene.supervisor)
    here = "/studies/tumpang/review/disputes/"
    seen = client.get(here).context["disputes"][0]["seen"]
    sent = {"keep": "new", "polarity": "limited", "row": str(scene.long.pk), "seen": seen, "reason": REASON}

    client.post(f"{here}decide/", sent)

    assert Coding.objects.get(coder=scene.supervisor).polarity == "limited"


@pytest.mark.parametrize(("decision", "status"), [("all", 201), ("new", 201)])
def test_over_http_all_count_or_a_new_one_does(scene, client, decision, status):
    client.force_login(scene.supervisor)
    base = "/api/v1/studies/tumpang/adjudications/"
    (dispute,) = client.get(base).json()
    rows = [{"coding": row["coding"], "seen": row["mark"]} for row in dispute["rows"]]
    sent = {"decision": decision, "keep": rows[0]["coding"], "rows": rows, "reason": REASON}
    if decision == "new":
        sent["polarity"] = "limited"

    answer = client.post(base, sent, content_type="application/json")

    assert (dispute["overlaps"], answer.status_code) == (True, status)
    assert overlaps(scene.study) == []


def test_a_new_judgement_without_a_polarity_is_refused_in_words(scene, client):
    client.force_login(scene.supervisor)
    here = "/studies/tumpang/review/disputes/"
    seen = client.get(here).context["disputes"][0]["seen"]

    answer = client.post(f"{here}decide/", {"keep": "new", "row": str(scene.long.pk), "seen": seen, "reason": REASON})

    assert answer.status_code == 302
    assert scene.statuses() == ["submitted", "submitted"]
