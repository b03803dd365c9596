"""A study's own dimensions of participation, each with the code that passages are coded with."""

import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from coding.codebook import COLOURS, keep_version
from coding.models import Code, Dimension
from ground.acts import act
from ground.conflicts import refuse
from ground.once import insert_once
from interviews.models import Study

CONTENT = ("code", "stage", "name_id", "name_en", "study_id")


def add_dimension_once(study: Study, *, by, id: uuid.UUID | None = None, **fields) -> tuple[Dimension, bool]:
    """Add a dimension and the code of the same name that passages are coded with. Returns it and whether it is new.

    Raises ValidationError naming the field, and what `found_again` raises for an id that is there already.
    """
    dimension = Dimension(id=id or uuid.uuid4(), study=study, **fields)
    if "position" not in fields:
        dimension.position = (study.dimensions.aggregate(last=Max("position"))["last"] or 0) + 1
    dimension.full_clean(exclude=["study"], validate_unique=False)
    taken = refuse("code", _("This study has a dimension or a code {code} already.").format(code=dimension.code))
    visible = Dimension.objects.visible_to(by)
    return insert_once(
        dimension,
        by=by,
        study=study,
        verb="dimension.add",
        visible=visible,
        content=CONTENT,
        taken=taken,
        then=lambda: _add_code_of(dimension, by),
    )


def change_dimension(dimension: Dimension, *, by, **changes) -> Dimension:
    """Change stage, names or place in the order. The code stays: summaries and citations name it."""
    for field, value in changes.items():
        setattr(dimension, field, value)
    dimension.full_clean(exclude=["study"])
    with act(by, "dimension.change", dimension.study):
        dimension.save()
        keep_version(dimension.study)
    return dimension


def dimension_of_codes(study: Study) -> dict[str, str]:
    """Key of a code → dimension; a sub-code without one of its own has its parent's."""
    rows = Code.objects.of_study(study).values_list("key", "parent__key", "dimension__code")
    tree = {key: (parent, dimension) for key, parent, dimension in rows}
    found = {}
    for key in tree:
        above = key
        while above and tree[above][1] is None:
            above = tree[above][0]
        if above:
            found[key] = tree[above][1]
    return found


def _add_code_of(dimension: Dimension, by) -> None:
    study = dimension.study
    labels = {"id": dimension.name_id, "en": dimension.name_en}
    Code.objects.create(
        study=study,
        key=dimension.code,
        dimension=dimension,
        texts={language: {"label": label} for language, label in labels.items() if label},
        colour=study.codes.filter(parent=None).count() % COLOURS,
        position=(study.codes.aggregate(last=Max("position"))["last"] or 0) + 1,
        created_by=by,
    )
    keep_version(study)
