"""The study, its people and its actors."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from ground.names import shows_itself

CODE = RegexValidator(r"^[A-Z0-9_]{1,12}\Z", _("Use 1 to 12 capital letters, digits or underscores."))


class Bilingual(models.Model):
    """A thing with a name in Indonesian and in English."""

    name_id = models.CharField(_("Name in Indonesian"), max_length=200, validators=[shows_itself])
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True, validators=[shows_itself])

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return self.named(get_language() or "id")

    def named(self, language: str) -> str:
        """The name in `language` ('id', 'en'); in Indonesian where the English one is not given."""
        return (self.name_en if language.startswith("en") else self.name_id) or self.name_id


class StudyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(memberships__user_id=user.pk, trashed_at__isnull=True)


class Study(Tracked):
    """The container of everything."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("Title"), max_length=200, validators=[shows_itself])
    problem = models.TextField(_("Public problem studied"), blank=True)
    place = models.CharField(_("Place"), max_length=200, blank=True, validators=[shows_itself])
    period_from = models.DateField(_("From"), null=True, blank=True)
    period_to = models.DateField(_("Until"), null=True, blank=True)
    language = models.CharField(_("Language of the interviews"), max_length=10, default="id")
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Asia/Jakarta")
    works_alone = models.BooleanField(_("I work alone: my codings need no other reviewer"), default=False)
    theory_note = models.TextField(_("Theory note"), blank=True)
    is_demo = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is read only.")

    objects = StudyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["title", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__isnull=True) | Q(period_from__isnull=True) | Q(period_from__lte=F("period_to")),
                name="study_ends_after_it_begins",
                violation_error_message=_("The period ends before it begins."),
            )
        ]

    def __str__(self):
        return self.title


class Role(models.TextChoices):
    OBSERVER = "observer", _("Observer")
    RESEARCHER = "researcher", _("Researcher")
    SUPERVISOR = "supervisor", _("Supervisor")
    OWNER = "owner", _("Owner")


class OfStudy(models.QuerySet):
    """Rows that hang on a study by `study`: within reach exactly when the study is."""

    def visible_to(self, user):
        return self.filter(study__in=Study.objects.visible_to(user))

    def of_study(self, study):
        return self.filter(study=study)


class Membership(Tracked):
    study = models.ForeignKey(Study, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=10, choices=Role)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "user"], name="membership_once_per_person")]
        ordering = ["user__name", "user__username"]

    def __str__(self):
        return f"{self.user} ({self.get_role_display()})"


class Actor(Tracked, Bilingual):
    """An office, an organisation or the public: never a person."""

    class Side(models.TextChoices):
        STATE = "state", _("State side")
        CIVIC = "civic", _("Civic side")

    study = models.ForeignKey(Study, models.CASCADE, related_name="actors")
    code = models.CharField(_("Code"), max_length=12, validators=[CODE])
    side = models.CharField(_("Side"), max_length=5, choices=Side)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="actor_code_once_per_study")]
        ordering = ["position", "code"]

    def __str__(self):
        return self.code


class Informant(Tracked):
    """A person who was interviewed, shown only by code."""

    class Consent(models.TextChoices):
        UNKNOWN = "unknown", _("Not recorded")
        GIVEN = "given", _("Given")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    study = models.ForeignKey(Study, models.CASCADE, related_name="informants")
    code = models.CharField(_("Informant code"), max_length=12, validators=[CODE])
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="informants", verbose_name=_("Actor")
    )
    role_label = models.CharField(_("Coarse role"), max_length=80, blank=True, validators=[shows_itself])
    consent = models.CharField(_("Consent"), max_length=9, choices=Consent, default=Consent.UNKNOWN)
    consent_on = models.DateField(_("Consent recorded on"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="informant_code_once_per_study")]
        ordering = ["code"]

    def __str__(self):
        return self.code

    @property
    def has_withdrawn(self) -> bool:
        return self.consent == self.Consent.WITHDRAWN
