"""Undoing what touches many rows, what was done to the codebook, and acts that lie beneath others."""

import pytest
from django.core.exceptions import PermissionDenied

from coding.codebook import add_code, change_code, current_version, restore_code, retire_code
from coding.memos import write_memo
from coding.models import Coding
from coding.passages import change_coding, code_passage
from coding.reviewing import review, submit, withdraw
from coding.undo import next_acts, undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.membership import change_role
from interviews.models import Role
from interviews.transcripts import restore_interview, trash_interview
from tests.factories import join, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coded(study, transcript, coder):
    """Codes words of the transcript as the coder, or as whoever is named."""

    def code(words, key="MAT", by=None):
        where = span_of(transcript, words)
        return code_passage(study, coder=by or coder, transcript=transcript, code=study.codes.get(key=key), **where)[0]

    return code


@pytest.fixture
def supervisor(study):
    return join(study, Role.SUPERVISOR)


def last_act(who):
    return Act.objects.filter(who=who).latest("number")


def undo_last(study, who):
    return undo(study, by=who, act_id=last_act(who).pk)[0]


def test_a_submission_of_many_is_undone_whole(study, coded, coder):
    rows = [coded("masker"), coded("sembako"), coded("dinas")]
    submit(study, coder=coder)

    undo_last(study, coder)

    assert set(Coding.objects.filter(pk__in=[row.pk for row in rows]).values_list("status", flat=True)) == {"draft"}


def test_a_submission_of_many_is_refused_whole_and_names_the_first_row_in_the_way(study, coded, coder, supervisor):
    rows = [coded("Apakah"), coded("sembako"), coded("dinas")]
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=rows[1:2], decision="approve")

    with pytest.raises(Conflict) as refused:
        undo(study, by=coder, act_id=Act.objects.get(verb="coding.submit").pk)

    code = rows[1].passage.transcript.interview.code
    assert refused.value.message.startswith(f"{code}, line 2: {supervisor} approved it on ")
    assert refused.value.message.endswith("Ask for a revision instead.")
    assert refused.value.current["row"] == str(rows[1].pk)
    assert set(Coding.objects.values_list("status", flat=True)) == {"submitted", "approved"}


def test_an_older_act_is_undone_while_later_ones_on_other_rows_stand(study, coded, coder):
    first, second = coded("masker"), coded("sembako")
    oldest = Act.objects.filter(who=coder, verb="coding.create").earliest("number")

    undo(study, by=coder, act_id=oldest.pk)

    assert list(Coding.objects.live()) == [second]
    assert Coding.objects.get(pk=first.pk).trashed_at is not None


def test_an_act_beneath_a_decision_is_refused_although_the_row_looks_as_the_act_left_it(
    study, coded, coder, supervisor
):
    row = coded("masker")
    submit(study, coder=coder)
    first = last_act(coder)
    review(study, reviewer=supervisor, rows=[row], decision="revise", reason="Siapa?")
    submit(study, coder=coder)

    with pytest.raises(Conflict, match=str(supervisor)):
        undo(study, by=coder, act_id=first.pk)


def test_an_act_of_ones_own_in_the_way_is_undone_first(study, coded, coder):
    row = coded("masker")
    created = last_act(coder)
    change_coding(row, by=coder, study=study, polarity="planned")

    with pytest.raises(Conflict, match="You worked on this later"):
        undo(study, by=coder, act_id=created.pk)
    undo_last(study, coder)
    undo(study, by=coder, act_id=created.pk)

    assert not Coding.objects.live().exists()


def test_a_later_act_that_was_undone_is_not_in_the_way_of_an_undoing_nor_of_a_redoing(study, coded, coder):
    row = coded("masker")
    change_coding(row, by=coder, study=study, polarity="planned")
    undone = undo_last(study, coder)
    submit(study, coder=coder)
    undo_last(study, coder)

    undo(study, by=coder, act_id=undone.pk)

    row.refresh_from_db()
    assert (row.polarity, row.status) == ("planned", "draft")


def test_a_second_decision_of_the_same_kind_stands_in_the_way_too(study, coded, coder, supervisor):
    row = coded("masker")
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row], decision="revise", reason="Siapa?")
    change_coding(row, by=coder, study=study, polarity="limited")
    changed = last_act(coder)
    review(study, reviewer=supervisor, rows=[row], decision="revise", reason="Masih belum.")

    with pytest.raises(Conflict, match="asked for a revision"):
        undo(study, by=coder, act_id=changed.pk)


def test_a_decision_is_not_undone_here(study, coded, coder, supervisor):
    row = coded("masker")
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row], decision="approve")

    with pytest.raises(Conflict) as refused:
        undo_last(study, supervisor)

    assert refused.value.code == "not_undoable"


def test_taking_back_by_withdrawal_is_undone_to_submitted(study, coded, coder):
    row = coded("masker")
    submit(study, coder=coder)
    withdraw(row, by=coder, study=study)

    undo_last(study, coder)

    row.refresh_from_db()
    assert row.status == "submitted"


