import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coding.linking import change_link, link_passage, remove_link, restore_link
from coding.models import Link
from ground.conflicts import Conflict
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


@pytest.fixture
def say(study, coder):
    """Says that the interview tells of a form between two actors, by their codes."""
    transcript = make_interview(study).transcript
    where = span_of(transcript, "Belum pernah duduk bersama dengan dinas.")
    actors = {actor.code: actor for actor in study.actors.all()}

    def say(start="ITM", to="BKB", form="RPT", polarity="absent", **more):
        ends = {"from_actor": actors[start], "to_actor": actors[to], "form": study.link_forms.get(code=form)}
        return link_passage(study, coder=coder, transcript=transcript, polarity=polarity, **where, **ends, **more)

    return say


def test_a_link_is_stored_with_its_ends_and_form(say):
    link, new = say(regularity="recurrent")

    assert new
    assert (link.from_actor.code, link.to_actor.code, link.form.code) == ("ITM", "BKB", "RPT")
    assert (link.polarity, link.regularity, link.status) == ("absent", "recurrent", "draft")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"polarity": "limited"}, "polarity"),
        ({"polarity": "often"}, "polarity"),
        ({"form": "ANY", "polarity": "enacted"}, "form"),
        ({"to": "ITM"}, "to_actor"),
        ({"regularity": "daily"}, "regularity"),
    ],
)
def test_a_link_that_the_method_cannot_read_is_refused(say, wrong, field):
    with pytest.raises(ValidationError) as refused:
        say(**wrong)

    assert list(refused.value.message_dict) == [field]
    assert not Link.objects.exists()


@pytest.mark.parametrize("polarity", ["absent", "hindered", "planned", "unclear"])
def test_a_general_statement_may_be_anything_but_enacted(say, polarity):
    link, _ = say(form="ANY", polarity=polarity)

    assert link.form.code == "ANY"


def test_the_same_link_twice_is_one_link(say):
    link, _ = say()

    again, new = say(id=link.id)
    with pytest.raises(Conflict) as refused:
        say()

    assert (again, new, refused.value.code, refused.value.current) == (link, False, "already_coded", link)


def test_changing_removing_and_restoring_are_the_coders_own(say, study, coder):
    link, _ = say()
    with pytest.raises(PermissionDenied):
        change_link(link, by=join(study, Role.SUPERVISOR), study=study, polarity="planned")

    changed, names = change_link(link, by=coder, study=study, polarity="hindered", regularity="once")
    remove_link(link, by=coder, study=study)
    with pytest.raises(Conflict):
        change_link(link, by=coder, study=study, polarity="absent")
    restored = restore_link(link, by=coder, study=study)

    assert (changed.polarity, names) == ("hindered", ["polarity", "regularity"])
    assert restored.trashed_at is None


def test_a_change_is_held_to_the_same_rules(say, study, coder):
    link, _ = say()

    with pytest.raises(ValidationError, match="general statement"):
        change_link(link, by=coder, study=study, form=study.link_forms.get(code="ANY"), polarity="enacted")
