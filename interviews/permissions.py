"""Who may do what. The only place that knows what a role allows."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from ground.blind import read_as
from ground.closing import Archived
from ground.finding import found
from interviews.models import Membership, Role, Study


class Verb(StrEnum):
    READ = "read"
    HEAR = "hear"
    EXPORT = "export"
    SUMMARIZE = "summarize"
    IMPORT = "import"
    CODE = "code"
    WRITE = "write"
    CURATE = "curate"
    COMPARE = "compare"
    REVIEW = "review"
    ASSIGN = "assign"
    GOVERN = "govern"
    ERASE = "erase"
    ARCHIVE = "archive"
    COPY = "copy"


READING = {Verb.READ, Verb.COMPARE}
# An observer reads pseudonyms; a voice has none.
CODING = READING | {Verb.HEAR, Verb.EXPORT, Verb.SUMMARIZE, Verb.IMPORT, Verb.CODE, Verb.WRITE}
CURATING = CODING | {Verb.CURATE}

ALLOWED = {
    Role.OBSERVER: READING,
    Role.RESEARCHER: CODING,
    Role.SUPERVISOR: CURATING | {Verb.REVIEW, Verb.ASSIGN},
    Role.OWNER: CURATING | {Verb.GOVERN, Verb.ERASE, Verb.ARCHIVE, Verb.COPY},
}
# What a person brought in (an informant, a code, an interview) they may also put right.
ALLOWED_ON_OWN = {Role.RESEARCHER: {Verb.CURATE}}
# Who works alone reviews alone; every page and export of such a study says so.
ALLOWED_ALONE = {Role.OWNER: {Verb.REVIEW, Verb.ASSIGN}}
# Whoever codes in an open blind phase, whatever the role: COMPARE is to see what the others make of the texts, WRITE to
# put into words what all of it comes to; ERASE and COPY take the others' codings along.
CLOSED_TO_THE_BLIND = {Verb.COMPARE, Verb.EXPORT, Verb.SUMMARIZE, Verb.IMPORT, Verb.CURATE, Verb.REVIEW, Verb.WRITE}
CLOSED_TO_THE_BLIND |= {Verb.ERASE, Verb.COPY}
# What is left in an archived study. That nothing is written there whatever the door, `ground.closing` holds.
LEFT_IN_THE_ARCHIVE = READING | {Verb.HEAR, Verb.EXPORT, Verb.ARCHIVE, Verb.COPY}

# `Study.objects.visible_to`, written out: every request asks this, and building it takes longer than answering it.
REACHED = """
    SELECT study.*, membership.role AS reached_as, blind.is_coded_in(study.id) AS has_open_phase
    FROM interviews_study study JOIN interviews_membership membership ON membership.study_id = study.id
    WHERE study.slug = %s AND membership.user_id = %s AND study.trashed_at IS NULL
"""


def study_within_reach(user, slug: str) -> Study:
    """The study and, in the same question to the database, the role of `user` in it. Raises Http404 out of reach.

    From here on a blind `user` reads blind: see `ground.blind`. Its `has_open_phase` says whether anybody does.
    """
    study = found(Study, REACHED, [slug, user.pk])
    if study is None:
        raise Http404
    study.__dict__["_roles"] = {user.pk: Role(study.reached_as)}
    if not study.has_open_phase:
        study.__dict__["_blind"] = {user.pk: False}
    elif is_blind(user, study):
        read_as(user)
    return study


def is_blind(user, study: Study) -> bool:
    """Whether `user` codes in an open blind phase of `study`; asked of the database once per study object."""
    known = study.__dict__.setdefault("_blind", {})
    if user.pk not in known:
        known[user.pk] = study.pk in blind_in(user)
    return known[user.pk]


def blind_in(user) -> set:
    """The studies in which `user` is blind at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT blind.studies(%s)", [user.pk])
        return {study for (study,) in cursor.fetchall()}


def role_of(user, study: Study) -> Role | None:
    """The role of `user` in `study`, or None; asked of the database once per study object."""
    known = study.__dict__.setdefault("_roles", {})
    if user.pk not in known:
        row = Membership.objects.filter(user_id=user.pk, study_id=study.pk).values_list("role", flat=True).first()
        known[user.pk] = row and Role(row)
    return known[user.pk]


def may(user, verb: Verb, study: Study, *, own: bool = False) -> bool:
    """Whether `user` may do `verb` in `study`; `own` says that the row in question was brought in by `user`."""
    role = role_of(user, study)
    allowed = set(ALLOWED.get(role, ()))
    if own:
        allowed |= ALLOWED_ON_OWN.get(role, set())
    if study.works_alone:
        allowed |= ALLOWED_ALONE.get(role, set())
    if study.archived_at is not None:
        allowed &= LEFT_IN_THE_ARCHIVE
    return verb in allowed and not (verb in CLOSED_TO_THE_BLIND and is_blind(user, study))


def has_someone_who_may(verb: Verb, study: Study) -> bool:
    """Whether any member of `study` has a role that allows `verb`."""
    roles = [
        role for role in Role if verb in ALLOWED[role] or study.works_alone and verb in ALLOWED_ALONE.get(role, ())
    ]
    return Membership.objects.filter(study=study, role__in=roles).exists()


def require(user, verb: Verb, study: Study, *, own: bool = False) -> None:
    """Raises PermissionDenied (403), in words, unless `user` may; Http404 for what the blind do not know of.

    Raises Archived (409) for all that is not reading in an archived study.
    """
    if may(user, verb, study, own=own):
        return
    if study.archived_at is not None and verb not in LEFT_IN_THE_ARCHIVE:
        raise Archived
    if is_blind(user, study):
        if verb == Verb.COMPARE:
            raise Http404
        if verb in CLOSED_TO_THE_BLIND:
            raise PermissionDenied(
                _("You are coding in a blind phase. Until it closes, this is for people who do not code in it.")
            )
    raise PermissionDenied(_("Your role in this study does not allow this. Ask its owner for another role."))
