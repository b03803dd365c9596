"""A corrected text takes everything that was coded along, or says which it could not; and it can be taken back."""

from uuid import uuid4

import pytest
from django.core.management import call_command

from coding.carrying import Chosen, Plan
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Coding, Link, Memo, Status
from coding.passages import change_coding, code_passage, remove_coding, restore_coding
from coding.places import find_place, keep_passage
from coding.reshaping import merge_codings, split_coding
from coding.reviewing import review, submit
from coding.undo import undo
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
from tests.factories import corrected, join, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(study):
    return owner_of(study)


def coded(study, coder, transcript, words, key="MAT", **more):
    code = study.codes.get(key=key)
    return code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, words), **more)[0]


def approved(study, coder, coding):
    submit(study, coder=coder, rows=[coding])
    review(study, reviewer=owner_of(study), rows=[coding], decision="approve")
    return coding


def stands_on(row) -> tuple:
    row.refresh_from_db()
    return row.passage.transcript.version, row.passage.quote, row.status, row.recheck


def last_act(who):
    return Act.objects.filter(who=who).latest("number")


def test_a_coding_keeps_its_id_and_its_status_where_its_words_are_the_same(study, transcript, coder):
    study.works_alone = False
    coding = approved(study, coder, coded(study, coder, transcript, "kami menyumbang masker"))

    now = corrected(transcript, ("sembako", "beras"))

    assert stands_on(coding) == (2, "kami menyumbang masker", Status.APPROVED, False)
    assert now.text[coding.passage.start : coding.passage.end] == coding.passage.quote
    call_command("check_integrity")


def test_where_the_words_differ_it_waits_for_review_again_and_says_so(study, transcript, coder):
    coding = approved(study, coder, coded(study, coder, transcript, "kami menyumbang masker"))
    draft = coded(study, coder, transcript, "Ya, kami menyumbang masker", key="IDE")

    corrected(transcript, ("kami menyumbang masker", "kami menyumbang kain masker"))

    assert stands_on(coding) == (2, "kami menyumbang kain masker", Status.SUBMITTED, True)
    assert stands_on(draft) == (2, "Ya, kami menyumbang kain masker", Status.DRAFT, True)


def test_what_lost_its_words_stays_on_the_text_that_has_them_and_a_later_text_may_bring_it_back(
    study, transcript, coder
):
    coding = coded(study, coder, transcript, "Warga juga memberi sembako.")

    second = corrected(transcript, ("Warga juga memberi sembako. ", ""))
    assert stands_on(coding) == (1, "Warga juga memberi sembako.", Status.DRAFT, False)
    corrected(second, ("masker. ", "masker. Warga juga memberi sembako. "))

    assert stands_on(coding) == (3, "Warga juga memberi sembako.", Status.DRAFT, False)


def test_links_memos_reviews_and_the_trash_come_along(study, transcript, coder):
    place = {"transcript": transcript, **span_of(transcript, "duduk bersama")}
    ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
    link = link_passage(study, coder=coder, form=study.link_forms.filter(rung=2).first(), **ends, **place)[0]
    removed = remove_coding(coded(study, coder, transcript, "sembako"), by=coder, study=study)
    coding = approved(study, coder, coded(study, coder, transcript, "masker"))
    with act(coder, "memo.write", study):
        passage = keep_passage(find_place(study, transcript.pk, *span_of(transcript, "dinas").values()))
        memo = write_memo(study, author=coder, text="Siapa?", about=passage)[0]

    corrected(transcript, ("P: Dengan siapa?", "P: Dengan siapa saja, Pak?"))

    assert stands_on(link)[:2] == (2, "duduk bersama")
    assert stands_on(removed)[:2] == (2, "sembako")
    memo.refresh_from_db()
    assert (memo.passage.transcript.version, memo.passage.quote) == (2, "dinas")
    assert coding.reviews.get().decision == "approve"
    restore_coding(removed, by=coder, study=study)
    call_command("check_integrity")


