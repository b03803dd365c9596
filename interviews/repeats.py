"""An interview sent again under the id that its client chose: found, and not imported twice."""

import hashlib
import uuid

from django.db import IntegrityError
from django.utils.translation import gettext as _

from ground.conflicts import Conflict
from ground.models import Event
from ground.once import birth, differs, found_again
from interviews.importing import Parsed
from interviews.models import Interview, Speaker, Study
from interviews.transcripts import Voice, labels_of, save_interview
from interviews.uploads import code_from

MOST_TRIES = 20


def import_once(
    study: Study,
    *,
    by,
    parsed: Parsed,
    source_name: str,
    voices: dict[str, Voice],
    id: uuid.UUID | None = None,
    **fields,
) -> tuple[Interview, bool]:
    """Save an interview as `save_interview` does; without `code`, it gets one made of its file's name.

    Returns the interview and whether it is new. Raises Conflict `differs` where the id was created with other content.
    """
    sent = Interview(id=id or uuid.uuid4(), study=study, created_by=by, **fields)
    for _again in range(MOST_TRIES):
        code = fields.get("code") or code_from(source_name, _taken(study))
        content = fields | {"code": code, "parsed": parsed, "source_name": source_name, "voices": voices}
        try:
            return save_interview(study, by=by, id=sent.pk, **content), True
        except Conflict as conflict:
            known = _sent_before(sent, conflict, set(fields), parsed, voices)
            if known is not None:
                return known, False
            if "code" in fields:
                raise
    raise Conflict(_("Many interviews have this name. Choose a code for this one."), "interview_exists")


def _taken(study: Study) -> set[str]:
    return set(study.interviews.values_list("code", flat=True))


def _sent_before(sent: Interview, conflict: Conflict, given: set[str], parsed: Parsed, voices: dict[str, Voice]):
    """The interview that has this id, if one has; its content is compared with what was sent now."""
    if not isinstance(conflict.__cause__, IntegrityError):
        raise conflict
    visible = Interview.objects.visible_to(sent.created_by)
    try:
        known = found_again(sent, conflict.__cause__, visible=visible, content=[*given, "study_id", "created_by_id"])
    except IntegrityError:
        return None
    then = known.transcripts.order_by("version").values_list("sha256", flat=True)[0], _voices_at_birth(known)
    if then != (hashlib.sha256(parsed.text.encode()).hexdigest(), _voices_now(parsed, voices)):
        raise differs(known)
    return known


def _voices_now(parsed: Parsed, voices: dict[str, Voice]) -> dict:
    told = {label: voices.get(label, Voice(Speaker.Kind.OTHER)) for label in labels_of(parsed)}
    return {label: [str(voice.kind), voice.informant and str(voice.informant.pk)] for label, voice in told.items()}


def _voices_at_birth(interview: Interview) -> dict:
    born = birth(interview)
    rows = Event.objects.filter(act=born.act_id, relation="interviews_speaker", before__isnull=True)
    speakers = [row.after for row in rows if row.after["interview_id"] == str(interview.pk)]
    return {row["label"]: [row["kind"], row["informant_id"]] for row in speakers}
