"""Founding a study: its owner, and the preset's actors, dimensions, link forms and codebook as rows of its own."""

import uuid

from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coding.codebook import COLOURS, keep_version
from coding.models import Code, Dimension, LinkForm
from coding.preset import preset
from ground.acts import act
from ground.conflicts import refuse
from ground.once import found_again
from interviews.models import Actor, Membership, Role, Study

CONTENT = (
    "title",
    "problem",
    "place",
    "period_from",
    "period_to",
    "language",
    "time_zone",
    "works_alone",
    "theory_note",
)


def found_study(*, owner, title: str, slug: str = "", from_preset: bool = True, **details) -> Study:
    """Create a study with `owner` as its owner; `details` are fields of Study.

    Raises ValidationError naming the field; a slug that is taken, by whomever, is refused.
    """
    return found_study_once(owner=owner, title=title, slug=slug, from_preset=from_preset, **details)[0]


def found_study_once(
    *, owner, title: str, slug: str = "", from_preset: bool = True, id: uuid.UUID | None = None, **details
) -> tuple[Study, bool]:
    """Found a study under an id the client chose. Returns it and whether it is new.

    Raises as `found_study`, and what `found_again` raises for an id that is there already.
    """
    study = Study(id=id or uuid.uuid4(), title=title, slug=slug or free_slug(title), **details)
    study.full_clean(validate_unique=False)
    try:
        with act(owner, "study.create", study):
            study.save(force_insert=True)
            Membership.objects.create(study=study, user=owner, role=Role.OWNER)
            if from_preset:
                fill_from_preset(study, by=owner)
            else:
                fill_forms(study)
    except IntegrityError as error:
        return _there_already(study, error, owner, (*CONTENT, "slug") if slug else CONTENT), False
    return study, True


def _there_already(study: Study, error: IntegrityError, owner, content) -> Study:
    try:
        return found_again(study, error, visible=Study.objects.visible_to(owner), content=content)
    except IntegrityError:
        raise refuse("slug", _("This address is taken. Choose another.")) from error


def free_slug(title: str) -> str:
    """A slug that is free today; where none can be made of the title, a random one."""
    wanted = slugify(title)[:50].strip("-") or f"study-{uuid.uuid4().hex[:8]}"
    if not Study.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted}-{uuid.uuid4().hex[:6]}"


def fill_from_preset(study: Study, *, by) -> None:
    """Give a new study the preset's rows. They are its own from then on: nothing reads the preset again."""
    if study.actors.exists() or study.dimensions.exists():
        raise refuse("study", _("This study has actors or dimensions already."))
    rows = preset()
    Actor.objects.bulk_create(Actor(study=study, **row) for row in rows["actors"])
    fill_forms(study)
    dimensions = Dimension.objects.bulk_create(Dimension(study=study, **row) for row in rows["dimensions"])
    _codes(study, rows["codes"], {dimension.code: dimension for dimension in dimensions}, by)
    keep_version(study)


def fill_forms(study: Study) -> None:
    """Give a new study the forms of coordination. The method knows them, so they come with every study."""
    LinkForm.objects.bulk_create(LinkForm(study=study, **row) for row in preset()["forms"])


def _codes(study: Study, rows: list[dict], dimensions: dict[str, Dimension], by) -> None:
    made: dict[str, Code] = {}
    colour = -1
    for position, row in enumerate(rows):
        parent = made.get(row["parent"])
        colour += parent is None
        made[row["key"]] = Code(
            study=study,
            key=row["key"],
            parent=parent,
            dimension=dimensions.get(row["dimension"]),
            texts=row["texts"],
            position=position,
            colour=parent.colour if parent else colour % COLOURS,
            created_by=by,
        )
    Code.objects.bulk_create(made.values())
