import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coding.memos import write_memo
from coding.models import Coding, Memo
from coding.passages import change_coding, code_passage, remove_coding
from coding.reshaping import merge_codings, split_coding
from coding.reviewing import submit
from coding.undo import next_acts, undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db

BOTH = "Ya, kami menyumbang masker. Warga juga memberi sembako."


def coded(study, transcript, coder, words, key="MAT", **judged):
    code = study.codes.get(key=key)
    return code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, words), **judged)[0]


def quotes():
    return sorted(Coding.objects.live().values_list("passage__quote", flat=True))


def cut(transcript, before, after):
    """Where `before` ends and `after` starts."""
    return {"ends": span_of(transcript, before)["end"], "starts": span_of(transcript, after)["start"]}


def after_masker(transcript):
    return cut(transcript, "masker.", "Warga")


def split(study, coding, coder, transcript, **options):
    place = after_masker(transcript) | options
    return split_coding(coding, by=coder, study=study, **{"new": uuid.uuid4(), **place})


def back(study, coder):
    undo(study, by=coder, act_id=next_acts(study, by=coder).undo.pk)


def test_a_coding_is_split_into_two_that_judge_alike_as_one_act(study, transcript, coder):
    coding = coded(study, transcript, coder, BOTH, polarity="absent", in_scope=False)
    acts = Act.objects.count()

    (first, second), is_new = split(study, coding, coder, transcript)

    assert (is_new, first.pk) == (True, coding.pk)
    assert quotes() == ["Warga juga memberi sembako.", "Ya, kami menyumbang masker."]
    alike = ("code_id", "about_actor_id", "polarity", "in_scope", "coder_id", "codebook_version_id")
    assert [getattr(second, name) for name in alike] == [getattr(first, name) for name in alike]
    assert Act.objects.count() == acts + 1


def test_one_undo_takes_a_split_back_and_one_redo_does_it_again(study, transcript, coder):
    split(study, coded(study, transcript, coder, BOTH), coder, transcript)

    back(study, coder)
    assert quotes() == [BOTH]
    undo(study, by=coder, act_id=next_acts(study, by=coder).redo.pk)

    assert len(quotes()) == 2


def test_a_split_asked_again_is_no_second_split(study, transcript, coder):
    coding, new = coded(study, transcript, coder, BOTH), uuid.uuid4()
    split(study, coding, coder, transcript, new=new)
    acts = Act.objects.count()

    (first, second), is_new = split(study, coding, coder, transcript, new=new)

    assert (is_new, first.pk, second.pk) == (False, coding.pk, new)
    assert (len(quotes()), Act.objects.count()) == (2, acts)


def test_an_id_that_is_taken_by_something_else_splits_nothing(study, transcript, coder):
    coding, other = coded(study, transcript, coder, BOTH), coded(study, transcript, coder, "Dengan siapa?")

    with pytest.raises(Conflict) as refused:
        split(study, coding, coder, transcript, new=other.pk)

    assert refused.value.code == "differs"
    assert BOTH in quotes()


def test_both_halves_of_a_submitted_coding_are_submitted(study, transcript, coder):
    coding = coded(study, transcript, coder, BOTH)
    submit(study, coder=coder, rows=[coding])

    both, _ = split(study, coding, coder, transcript)

    assert [each.status for each in both] == ["submitted", "submitted"]


@pytest.mark.parametrize(
    ("before", "after"), [("Dengan", "siapa?"), ("kami", "masker."), ("masker.", "Belum")], ids=["out", "words", "end"]
)
def test_a_cut_outside_the_words_or_that_drops_some_is_refused(study, transcript, coder, before, after):
    coding = coded(study, transcript, coder, BOTH)

    with pytest.raises(ValidationError):
        split(study, coding, coder, transcript, **cut(transcript, before, after))

    assert quotes() == [BOTH]


def test_a_half_that_is_coded_that_way_already_is_refused_and_nothing_is_split(study, transcript, coder):
    coding = coded(study, transcript, coder, BOTH)
    coded(study, transcript, coder, "Warga juga memberi sembako.")

    with pytest.raises(Conflict, match="already coded"):
        split(study, coding, coder, transcript)

    assert BOTH in quotes()


