"""Who may do what. The only place that knows what a role allows."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from interviews.models import Membership, Role, Study


class Verb(StrEnum):
    READ = "read"
    HEAR = "hear"
    EXPORT = "export"
    SUMMARIZE = "summarize"
    IMPORT = "import"
    CODE = "code"
    CURATE = "curate"
    REVIEW = "review"
    GOVERN = "govern"


READING = {Verb.READ}
# An observer reads pseudonyms; a voice has none.
CODING = READING | {Verb.HEAR, Verb.EXPORT, Verb.SUMMARIZE, Verb.IMPORT, Verb.CODE}
CURATING = CODING | {Verb.CURATE}

ALLOWED = {
    Role.OBSERVER: READING,
    Role.RESEARCHER: CODING,
    Role.SUPERVISOR: CURATING | {Verb.REVIEW},
    Role.OWNER: CURATING | {Verb.GOVERN},
}
# What a person brought in (an informant, a code, an interview) they may also put right.
ALLOWED_ON_OWN = {Role.RESEARCHER: {Verb.CURATE}}
# Who works alone reviews alone; every page and export of such a study says so.
ALLOWED_ALONE = {Role.OWNER: {Verb.REVIEW}}

# `Study.objects.visible_to`, written out: every request asks this, and building it takes longer than answering it.
REACHED = """
    SELECT study.*, membership.role AS reached_as
    FROM interviews_study study JOIN interviews_membership membership ON membership.study_id = study.id
    WHERE study.slug = %s AND membership.user_id = %s AND study.trashed_at IS NULL
"""


def study_within_reach(user, slug: str) -> Study:
    """The study and, in the same question to the database, the role of `user` in it. Raises Http404 out of reach."""
    study = next(iter(Study.objects.raw(REACHED, [slug, user.pk])), None)
    if study is None:
        raise Http404
    study.__dict__["_roles"] = {user.pk: Role(study.reached_as)}
    return study


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
    return verb in allowed


def require(user, verb: Verb, study: Study, *, own: bool = False) -> None:
    """Raises PermissionDenied (403), in words, unless `user` may."""
    if not may(user, verb, study, own=own):
        raise PermissionDenied(_("Your role in this study does not allow this. Ask its owner for another role."))
