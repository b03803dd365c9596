"""The codebook: dimensions of participation, forms of coordination, and the tree of codes."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.languages import id_or_en
from ground.models import Tracked
from ground.names import shows_itself
from interviews.models import Bilingual, OfStudy, Study
from interviews.models.study import CODE


class Dimension(Tracked, Bilingual):
    """A dimension of participation; its position is also its key on the coding screen."""

    class Stage(models.TextChoices):
        PLANNING = "planning", _("Planning")
        DELIVERY = "delivery", _("Delivery")
        OTHER = "other", _("Other")

    study = models.ForeignKey(Study, models.CASCADE, related_name="dimensions")
    code = models.CharField(_("Code"), max_length=12, validators=[CODE])
    stage = models.CharField(_("Stage"), max_length=8, choices=Stage)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="dimension_code_once_per_study")]
        ordering = ["position", "code"]

    def __str__(self):
        return self.code


class LinkForm(Tracked, Bilingual):
    """A form of coordination and its rung; a form without a rung is a general statement."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="link_forms")
    code = models.CharField(_("Code"), max_length=12, validators=[CODE])
    rung = models.PositiveSmallIntegerField(_("Rung"), null=True, blank=True)
    directed = models.BooleanField(_("Direction matters"), default=False)
    texts = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["study", "code"], name="link_form_code_once_per_study"),
            models.CheckConstraint(condition=Q(rung__isnull=True) | Q(rung__lte=4), name="link_form_rung_is_0_to_4"),
        ]
        ordering = ["position", "code"]

    def __str__(self):
        return self.code


def written(texts: dict[str, dict[str, str]], field: str, language: str | None = None) -> str:
    """One field of a codebook entry in `language`, else in the other language, else empty."""
    language = id_or_en(language)
    other = "id" if language == "en" else "en"
    return texts.get(language, {}).get(field) or texts.get(other, {}).get(field) or ""


class Code(Tracked):
    """An entry of the codebook after MacQueen et al. 1998: label, definitions, use, examples, border cases."""

    FIELDS = ("label", "brief", "full", "use_when", "not_when", "example", "absence", "limited", "border")

    study = models.ForeignKey(Study, models.CASCADE, related_name="codes")
    key = models.CharField(_("Code"), max_length=40, validators=[shows_itself])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    dimension = models.ForeignKey(Dimension, models.PROTECT, null=True, blank=True, related_name="codes")
    texts = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    colour = models.PositiveSmallIntegerField(default=0, help_text="Index into the palette.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    private_since = models.DateTimeField(
        null=True, blank=True, help_text="Made by someone who codes blind, and theirs alone until the phase closes."
    )

    objects = OfStudy.as_manager()
    seen_blind = "private_since IS NULL OR created_by_id = blind.reader()"

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["study", "key"], condition=Q(private_since__isnull=True), name="code_key_once_per_study"
            ),
            models.UniqueConstraint(
                fields=["study", "key", "created_by"],
                condition=Q(private_since__isnull=False),
                name="private_code_key_once",
            ),
        ]
        ordering = ["position", "key"]

    def __str__(self):
        return self.key

    def text(self, field: str, language: str | None = None) -> str:
        """One field of the entry, as `written` finds it."""
        return written(self.texts, field, language)

    @property
    def label(self) -> str:
        return self.text("label") or self.key


class CodebookVersion(Tracked):
    """The codebook as it stood; each coding names the version it was made under."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="codebook_versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="codebook_version_once_per_study")]
        ordering = ["number"]

    def __str__(self):
        return str(self.number)

    @staticmethod
    def digest(content: dict) -> str:
        """SHA-256 of a codebook's content, in hexadecimal."""
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
