"""Assignments, the sample for double coding, and blind phases from their opening to their close."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from coding.adjudicating import adjudicate
from coding.assigning import assign, progress, sample, say_done, withdraw_assignment
from coding.codebook import add_code
from coding.memos import write_memo
from coding.models import Assignment, Coding, Phase
from coding.passages import change_coding, code_passage
from coding.phases import close_phase, open_phase
from coding.reviewing import mark, review, submit
from coding.sampling import draw
from ground import blind
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
from interviews.permissions import Verb, is_blind, may, study_within_reach
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(study):
    return {
        "ani": join(study, Role.RESEARCHER),
        "budi": join(study, Role.RESEARCHER),
        "tutor": join(study, Role.SUPERVISOR),
    }


@pytest.fixture
def phase(study, transcript, people):
    coders = [people["ani"], people["budi"]]
    return open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])


@pytest.fixture(autouse=True)
def _sees_again():
    yield
    blind.read_all()


def coded(study, transcript, coder, words="masker", key="MAT"):
    place = {"transcript": transcript, **span_of(transcript, words)}
    return code_passage(study, coder=coder, code=study.codes.get(key=key), **place)[0]


def test_the_same_seed_draws_the_same_sample_and_some_of_each_actor():
    interviews = [(f"I{number}", "BKB" if number < 10 else "ITM" if number < 13 else "MSY") for number in range(14)]

    drawn = draw(interviews, 20, seed=7)

    assert drawn == draw(reversed(interviews), 20, seed=7)[::-1]
    assert [
        sum(stratum == actor and each in drawn for each, stratum in interviews) for actor in ("BKB", "ITM", "MSY")
    ] == [
        2,
        1,
        1,
    ]
    assert {tuple(draw(interviews, 20, seed=seed)) for seed in range(20)} != {tuple(drawn)}
    assert draw(interviews, 100, seed=1) == [each for each, _ in interviews]


def test_an_interview_that_comes_later_leaves_the_others_of_the_sample_in_it():
    before = [(f"I{number}", "BKB") for number in range(10)]

    drawn, after = draw(before, 30, seed=3), draw([*before, ("I99", "BKB")], 30, seed=3)

    assert len(set(drawn) - set(after)) <= 1


def test_a_sample_is_drawn_of_the_study_by_the_actors_who_speak(study):
    make_informant(study, "B1", actor="BKB")
    for code, voice in (("W1", "T1"), ("W2", "T1"), ("W3", "B1")):
        make_interview(study, [("P", "Siapa?"), (voice, "Kami.")], code=code)

    drawn = [each.code for each in sample(study, percent=1, seed=5)]

    assert len(drawn) == 2
    assert "W3" in drawn


def test_what_is_given_out_twice_is_there_once_and_progress_counts_the_coders_own(study, transcript, people):
    given = {"coders": [people["ani"], people["budi"]], "interviews": [transcript.interview]}
    assign(study, by=people["tutor"], **given)
    acts = Act.objects.count()
    again = assign(study, by=people["tutor"], **given)
    assert Act.objects.count() == acts
    rows = [coded(study, transcript, people["ani"]), coded(study, transcript, people["ani"], "sembako", "FIS")]
    submit(study, coder=people["ani"], rows=rows[:1])

    found = {each.assignment.coder: each for each in progress(Assignment.objects.of_study(study))}

    assert again == []
    assert (found[people["ani"]].made, found[people["ani"]].handed_in, found[people["budi"]].made) == (2, 1, 0)


def test_only_the_coder_says_that_it_is_done_and_an_assignment_can_be_taken_back(study, transcript, people):
    (given,) = assign(study, by=people["tutor"], coders=[people["ani"]], interviews=[transcript.interview])

    with pytest.raises(PermissionDenied):
        say_done(given, by=people["budi"])
    assert say_done(given, by=people["ani"]).done_at
    withdraw_assignment(given, by=people["tutor"])
    assert not Assignment.objects.of_study(study).exists()


def test_an_assignment_needs_someone_who_codes_here(study, transcript, people):
    for coders in ([], [join(study, Role.OBSERVER)], [join(make_study(), Role.RESEARCHER)]):
        with pytest.raises(ValidationError):
            assign(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])


def test_whoever_codes_in_an_open_phase_is_blind_whatever_the_role(study, transcript, people):
    coders = [people["ani"], people["tutor"]]
    phase = open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])

    blind_now = {name: is_blind(who, type(study).objects.get(pk=study.pk)) for name, who in people.items()}
    closed = {verb for verb in Verb if not may(people["tutor"], verb, type(study).objects.get(pk=study.pk))}
    close_phase(phase, by=people["tutor"])

    assert blind_now == {"ani": True, "budi": False, "tutor": True}
    assert {Verb.REVIEW, Verb.EXPORT, Verb.CURATE, Verb.SUMMARIZE} <= closed
    assert Verb.ASSIGN not in closed
    assert not is_blind(people["tutor"], type(study).objects.get(pk=study.pk))


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


def test_the_database_itself_shows_a_blind_reader_only_their_own(study, transcript, people, phase):
    mine, other = coded(study, transcript, people["ani"]), coded(study, transcript, people["budi"])

    study_within_reach(people["ani"], study.slug)
    seen = set(Coding.objects.values_list("pk", flat=True))
    blind.read_all()

    assert seen == {mine.pk}
    assert set(Coding.objects.values_list("pk", flat=True)) == {mine.pk, other.pk}


def test_the_coding_screen_says_that_one_codes_blind_and_by_when_and_shows_nobody(client, study, transcript, people):
    coders = [people["ani"], people["budi"]]
    open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview], due=date(2026, 12, 5))
    address = f"/studies/{study.slug}/interviews/{transcript.interview.code}/"

    def opened(who):
        client.force_login(people[who])
        page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
        return (
            "Until the phase is closed you see your own codings" in page,
            "To be coded by 5" in page,
            client.get(f"{address}changes.json").json()["here"],
        )

    assert opened("budi") == (True, True, [])
    assert opened("ani") == (True, True, [])
    assert opened("tutor")[:2] == (False, False)


def test_what_is_lifted_within_what_is_lifted_already_stays_lifted(study, transcript, people, phase):
    coded(study, transcript, people["budi"])
    study_within_reach(people["ani"], study.slug)

    with blind.lifted():
        with blind.lifted():
            inside = Coding.objects.count()
        assert (inside, Coding.objects.count()) == (1, 1)
    assert (Coding.objects.count(), blind.is_on()) == (0, True)


def test_the_id_of_a_hidden_row_answers_like_one_out_of_reach(api, study, transcript, people, phase, sent):
    hidden = coded(study, transcript, people["budi"])
    api.client.force_login(people["ani"])

    mine = coded(study, transcript, people["ani"], "Ya, kami menyumbang masker.")
    cut = {"coding": str(mine.pk), "ends": mine.passage.end - 8, "starts": mine.passage.end - 7}
    memo = write_memo(study, author=people["budi"], text="Rahasia.")[0]
    there = Act.objects.count()

    assert api("post", "codings/", sent | {"id": str(hidden.pk)}).status_code == 404
    assert api("post", "codings/split/", cut | {"new": str(hidden.pk)}).status_code == 404
    assert api("post", "memos/", {"id": str(memo.pk), "text": "Rahasia."}).status_code == 404
    blind.read_all()
    assert Act.objects.count() == there
    assert api("get", f"codings/{hidden.pk}/").status_code == 404


def test_where_a_view_is_missing_a_blind_reader_is_shown_nothing(study, people, phase):
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW blind.coding_memo")
    with pytest.raises(DatabaseError), transaction.atomic():
        study_within_reach(people["ani"], study.slug)

    blind.make_views()

    assert study_within_reach(people["ani"], study.slug)


def test_a_condition_that_has_changed_makes_the_views_anew_and_one_that_has_not_leaves_them(
    study, transcript, people, phase, monkeypatch
):
    coded(study, transcript, people["ani"])
    before = made_as()
    blind.make_views()
    assert made_as() == before

    monkeypatch.setattr(Coding, "seen_blind", "false")
    blind.make_views()
    study_within_reach(people["ani"], study.slug)

    assert not Coding.objects.exists()
    assert made_as() != before


def made_as() -> int:
    """The number that the database gave the schema when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'blind'::regnamespace::oid")
        return cursor.fetchone()[0]


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


