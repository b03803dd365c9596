import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.models import Coding, Passage, Status
from coding.passages import change_coding, code_passage, remove_coding, restore_coding
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Act, Event
from interviews.models import Role, Transcript
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def transcript(study):
    return make_interview(study).transcript


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


def code_words(study, transcript, coder, words="kami menyumbang masker", code="MAT", **more):
    where = span_of(transcript, words)
    return code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key=code), **(where | more))


def set_status(coding, status):
    with act(coding.coder, "coding.review", coding.passage.transcript.interview.study):
        Coding.objects.filter(pk=coding.pk).update(status=status)


def test_coding_keeps_the_words_as_proof_and_is_about_the_speakers_own_actor(study, transcript, coder):
    coding, new = code_words(study, transcript, coder)

    assert new
    assert coding.passage.quote == "kami menyumbang masker"
    assert (coding.about_actor.code, coding.polarity, coding.status) == ("ITM", "enacted", "draft")
    assert coding.codebook_version == study.codebook_versions.get()


def test_words_of_the_interviewer_alone_are_nobodys(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder, words="Dengan siapa?")

    assert coding.about_actor is None


def test_several_informants_need_a_pick(study, coder):
    make_informant(study, "B1", actor="BKB")
    transcript = make_interview(study, [("T1", "Kami memberi."), ("B1", "Kami juga.")]).transcript
    both = {"words": transcript.text[4:-1]}

    unpicked, _ = code_words(study, transcript, coder, **both)
    picked, _ = code_words(study, transcript, coder, code="FIS", **both, speaker=speaker(transcript, "B1"))

    assert (unpicked.about_actor, unpicked.speaker) == (None, None)
    assert (picked.about_actor.code, picked.speaker.label) == ("BKB", "B1")


def speaker(transcript, label):
    return transcript.interview.speakers.get(label=label)


def test_a_pick_that_does_not_speak_there_is_refused(study, transcript, coder):
    with pytest.raises(ValidationError, match="Pick one of the informants"):
        code_words(study, transcript, coder, speaker=speaker(transcript, "P"))

    assert not Passage.objects.exists()


def test_a_pick_where_one_speaks_alone_says_nothing_new(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder, speaker=speaker(transcript, "T1"))

    assert coding.speaker is None


def test_sending_the_same_again_gives_the_row_and_opens_no_act(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)
    change_coding(first, by=coder, study=study, polarity="limited")
    acts = Act.objects.count()

    again, new = code_words(study, transcript, coder, id=first.id)

    assert (again.pk, again.polarity, new) == (first.pk, "limited", False)
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    "other", [{"code": "FIS"}, {"polarity": "absent"}, {"words": "menyumbang"}, {"in_scope": False}]
)
def test_the_same_id_with_other_content_is_a_conflict(study, transcript, coder, other):
    first, _ = code_words(study, transcript, coder)

    with pytest.raises(Conflict) as refused:
        code_words(study, transcript, coder, id=first.id, **other)

    assert (refused.value.code, refused.value.current) == ("differs", first)


def test_the_id_of_another_coders_row_is_a_conflict(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)

    with pytest.raises(Conflict) as refused:
        code_words(study, transcript, join(study, Role.RESEARCHER), id=first.id)

    assert refused.value.code == "differs"


def test_the_id_of_a_removed_coding_is_a_conflict(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)
    remove_coding(first, by=coder, study=study)

    with pytest.raises(Conflict) as refused:
        code_words(study, transcript, coder, id=first.id)

    assert refused.value.code == "deleted"


def test_the_id_of_a_row_out_of_reach_is_unknown(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)
    elsewhere = make_study()
    make_informant(elsewhere)
    stranger = join(elsewhere, Role.RESEARCHER)
    other = make_interview(elsewhere).transcript

    with pytest.raises(Http404):
        code_words(elsewhere, other, stranger, id=first.id)

    assert Coding.objects.get() == first


def test_saying_the_same_twice_under_two_ids_names_the_first(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)

    with pytest.raises(Conflict) as refused:
        code_words(study, transcript, coder)

    assert (refused.value.code, refused.value.current) == ("already_coded", first)


def test_two_coders_share_the_passage(study, transcript, coder):
    first, _ = code_words(study, transcript, coder)
    second, _ = code_words(study, transcript, join(study, Role.SUPERVISOR))

    assert first.passage == second.passage == Passage.objects.get()


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7, 5), (-1, 5), (0, 10_000)])
def test_a_span_that_is_empty_or_leaves_the_text_is_refused(study, transcript, coder, start, end):
    with pytest.raises(ValidationError) as refused:
        code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key="IDE"), start=start, end=end)

    assert list(refused.value.message_dict) == ["end"]


