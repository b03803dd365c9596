"""What a coder says about coordination: links between two actors. The only writer of links."""

import uuid

from django.utils.translation import gettext as _

from coding import judging
from coding.judging import check_choice, key
from coding.models import Link, LinkForm, Polarity
from coding.passages import check_actor
from coding.places import check_unit, find_place
from ground.conflicts import refuse
from interviews.models import Study

POLARITIES = [value for value in Polarity.values if value != Polarity.LIMITED]
ENDS = ("from_actor", "to_actor", "form")
PLAIN = ("polarity", "regularity", "in_scope")
CONTENT = ("passage_id", *(f"{name}_id" for name in ENDS), *PLAIN, "speaker_id", "coder_id")
CHANGEABLE = (*ENDS, *PLAIN, "transcript", "start", "end", "speaker")


def link_passage(
    study: Study,
    *,
    coder,
    transcript,
    start: int,
    end: int,
    from_actor,
    to_actor,
    form,
    polarity: str = Polarity.ENACTED,
    regularity: str = Link.Regularity.UNKNOWN,
    in_scope: bool = True,
    speaker=None,
    id: uuid.UUID | None = None,
) -> tuple[Link, bool]:
    """Say that the span [start, end), in code points, tells of a form of coordination between two actors.

    Rows or their ids, as in `code_passage`. Returns the link and whether it is new. Raises what `find_place` and
    `judging.store` raise, and ValidationError for a link that is not valid (method: validity of links).
    """
    place = find_place(study, key(transcript), start, end)
    check_unit(place)
    link = Link(
        id=id or uuid.uuid4(),
        from_actor_id=key(from_actor),
        to_actor_id=key(to_actor),
        form_id=key(form),
        polarity=polarity,
        regularity=regularity,
        in_scope=in_scope,
        coder=coder,
        speaker_id=judging.pick(place, key(speaker)),
        codebook_version_id=place.codebook,
    )
    _check(link, study)
    return judging.store(link, place, study=study, verb="link.create", content=CONTENT)


def change_link(link: Link, *, by, study: Study, **changes) -> tuple[Link, list[str]]:
    """Change one's own link; `changes` are of CHANGEABLE. Returns it and the columns that differ.

    A submitted or approved link becomes submitted again. Raises as `change_coding`.
    """
    with judging.own(link, by=by) as held:
        judging.live(held)
        before = {name: getattr(held, name) for name in CONTENT}
        for name in set(ENDS) & set(changes):
            setattr(held, f"{name}_id", key(changes[name]))
        for name in set(PLAIN) & set(changes):
            setattr(held, name, changes[name])
        _check(held, study)
        judging.point(held, study, changes)
        changed = judging.save_change(held, before, by=by, study=study, verb="link.change")
    return held, changed


def remove_link(link: Link, *, by, study: Study) -> Link:
    """Take one's own link to the trash."""
    return judging.remove(link, by=by, study=study, verb="link.remove")


def restore_link(link: Link, *, by, study: Study) -> Link:
    """Take one's own link out of the trash, with the status it had."""
    return judging.restore(link, by=by, study=study, verb="link.restore")


def _check(link: Link, study: Study) -> None:
    check_choice("regularity", link.regularity, Link.Regularity.values)
    if link.polarity == Polarity.LIMITED:
        raise refuse("polarity", _("A link is not limited: say which form, or mark it absent."))
    check_choice("polarity", link.polarity, POLARITIES)
    if link.from_actor_id == link.to_actor_id:
        raise refuse("to_actor", _("A link joins two different actors."))
    check_actor(study, "from_actor", link.from_actor_id)
    check_actor(study, "to_actor", link.to_actor_id)
    form = LinkForm.objects.of_study(study).filter(pk=link.form_id).values_list("rung", flat=True)
    if not form:
        raise refuse("form", _("This study has no such form of coordination."))
    if form[0] is None and link.polarity == Polarity.ENACTED:
        raise refuse("form", _("Say which form: a general statement cannot be enacted."))