def test_the_next_request_of_someone_else_sees_all_again(study, transcript, people, phase, client):
    coded(study, transcript, people["budi"])
    for name, expected in (("ani", 0), ("tutor", 1), ("ani", 0), ("tutor", 1)):
        client.force_login(people[name])
        assert len(client.get(f"/api/v1/studies/{study.slug}/codings/").json()["results"]) == expected


def test_what_the_blind_may_not_is_403_and_what_they_must_not_know_of_404(study, people, phase, client):
    client.force_login(people["ani"])
    asked = {
        page: client.get(f"/studies/{study.slug}/{page}/").status_code for page in ("exports", "summaries", "agreement")
    }

    assert asked == {"exports": 403, "summaries": 404, "agreement": 404}


def test_interviews_are_given_out_on_the_page_and_a_phase_opened(study, transcript, people, client):
    client.force_login(people["tutor"])
    form = {
        "coders": [people["ani"].pk, people["budi"].pk],
        "percent": 50,
        "seed": 11,
        "blind": "on",
        "name": "Uji coba",
        "units": "free",
    }

    wrong = client.post(f"/studies/{study.slug}/assignments/new/", form | {"coders": [people["ani"].pk]})
    right = client.post(f"/studies/{study.slug}/assignments/new/", form)
    page = client.get(f"/studies/{study.slug}/assignments/").content.decode()

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Assignment.objects.of_study(study).filter(seed=11, phase__name="Uji coba").count() == 2
    assert "Uji coba" in page
    assert "0 of 2 interviews coded" in page


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