def test_two_codings_that_would_say_the_same_of_the_same_words_are_not_made_one(study, transcript, coder):
    whole = coded(study, coder, transcript, "kami menyumbang masker. Warga")
    part = coded(study, coder, transcript, "menyumbang masker. Warga")

    corrected(transcript, ("Ya, kami menyumbang", "Ya, menyumbang"))

    assert stands_on(part)[:2] == (2, "menyumbang masker. Warga")
    assert stands_on(whole)[:2] == (1, "kami menyumbang masker. Warga")


def test_a_decision_overrules_what_was_proposed(study, transcript, coder):
    kept, moved = coded(study, coder, transcript, "sembako"), coded(study, coder, transcript, "Warga juga memberi")
    text = transcript.text.replace("Warga juga memberi sembako", "Orang kampung menyumbang sembako")
    start = text.index("Orang kampung menyumbang")
    choices = {kept.pk: None, moved.pk: Chosen(start, start + len("Orang kampung menyumbang"))}

    corrected(transcript, ("Warga juga memberi", "Orang kampung menyumbang"), choices=choices)

    assert stands_on(kept)[:2] == (1, "sembako")
    assert stands_on(moved) == (2, "Orang kampung menyumbang", Status.DRAFT, True)


def test_the_coder_puts_a_waiting_coding_on_words_of_the_newest_text(study, transcript, coder):
    coding = coded(study, coder, transcript, "Warga juga memberi sembako.")
    now = corrected(transcript, ("Warga juga memberi sembako. ", ""))

    change_coding(coding, by=coder, study=study, **span_of(now, "menyumbang masker"))

    assert stands_on(coding) == (2, "menyumbang masker", Status.DRAFT, False)


def test_a_span_that_was_read_from_an_older_text_moves_nothing_on_the_newest(study, transcript, coder):
    whole = coded(study, coder, transcript, "kami menyumbang masker. Warga juga memberi sembako.")
    waits, beside = (coded(study, coder, transcript, words, key="IDE") for words in ("duduk", "bersama"))
    now = corrected(transcript, ("Ya, kami", "Ya, ya, kami"), ("duduk bersama", "berkumpul"))
    before = [stands_on(each) for each in (whole, waits, beside)]
    cut = {"ends": span_of(transcript, "masker.")["end"], "starts": span_of(transcript, "Warga")["start"]}

    def refused(do, *rows, **asked):
        with pytest.raises(Conflict) as refusal:
            do(*rows, by=coder, study=study, **asked)
        assert refusal.value.code == "newer_version"

    refused(change_coding, whole, transcript=transcript.pk, **span_of(transcript, "kami menyumbang"))
    refused(change_coding, whole, transcript=transcript.pk, end=span_of(transcript, "masker")["end"])
    refused(split_coding, whole, transcript=transcript.pk, new=uuid4(), **cut)
    # Of what waits on the older text nothing is taken over to the newest.
    refused(change_coding, waits, transcript=now.pk, end=span_of(now, "berkumpul")["end"])
    refused(change_coding, waits, speaker=None)
    refused(split_coding, waits, new=uuid4(), ends=waits.passage.start + 2, starts=waits.passage.start + 2)
    refused(merge_codings, ids=[waits.pk, beside.pk])
    assert [stands_on(each) for each in (whole, waits, beside)] == before
    assert [version for version, *_rest in before] == [2, 1, 1]

    change_coding(whole, by=coder, study=study, transcript=now.pk, **span_of(now, "kami menyumbang"))
    assert stands_on(whole)[:2] == (2, "kami menyumbang")


def test_a_coding_on_the_old_text_is_refused_in_words_and_one_that_was_stored_is_found_again(study, transcript, coder):
    coding = coded(study, coder, transcript, "masker")
    corrected(transcript, ("sembako", "beras"))

    with pytest.raises(Conflict) as refused:
        coded(study, coder, transcript, "duduk bersama")
    assert refused.value.code == "newer_version"
    assert coded(study, coder, transcript, "masker", id=coding.pk) == coding


