"""What a coder does with a passage. The only writer of codings."""

import uuid

from django.db import connection
from django.utils.translation import gettext as _

from coding import judging
from coding.judging import OWN, check_choice, key
from coding.models import Coding, Polarity
from coding.places import check_unit, find_place
from ground.conflicts import refuse
from interviews.models import Actor, Study

CONTENT = ("passage_id", "code_id", "about_actor_id", "polarity", "in_scope", "speaker_id", "coder_id")
BY_DEFAULT = tuple(name for name in CONTENT if name != "about_actor_id")
CHANGEABLE = ("code", "about_actor", "polarity", "in_scope", "transcript", "start", "end", "speaker")
FIND_CODE = "SELECT key, retired_at IS NOT NULL FROM coding_code WHERE id = %s AND study_id = %s"


def code_passage(
    study: Study,
    *,
    coder,
    transcript,
    start: int,
    end: int,
    code,
    about_actor=OWN,
    polarity: str = Polarity.ENACTED,
    in_scope: bool = True,
    speaker=None,
    id: uuid.UUID | None = None,
) -> tuple[Coding, bool]:
    """Code the span [start, end), in code points, of a transcript. Returns the coding and whether it is new.

    `transcript`, `code`, `about_actor` and `speaker` are rows or their ids. Without `about_actor` it is about the
    speaker's own actor; `speaker` picks one where several informants speak. Raises what `find_place` and
    `judging.store` raise, and ValidationError for a code or actor that is not of the study, or a retired code.
    """
    place = find_place(study, key(transcript), start, end)
    check_unit(place)
    check_choice("polarity", polarity, Polarity.values)
    by_default = about_actor is OWN
    voice = place.voice(key(speaker))
    _check_code(study, key(code))
    if not by_default:
        check_actor(study, "about_actor", key(about_actor))
    coding = Coding(
        id=id or uuid.uuid4(),
        code_id=key(code),
        about_actor_id=(voice and voice.actor) if by_default else key(about_actor),
        polarity=polarity,
        in_scope=in_scope,
        coder=coder,
        speaker_id=judging.pick(place, key(speaker)),
        codebook_version_id=place.codebook,
    )
    content = BY_DEFAULT if by_default else CONTENT
    return judging.store(coding, place, study=study, verb="coding.create", content=content)


def change_coding(coding: Coding, *, by, study: Study, **changes) -> tuple[Coding, list[str]]:
    """Change one's own coding; `changes` are of CHANGEABLE. Returns it and the columns that differ.

    `transcript` is the text that start and end were read from. A submitted or approved coding becomes submitted again.
    Raises PermissionDenied for another's coding, Conflict for a removed or superseded one, where the coder has said the
    same already, or where the text was corrected since (`judging.point`), ValidationError as `code_passage`.
    """
    with judging.own(coding, by=by) as held:
        judging.live(held)
        before = {name: getattr(held, name) for name in CONTENT}
        _apply(held, study, changes)
        changed = judging.save_change(held, before, by=by, study=study, verb="coding.change")
    return held, changed


def remove_coding(coding: Coding, *, by, study: Study) -> Coding:
    """Take one's own coding to the trash."""
    return judging.remove(coding, by=by, study=study, verb="coding.remove")


def restore_coding(coding: Coding, *, by, study: Study) -> Coding:
    """Take one's own coding out of the trash, with the status it had."""
    return judging.restore(coding, by=by, study=study, verb="coding.restore")


def _apply(held: Coding, study: Study, changes: dict) -> None:
    if "code" in changes and key(changes["code"]) != held.code_id:
        _check_code(study, key(changes["code"]))
        held.code_id = key(changes["code"])
    if "about_actor" in changes:
        check_actor(study, "about_actor", key(changes["about_actor"]))
        held.about_actor_id = key(changes["about_actor"])
    if "polarity" in changes:
        check_choice("polarity", changes["polarity"], Polarity.values)
        held.polarity = changes["polarity"]
    held.in_scope = changes.get("in_scope", held.in_scope)
    judging.point(held, study, changes)


def _check_code(study: Study, code: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FIND_CODE, [code, study.pk])
        found = cursor.fetchone()
    if found is None:
        raise refuse("code", _("This study's codebook has no such code."))
    if found[1]:
        raise refuse("code", _("The code {key} is out of use. Choose another.").format(key=found[0]))


def check_actor(study: Study, field: str, actor: uuid.UUID | None) -> None:
    """Raises ValidationError naming `field` for an actor that is not of the study; None is nobody, and fine."""
    if actor is not None and not Actor.objects.of_study(study).filter(pk=actor).exists():
        raise refuse(field, _("This study has no such actor."))