def test_a_retired_code_and_one_of_another_study_are_refused(study, transcript, coder):
    with act(coder, "code.retire", study):
        study.codes.filter(key="TRU").update(retired_at=timezone.now())
    other = make_study().codes.get(key="IDE")

    with pytest.raises(ValidationError, match="out of use"):
        code_words(study, transcript, coder, code="TRU")
    with pytest.raises(ValidationError, match="no such code"):
        code_passage(study, coder=coder, transcript=transcript, start=0, end=3, code=other)


def test_an_actor_or_a_text_of_another_study_is_unknown(study, transcript, coder):
    other = make_study()

    with pytest.raises(ValidationError, match="no such actor"):
        code_words(study, transcript, coder, about_actor=other.actors.get(code="BKB"))
    with pytest.raises(Http404):
        code_words(other, transcript, coder)


def test_a_corrected_text_is_coded_in_its_new_version_only(study, transcript, coder):
    with act(coder, "transcript.correct", study):
        Transcript.objects.create(
            interview=transcript.interview,
            version=2,
            text="x",
            length=1,
            sha256="",
            source_name="x",
            source_format="txt",
            created_by=coder,
        )

    with pytest.raises(Conflict) as refused:
        code_words(study, transcript, coder)

    assert refused.value.code == "newer_version"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("draft", "draft"), ("submitted", "submitted"), ("approved", "submitted"), ("revise", "revise")],
)
def test_changing_a_reviewed_coding_puts_it_back_to_submitted(study, transcript, coder, was, becomes):
    coding, _ = code_words(study, transcript, coder)
    set_status(coding, was)

    changed, names = change_coding(coding, by=coder, study=study, polarity="absent", code=study.codes.get(key="FIS"))

    assert (changed.status, names) == (becomes, ["code_id", "polarity"])


def test_changing_nothing_leaves_the_approval_and_opens_no_act(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    set_status(coding, Status.APPROVED)
    acts = Act.objects.count()

    same, names = change_coding(coding, by=coder, study=study, polarity="enacted", start=coding.passage.start)

    assert (same.status, names, Act.objects.count()) == ("approved", [], acts)


def test_moving_the_span_points_at_another_passage(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    wider = span_of(transcript, "Ya, kami menyumbang masker.")

    moved, names = change_coding(coding, by=coder, study=study, **wider)

    assert Passage.objects.get(pk=moved.passage_id).quote == "Ya, kami menyumbang masker."
    assert names == ["passage_id"]


def test_only_its_coder_changes_or_removes_a_coding(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    supervisor = join(study, Role.SUPERVISOR)

    with pytest.raises(PermissionDenied):
        change_coding(coding, by=supervisor, study=study, polarity="absent")
    with pytest.raises(PermissionDenied):
        remove_coding(coding, by=supervisor, study=study)


def test_a_removed_coding_is_put_back_with_its_status(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    set_status(coding, Status.APPROVED)

    remove_coding(coding, by=coder, study=study)
    remove_coding(coding, by=coder, study=study)
    assert not Coding.objects.live().exists()
    restored = restore_coding(coding, by=coder, study=study)

    assert (restored.trashed_at, restored.status) == (None, "approved")


def test_a_coding_said_anew_meanwhile_stays_in_the_trash(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    remove_coding(coding, by=coder, study=study)
    anew, _ = code_words(study, transcript, coder)

    with pytest.raises(Conflict) as refused, transaction.atomic():
        restore_coding(coding, by=coder, study=study)

    assert refused.value.current == anew


def test_an_act_tells_what_was_and_what_is(study, transcript, coder):
    coding, _ = code_words(study, transcript, coder)
    change_coding(coding, by=coder, study=study, polarity="hindered")

    created, changed = Event.objects.filter(row_id=coding.pk).order_by("id")
    assert (created.before, created.act.verb, created.act.who) == (None, "coding.create", coder)
    assert (changed.before["polarity"], changed.after["polarity"]) == ("enacted", "hindered")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1), data=st.data())
def test_the_quote_is_the_slice_by_code_points_whatever_the_characters(study, coder, words, data):
    transcript = make_interview(study, [("T1", words)], code=f"W-{uuid.uuid4().hex[:12]}").transcript
    start = data.draw(st.integers(0, transcript.length - 1))
    end = data.draw(st.integers(start + 1, transcript.length))

    coding, _ = code_passage(
        study, coder=coder, transcript=transcript, start=start, end=end, code=study.codes.get(key="IDE")
    )

    assert Passage.objects.get(pk=coding.passage_id).quote == transcript.text[start:end]
