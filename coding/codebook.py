"""The codebook's verbs: every change makes a new version, so that a coding can name the codebook it was made under."""

import uuid
from itertools import count

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import Code, CodebookVersion, Dimension, LinkForm
from ground.acts import act
from ground.conflicts import refuse
from ground.names import first_hidden
from ground.once import found_again
from interviews.models import Study
from interviews.permissions import Verb, is_blind, require

COLOURS = 9
CONTENT = ("key", "parent_id", "texts", "study_id", "created_by_id")


def current_version(study: Study) -> CodebookVersion | None:
    return study.codebook_versions.order_by("-number").first()


def add_code(
    study: Study, *, by, key: str, texts: dict, parent: Code | None = None, id: uuid.UUID | None = None
) -> Code:
    """Add an entry. A sub-code belongs to its parent's dimension; only the dimensions' codes enter the summary."""
    return add_code_once(study, by=by, key=key, texts=texts, parent=parent, id=id)[0]


def add_code_once(
    study: Study, *, by, key: str, texts: dict, parent: Code | None = None, id: uuid.UUID | None = None
) -> tuple[Code, bool]:
    """Add an entry under an id the client chose. Returns it and whether it is new.

    Of someone who reads blind it is their own until the phase closes (`publish_codes`).

    Raises ValidationError naming the field, and what `found_again` raises for an id that is there already.
    """
    code = Code(
        id=id or uuid.uuid4(),
        study=study,
        key=key,
        parent=parent,
        dimension=parent and parent.dimension,
        texts=texts,
        colour=parent.colour if parent else study.codes.filter(parent=None).count() % COLOURS,
        position=(study.codes.aggregate(last=Max("position"))["last"] or 0) + 1,
        created_by=by,
        private_since=timezone.now() if is_blind(by, study) else None,
    )
    _check(code)
    if code.private_since and study.codes.filter(key=key).exclude(pk=code.pk).exists():
        raise _key_is_taken(code)
    try:
        with act(by, "code.add", study):
            code.save(force_insert=True)
            keep_version(study)
    except IntegrityError as error:
        return _there_already(code, error, by), False
    return code, True


def _there_already(code: Code, error: IntegrityError, by) -> Code:
    try:
        return found_again(code, error, visible=Code.objects.visible_to(by), content=CONTENT)
    except IntegrityError:
        raise _key_is_taken(code) from error


def _key_is_taken(code: Code) -> ValidationError:
    return refuse("key", _("This study has a code {key} already.").format(key=code.key))


def require_to_change(code: Code, study: Study, *, by) -> None:
    """Raises PermissionDenied unless `by` may curate, made the entry, or, reading blind, has it for themselves.

    What someone else has for themselves is theirs alone until the phase closes.
    """
    own = code.created_by_id == by.pk
    if code.private_since and not own:
        raise PermissionDenied(_("This code is its maker's alone until the blind phase closes."))
    require(by, Verb.CODE if own and code.private_since else Verb.CURATE, study, own=own)


def change_code(code: Code, *, by, **changes) -> Code:
    """Change key, texts, parent or position of an entry. Raises ValidationError naming the field."""
    for field, value in changes.items():
        setattr(code, field, value)
    if "parent" in changes and code.parent is not None:
        code.dimension = code.parent.dimension
    _check(code)
    try:
        with act(by, "code.change", code.study):
            code.save()
            keep_version(code.study)
    except IntegrityError as error:
        raise _key_is_taken(code) from error
    return code


def retire_code(code: Code, *, by) -> None:
    """Take an entry out of use. Its codings stay, and stay counted."""
    with act(by, "code.retire", code.study):
        Code.objects.filter(pk=code.pk).update(retired_at=Now())
        keep_version(code.study)


def restore_code(code: Code, *, by) -> None:
    with act(by, "code.restore", code.study):
        Code.objects.filter(pk=code.pk).update(retired_at=None)
        keep_version(code.study)


def publish_codes(study: Study, makers: list[uuid.UUID]) -> None:
    """Give everybody the codes that these people made for themselves; one whose key is taken gets its maker's name."""
    for code in study.codes.filter(private_since__isnull=False, created_by__in=makers).select_related("created_by"):
        if study.codes.filter(private_since__isnull=True, key=code.key).exists():
            code.key = _free_key(study, code)
        code.private_since = None
        code.save(update_fields=["key", "private_since"])
    keep_version(study)


def _free_key(study: Study, code: Code) -> str:
    longest = Code._meta.get_field("key").max_length
    endings = (f"-{code.created_by.username}{number or ''}"[-longest + 1 :] for number in count())
    keys = (code.key[: longest - len(ending)] + ending for ending in endings)
    return next(key for key in keys if not study.codes.filter(key=key).exists())


def settle(study: Study, codes: list[uuid.UUID]) -> None:
    """After codes were put back as they had been: what stands now is kept as a version of its own.

    Raises ValidationError where an entry cannot stand as it had been, with what the others have become.
    """
    for code in Code.objects.filter(pk__in=codes).select_related("parent"):
        _check(code)
    if codes:
        keep_version(study)


def keep_version(study: Study) -> CodebookVersion:
    """The version that holds the codebook as it stands now; a new one only where it differs from the last.

    The study is held until the transaction ends: of two changes at once the later one counts the earlier one in.
    """
    Study.objects.select_for_update(no_key=True).get(pk=study.pk)
    content = _content(study)
    digest = CodebookVersion.digest(content)
    last = current_version(study)
    if last is not None and last.sha256 == digest:
        return last
    return CodebookVersion.objects.create(
        study=study, number=last.number + 1 if last else 1, content=content, sha256=digest
    )


def _content(study: Study) -> dict:
    return {
        "dimensions": list(Dimension.objects.of_study(study).values("code", "name_id", "name_en", "stage")),
        "forms": list(LinkForm.objects.of_study(study).values("code", "rung", "name_id", "name_en", "texts")),
        "codes": [
            {
                "key": code.key,
                "parent": code.parent and code.parent.key,
                "dimension": code.dimension and code.dimension.code,
                "texts": code.texts,
                "retired": code.retired_at is not None,
            }
            for code in Code.objects.of_study(study)
            .filter(private_since__isnull=True)
            .select_related("parent", "dimension")
        ],
    }


def _check(code: Code) -> None:
    ancestor = code.parent
    while ancestor is not None:
        if ancestor.pk == code.pk:
            raise ValidationError({"parent": _("A code cannot stand below itself.")})
        ancestor = ancestor.parent
    if not any(text.get("label") for text in code.texts.values()):
        raise ValidationError({"texts": _("Write a label in at least one language.")})
    unknown = {field for text in code.texts.values() for field in text} - set(Code.FIELDS)
    if unknown or set(code.texts) - {"id", "en"}:
        raise ValidationError({"texts": _("The codebook has no field {name}.").format(name=", ".join(sorted(unknown)))})
    for text in code.texts.values():
        if said := first_hidden(text.get("label", "")):
            raise refuse("texts", said)
    code.full_clean(exclude=["created_by", "study", "parent", "dimension"], validate_unique=False)