def test_who_corrects_second_is_told_who_came_first(study, transcript, owner):
    supervisor = join(study, Role.SUPERVISOR)
    corrected(transcript, ("sembako", "beras"), by=supervisor)

    with pytest.raises(Conflict, match=str(supervisor)) as refused:
        corrected(transcript, ("sembako", "gula"), by=owner)

    assert refused.value.code == "newer_version"


def test_taking_a_correction_back_restores_text_places_and_status(study, transcript, coder, owner):
    touched = approved(study, coder, coded(study, coder, transcript, "kami menyumbang masker"))
    lost = coded(study, coder, transcript, "Warga juga memberi sembako.")
    second = corrected(
        transcript, ("menyumbang masker", "menyumbang kain masker"), (" Warga juga memberi sembako.", "")
    )
    since = coded(study, coder, second, "duduk bersama")

    undoing, _is_new = undo(study, by=owner, act_id=last_act(owner).pk)

    third = transcript.interview.transcript
    assert (third.version, third.text) == (3, transcript.text)
    assert list(third.turns.values_list("start", "end", "speaker")) == list(
        transcript.turns.values_list("start", "end", "speaker")
    )
    assert stands_on(touched) == (3, "kami menyumbang masker", Status.APPROVED, False)
    assert stands_on(lost)[:2] == (3, "Warga juga memberi sembako.")
    assert stands_on(since)[:2] == (3, "duduk bersama")

    undo(study, by=owner, act_id=undoing.pk)

    assert transcript.interview.transcript.text == second.text
    assert stands_on(touched) == (4, "kami menyumbang kain masker", Status.SUBMITTED, True)
    assert stands_on(since)[:2] == (4, "duduk bersama")
    call_command("check_integrity")


def test_a_correction_that_was_corrected_again_is_not_taken_back_before_the_later_one(study, transcript, owner):
    second = corrected(transcript, ("sembako", "beras"))
    first_act = last_act(owner)
    corrected(second, ("beras", "gula"))

    with pytest.raises(Conflict, match="version 3"):
        undo(study, by=owner, act_id=first_act.pk)


def test_what_was_done_before_a_correction_is_undone_and_done_again_after_it(study, transcript, coder):
    coding = coded(study, coder, transcript, "kami menyumbang masker")
    created = last_act(coder)
    change_coding(coding, by=coder, study=study, polarity="absent", **span_of(transcript, "menyumbang masker"))
    corrected(transcript, ("Apakah lembaga Ibu", "Apa benar lembaga Ibu"))

    undoing, _ = undo(study, by=coder, act_id=last_act(coder).pk)
    assert stands_on(coding)[:2] == (2, "kami menyumbang masker")
    assert coding.polarity == "enacted"
    undo(study, by=coder, act_id=undoing.pk)
    assert stands_on(coding)[:2] == (2, "menyumbang masker")

    undo(study, by=coder, act_id=last_act(coder).pk)
    undo(study, by=coder, act_id=created.pk)
    assert not Coding.objects.live().exists()
    call_command("check_integrity")


def test_undoing_a_change_gives_no_approval_to_words_that_were_corrected(study, transcript, coder):
    coding = approved(study, coder, coded(study, coder, transcript, "kami menyumbang masker"))
    change_coding(coding, by=coder, study=study, polarity="absent")
    corrected(transcript, ("menyumbang masker", "menyumbang kain masker"))

    undo(study, by=coder, act_id=last_act(coder).pk)

    assert stands_on(coding) == (2, "kami menyumbang kain masker", Status.SUBMITTED, True)


def test_the_preview_says_what_saving_does(study, transcript, coder):
    for words in ("masker", "sembako", "kami menyumbang masker", "Warga juga memberi sembako."):
        coded(study, coder, transcript, words)
    text = transcript.text.replace("sembako", "beras").replace("lembaga", "dinas")

    plan = Plan(transcript.interview, text)

    assert plan.counts() == {"stays": 0, "moves": 2, "touched": 1, "lost": 1}
    assert (Link.objects.count(), Memo.objects.count()) == (0, 0)
