"""Blind phases from their opening to their close, and what is made in them."""

import pytest
from django.core.exceptions import ValidationError

from coding.adjudicating import adjudicate
from coding.codebook import add_code
from coding.models import Phase
from coding.passages import change_coding
from coding.phases import close_phase, open_phase
from coding.reviewing import mark, review, submit
from ground import blind
from ground.conflicts import Conflict
from interviews.permissions import study_within_reach
from tests.coding.blind_phase import coded
from tests.factories import make_interview

pytestmark = pytest.mark.django_db


def test_one_coder_alone_is_no_phase(study, transcript, people):
    with pytest.raises(ValidationError):
        open_phase(study, by=people["tutor"], coders=[people["ani"]], interviews=[transcript.interview])
    assert not Phase.objects.exists()


def test_what_could_be_read_before_the_phase_is_on_record(study, transcript, people):
    coded(study, transcript, people["budi"])
    phase = open_phase(
        study, by=people["tutor"], coders=[people["ani"], people["budi"]], interviews=[transcript.interview]
    )

    assert dict(phase.assignments.values_list("coder__username", "seen_before")) == {
        people["ani"].username: 1,
        people["budi"].username: 0,
    }


def test_two_may_make_a_code_of_the_same_key_and_both_are_there_when_the_phase_closes(study, people, phase):
    made = {}
    for name in ("ani", "budi"):
        mine = study_within_reach(people[name], study.slug)
        made[name] = add_code(mine, by=people[name], key="BARU", texts={"id": {"label": name}})
        blind.read_all()
    versions = study.codebook_versions.count()

    close_phase(phase, by=people["tutor"])

    keys = set(study.codes.filter(pk__in=[code.pk for code in made.values()]).values_list("key", flat=True))
    assert len(keys) == 2
    assert "BARU" in keys
    assert not study.codes.filter(private_since__isnull=False).exists()
    assert study.codebook_versions.count() == versions + 1


def test_nobody_changes_the_private_code_of_another_nor_its_public_namesake_by_mistake(
    api, study, people, phase, client
):
    mine = study_within_reach(people["ani"], study.slug)
    private = add_code(mine, by=people["ani"], key="BARU", texts={"id": {"label": "ani"}})
    blind.read_all()
    public = add_code(study, by=people["tutor"], key="BARU", texts={"id": {"label": "tutor"}})
    client.force_login(people["tutor"])

    page = client.get(f"/studies/{study.slug}/codebook/").content.decode()
    entries = {pk: page.partition(f'id="code-{pk}"')[2].partition("</section>")[0] for pk in (private.pk, public.pk)}
    refused = api("post", f"codes/{private.pk}/retire/")

    assert ["code/BARU" in entries[pk] or "codebook/BARU" in entries[pk] for pk in entries] == [False, True]
    assert refused.status_code == 403
    assert study.codes.filter(retired_at__isnull=False).count() == 0


def test_the_codes_of_someone_who_is_blind_in_another_phase_stay_theirs_until_that_one_closes(
    study, transcript, people, phase
):
    other = open_phase(
        study, by=people["tutor"], coders=[people["ani"], people["tutor"]], interviews=[transcript.interview]
    )
    for name in ("ani", "budi"):
        mine = study_within_reach(people[name], study.slug)
        add_code(mine, by=people[name], key=f"BARU-{name}", texts={"id": {"label": name}})
        blind.read_all()
    private = study.codes.filter(private_since__isnull=False).values_list("key", flat=True)

    close_phase(phase, by=people["tutor"])
    assert list(private.all()) == ["BARU-ani"]

    close_phase(other, by=people["tutor"])
    assert list(private.all()) == []


def test_a_blind_supervisor_closes_the_phase_for_all(study, transcript, people, client):
    coders = [people["ani"], people["tutor"]]
    phase = open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])
    mine = study_within_reach(people["ani"], study.slug)
    add_code(mine, by=people["ani"], key="BARU", texts={"id": {"label": "x"}})
    blind.read_all()
    client.force_login(people["tutor"])

    client.post(f"/studies/{study.slug}/phases/{phase.pk}/close/")

    assert Phase.objects.get(pk=phase.pk).closed_by == people["tutor"]
    assert study.codes.get(key="BARU").private_since is None
    with pytest.raises(Conflict):
        close_phase(phase, by=people["tutor"])


def test_in_a_phase_of_fixed_passages_only_whole_turns_of_informants_are_coded(study, transcript, people):
    coders = [people["ani"], people["budi"]]
    open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview], units=Phase.Units.TURNS)
    mine = study_within_reach(people["ani"], study.slug)

    with pytest.raises(ValidationError):
        coded(mine, transcript, people["ani"])
    with pytest.raises(ValidationError):
        coded(mine, transcript, people["ani"], "Dengan siapa?")
    assert coded(mine, transcript, people["ani"], "Belum pernah duduk bersama dengan dinas.")


def test_a_phase_is_opened_and_closed_over_http(api, study, transcript, people):
    api.client.force_login(people["tutor"])
    coders = [str(people["ani"].pk), str(people["budi"].pk)]

    opened = api("post", "phases/", {"coders": coders, "interviews": [transcript.interview.code]})
    given = api("get", f"assignments/?phase={opened.json()['id']}").json()["results"]
    closed = api("post", f"phases/{opened.json()['id']}/close/", {})
    again = api("post", f"phases/{opened.json()['id']}/close/", {})

    assert (opened.status_code, len(given), closed.status_code, again.status_code) == (201, 2, 200, 409)
    assert again.json()["code"] == "closed"


def test_nobody_judges_what_is_coded_blind_until_the_phase_closes(study, transcript, people, client):
    other = make_interview(study, code="W2").transcript
    earlier = coded(study, other, people["ani"])
    phase = open_phase(
        study, by=people["tutor"], coders=[people["ani"], people["budi"]], interviews=[transcript.interview]
    )
    mine = coded(study, transcript, people["ani"])
    theirs = coded(study, transcript, people["budi"])
    change_coding(theirs, by=people["budi"], study=study, polarity="absent")
    for name in ("ani", "budi"):
        submit(study, coder=people[name])
    for row in (earlier, mine, theirs):
        row.refresh_from_db()
    seen = {str(row.pk): mark(row) for row in (mine, theirs)}
    decided = {"reviewer": people["tutor"], "decision": "approve"}

    with pytest.raises(Conflict, match="coded in a blind phase"):
        review(study, rows=[earlier, mine], **decided)
    with pytest.raises(Conflict, match="coded in a blind phase"):
        adjudicate(study, by=people["tutor"], keep=mine, reason="Ya.", seen=seen)
    client.force_login(people["tutor"])
    page = client.get(f"/studies/{study.slug}/review/").content.decode()
    side_by_side = client.get(f"/studies/{study.slug}/review/disputes/").content.decode()

    assert page.count("coded blind: decide when the phase has closed") == 2
    assert "Decide once the phase has closed." in side_by_side
    assert 'name="keep"' not in side_by_side
    assert review(study, rows=[earlier], **decided)
    close_phase(phase, by=people["tutor"])
    assert adjudicate(study, by=people["tutor"], keep=mine, reason="Ya.", seen=seen)