def test_only_its_coder_splits_and_joins_a_coding(study, transcript, coder):
    other = join(study, Role.SUPERVISOR)
    one, two = [coded(study, transcript, coder, words) for words in (BOTH, "Ya, kami")]

    with pytest.raises(PermissionDenied):
        split(study, one, other, transcript)
    with pytest.raises(PermissionDenied):
        merge_codings(study, [one.pk, two.pk], by=other)

    assert quotes() == sorted([BOTH, "Ya, kami"])


def test_codings_that_touch_are_joined_with_their_memos_and_one_undo_parts_them(study, transcript, coder):
    words = ("Ya, kami menyumbang masker.", "Warga juga memberi sembako.")
    one, two = [coded(study, transcript, coder, each) for each in words]
    memo, _ = write_memo(study, author=coder, text="Kapan?", about=two)

    kept, gone = merge_codings(study, [one.pk, two.pk], by=coder)

    assert (quotes(), kept.pk, gone.trashed_at is not None) == ([BOTH], one.pk, True)
    assert Memo.objects.get(pk=memo.pk).coding_id == one.pk
    back(study, coder)
    assert quotes() == sorted(words)
    assert Memo.objects.get(pk=memo.pk).coding_id == two.pk


def test_a_label_between_two_answers_parts_nothing_and_a_question_does(study, transcript, coder):
    question = coded(study, transcript, coder, "Dengan siapa?")
    answer = coded(study, transcript, coder, "Belum pernah duduk bersama dengan dinas.", about_actor=None)
    earlier = coded(study, transcript, coder, "Warga juga memberi sembako.", about_actor=None)
    change_coding(question, by=coder, study=study, about_actor=None)

    with pytest.raises(ValidationError, match="touch"):
        merge_codings(study, [answer.pk, earlier.pk], by=coder)
    merge_codings(study, [answer.pk, question.pk], by=coder)

    span = {"start": span_of(transcript, "Dengan")["start"], "end": span_of(transcript, "dinas.")["end"]}
    assert transcript.text[span["start"] : span["end"]] in quotes()


def test_what_is_judged_otherwise_is_not_joined(study, transcript, coder):
    one = coded(study, transcript, coder, "Ya, kami menyumbang masker.")
    two = coded(study, transcript, coder, "Warga juga memberi sembako.", polarity="absent")

    with pytest.raises(ValidationError, match="same code"):
        merge_codings(study, [one.pk, two.pk], by=coder)


def test_joining_asked_again_joins_nothing_more(study, transcript, coder):
    ids = [coded(study, transcript, coder, words).pk for words in ("Ya, kami", "kami menyumbang")]
    merge_codings(study, ids, by=coder)
    acts = Act.objects.count()

    merge_codings(study, ids, by=coder)

    assert (quotes(), Act.objects.count()) == (["Ya, kami menyumbang"], acts)


def test_over_http_a_split_is_created_once_and_a_join_answers_with_all(api, study, transcript, coder):
    coding = coded(study, transcript, coder, BOTH)
    asked = {"coding": str(coding.pk), "new": str(uuid.uuid4()), **after_masker(transcript)}

    made, again = api("post", "codings/split/", asked), api("post", "codings/split/", asked)
    ids = [row["id"] for row in made.json()["codings"]]
    joined = api("post", "codings/merge/", {"ids": ids})

    assert (made.status_code, again.status_code, joined.status_code) == (201, 200, 200)
    assert [bool(row["trashed_at"]) for row in joined.json()["codings"]] == [False, True]
    assert api("post", "codings/merge/", {"ids": [ids[0], str(uuid.uuid4())]}).status_code == 400
    assert api("post", "codings/split/", asked | {"coding": str(uuid.uuid4())}).status_code == 404


def test_over_http_a_coding_in_the_trash_is_neither_split_nor_joined_and_is_told_as_it_is(
    api, study, transcript, coder
):
    coding, other = [coded(study, transcript, coder, words) for words in (BOTH, "Ya, kami")]
    remove_coding(coding, by=coder, study=study)

    split_it = {"coding": str(coding.pk), "new": str(uuid.uuid4()), **after_masker(transcript)}
    answers = [
        api("post", "codings/split/", split_it),
        api("post", "codings/merge/", {"ids": [str(coding.pk), str(other.pk)]}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(409, "deleted")] * 2
    assert [each.json()["current"]["id"] for each in answers] == [str(coding.pk)] * 2