def test_what_stands_in_an_interview_in_the_trash_is_undone_after_that_is_brought_back(study, coded, coder):
    interview = coded("masker").passage.transcript.interview
    created = last_act(coder)
    trash_interview(interview, by=owner_of(study))

    with pytest.raises(Conflict, match="in the trash"):
        undo(study, by=coder, act_id=created.pk)
    restore_interview(interview, by=owner_of(study))
    undo(study, by=coder, act_id=created.pk)

    assert not Coding.objects.live().exists()


LABEL = {"id": {"label": "Gotong royong"}, "en": {"label": "Mutual help"}}


def test_an_added_code_goes_out_of_use_and_the_codebook_gets_a_version_more(study, supervisor):
    before = current_version(study).number
    code = add_code(study, by=supervisor, key="GR", texts=LABEL)

    undone = undo_last(study, supervisor)
    code.refresh_from_db()
    seen = [(code.retired_at is None, current_version(study).number, undone.verb)]
    redone = undo_last(study, supervisor)
    code.refresh_from_db()
    seen.append((code.retired_at is None, current_version(study).number, redone.verb))

    assert seen == [(False, before + 2, "code.undo"), (True, before + 3, "code.redo")]


def test_a_changed_code_gets_its_words_and_key_back_as_a_version_more(study, supervisor):
    code = add_code(study, by=supervisor, key="GR", texts=LABEL)
    held = current_version(study)
    change_code(code, by=supervisor, key="GOTONG", texts={"id": {"label": "Lain"}})

    undo_last(study, supervisor)

    code.refresh_from_db()
    assert (code.key, code.texts) == ("GR", LABEL)
    assert (current_version(study).content, current_version(study).number) == (held.content, held.number + 2)


def test_taking_a_code_out_of_use_and_back_is_undone(study, supervisor):
    code = add_code(study, by=supervisor, key="GR", texts=LABEL)
    retire_code(code, by=supervisor)
    undo_last(study, supervisor)
    code.refresh_from_db()
    seen = [code.retired_at is None]
    retire_code(code, by=supervisor)
    restore_code(code, by=supervisor)
    undo_last(study, supervisor)
    code.refresh_from_db()

    assert [*seen, code.retired_at is None] == [True, False]


def test_a_code_that_another_has_coded_with_stays(study, coded, coder, supervisor):
    add_code(study, by=supervisor, key="GR", texts=LABEL)
    row = coded("masker", key="GR")

    with pytest.raises(Conflict, match=str(coder)):
        undo_last(study, supervisor)
    undo_last(study, coder)
    undo_last(study, supervisor)

    assert study.codes.get(key="GR").retired_at is not None
    assert Coding.objects.get(pk=row.pk).trashed_at is not None


def test_a_key_that_another_code_has_by_now_does_not_come_back(study, supervisor):
    code = add_code(study, by=supervisor, key="GR", texts=LABEL)
    change_code(code, by=supervisor, key="GOTONG")
    renamed = last_act(supervisor)
    add_code(study, by=supervisor, key="GR", texts=LABEL)

    with pytest.raises(Conflict) as refused:
        undo(study, by=supervisor, act_id=renamed.pk)

    assert refused.value.code == "already_coded"


def test_a_code_does_not_come_back_to_stand_below_itself(study, supervisor):
    upper = add_code(study, by=supervisor, key="ATAS", texts=LABEL)
    lower = add_code(study, by=supervisor, key="BAWAH", texts=LABEL, parent=upper)
    change_code(lower, by=supervisor, parent=None)
    freed = last_act(supervisor)
    change_code(upper, by=supervisor, parent=lower)

    with pytest.raises(Conflict, match="below itself"):
        undo(study, by=supervisor, act_id=freed.pk)


def test_who_may_no_longer_change_the_codebook_does_not_do_so_by_undoing(study, supervisor):
    code = study.codes.get(key="MAT")
    retire_code(code, by=supervisor)
    change_role(study.memberships.get(user=supervisor), by=owner_of(study), role=Role.RESEARCHER)

    with pytest.raises(PermissionDenied):
        undo_last(study, supervisor)


def test_keys_on_the_coding_screen_do_not_reach_for_the_codebook(study, coded, coder):
    coded("masker")
    created = last_act(coder)
    add_code(study, by=coder, key="GR", texts=LABEL)

    assert next_acts(study, by=coder).undo == created


def test_bringing_back_what_was_removed_is_undone_only_while_nobody_has_written_about_it(study, coded, coder):
    row = coded("masker")
    undo_last(study, coder)
    brought_back = undo_last(study, coder)
    other = join(study, Role.RESEARCHER)
    write_memo(study, author=other, text="Setuju.", about=row)

    with pytest.raises(Conflict, match="wrote a memo about it"):
        undo(study, by=coder, act_id=brought_back.pk)
