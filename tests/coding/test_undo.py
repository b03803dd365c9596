import pytest
from django.core.exceptions import PermissionDenied

from coding.linking import link_passage
from coding.memos import change_memo, remove_memo, write_memo
from coding.models import Coding, Memo
from coding.passages import change_coding, code_passage, remove_coding
from coding.reviewing import review, submit
from coding.undo import next_acts, undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
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


@pytest.fixture
def coding(study, transcript, coder):
    where = span_of(transcript, "kami menyumbang masker")
    return code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **where)[0]


def last_act(who):
    return Act.objects.filter(who=who).latest("number")


def undo_last(study, who):
    return undo(study, by=who, act_id=next_acts(study, by=who).undo.pk)


def redo_last(study, who):
    return undo(study, by=who, act_id=next_acts(study, by=who).redo.pk)


def test_undoing_a_coding_takes_it_to_the_trash_and_redoing_brings_it_back(study, coding, coder):
    undo_last(study, coder)
    assert not Coding.objects.live().exists()

    redone, _ = redo_last(study, coder)

    assert Coding.objects.live().get() == coding
    assert redone.verb == "coding.redo"


def test_undoing_a_change_restores_the_approval_it_cost(study, coding, coder):
    submit(study, coder=coder)
    review(study, reviewer=join(study, Role.SUPERVISOR), rows=[coding], decision="approve")
    change_coding(coding, by=coder, study=study, polarity="absent")

    undo_last(study, coder)

    coding.refresh_from_db()
    assert (coding.polarity, coding.status) == ("enacted", "approved")


def test_undo_walks_back_through_every_act_and_redo_forward_again(study, coding, coder):
    change_coding(coding, by=coder, study=study, polarity="limited")
    memo, _ = write_memo(study, author=coder, text="Berapa?", about=coding)
    change_memo(memo, by=coder, text="Berapa banyak?")
    remove_coding(coding, by=coder, study=study)
    seen = [state(coding, memo)]

    for _step in range(5):
        undo_last(study, coder)
        seen.append(state(coding, memo))
    back = [state(coding, memo)]
    for _step in range(5):
        redo_last(study, coder)
        back.append(state(coding, memo))

    assert seen == back[::-1]
    assert len(set(seen)) == 6
    assert next_acts(study, by=coder).redo is None


def state(coding, memo):
    coding.refresh_from_db()
    memo.refresh_from_db()
    return coding.polarity, coding.trashed_at is None, memo.text, memo.trashed_at is None


def test_undo_redo_undo_reaches_the_same_act_again(study, coding, coder):
    change_coding(coding, by=coder, study=study, polarity="limited")
    undo_last(study, coder)
    redo_last(study, coder)
    undo_last(study, coder)

    coding.refresh_from_db()
    assert (coding.polarity, coding.trashed_at) == ("enacted", None)


def test_a_new_act_leaves_nothing_to_redo(study, coding, coder):
    change_coding(coding, by=coder, study=study, polarity="limited")
    undo_last(study, coder)
    change_coding(coding, by=coder, study=study, polarity="absent")

    assert next_acts(study, by=coder).redo is None


def test_undoing_the_same_act_twice_is_undoing_it_once(study, coding, coder):
    done = last_act(coder)

    first, new = undo(study, by=coder, act_id=done.pk)
    second, again = undo(study, by=coder, act_id=done.pk)

    assert (first, new, again) == (second, True, False)


def test_an_act_that_someone_built_on_is_not_undone_and_the_answer_says_who(study, coding, coder):
    done = last_act(coder)
    submit(study, coder=coder)
    supervisor = join(study, Role.SUPERVISOR)
    review(study, reviewer=supervisor, rows=[coding], decision="approve")

    with pytest.raises(Conflict) as refused:
        undo(study, by=coder, act_id=done.pk)

    assert refused.value.code == "in_the_way"
    assert str(supervisor) in refused.value.message
    assert refused.value.current["act"] == str(last_act(supervisor).pk)
    assert Coding.objects.live().exists()


def test_a_coding_that_another_wrote_a_memo_about_is_not_undone(study, coding, coder):
    done = last_act(coder)
    other = join(study, Role.RESEARCHER)
    memo, _ = write_memo(study, author=other, text="Setuju.", about=coding)

    with pytest.raises(Conflict, match=str(other)):
        undo(study, by=coder, act_id=done.pk)
    remove_memo(memo, by=other)
    undo(study, by=coder, act_id=done.pk)

    assert not Coding.objects.live().exists()


def test_undoing_what_would_repeat_a_live_coding_is_refused(study, transcript, coding, coder):
    remove_coding(coding, by=coder, study=study)
    done = last_act(coder)
    where = span_of(transcript, "kami menyumbang masker")
    code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **where)

    with pytest.raises(Conflict) as refused:
        undo(study, by=coder, act_id=done.pk)

    assert refused.value.code == "already_coded"


def test_nobody_undoes_the_act_of_another(study, coding, coder):
    with pytest.raises(PermissionDenied):
        undo(study, by=join(study, Role.OWNER), act_id=last_act(coder).pk)
    with pytest.raises(Act.DoesNotExist):
        undo(make_study(), by=coder, act_id=last_act(coder).pk)


def test_links_and_memos_are_undone_too(study, transcript, coder):
    actors = {actor.code: actor for actor in study.actors.all()}
    where = span_of(transcript, "Belum pernah duduk bersama")
    form = study.link_forms.get(code="RPT")
    link, _ = link_passage(
        study,
        coder=coder,
        transcript=transcript,
        from_actor=actors["ITM"],
        to_actor=actors["BKB"],
        form=form,
        polarity="absent",
        **where,
    )
    memo, _ = write_memo(study, author=coder, text="Tanyakan lagi.", about=link)

    undo_last(study, coder)
    undo_last(study, coder)

    link.refresh_from_db()
    assert link.trashed_at is not None
    assert not Memo.objects.filter(trashed_at__isnull=True).exists()
    assert next_acts(study, by=coder).undo is None
