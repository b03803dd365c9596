"""How the work was checked: what informants said of it, and what the checklist of a report asks."""

from django.conf import settings as project
from django.core.validators import MaxValueValidator, MinValueValidator, ProhibitNullCharactersValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from interviews.models import Informant, OfStudy, Study


class MemberCheck(Tracked):
    """What was sent back to an informant, and what they answered."""

    class What(models.TextChoices):
        TRANSCRIPT = "transcript", _("Transcript")
        FINDINGS = "findings", _("Findings")

    class Answer(models.TextChoices):
        WAITING = "waiting", _("No answer yet")
        AGREES = "agrees", _("Agrees")
        CORRECTS = "corrects", _("Corrects")
        REJECTS = "rejects", _("Rejects")

    study = models.ForeignKey(Study, models.CASCADE, related_name="member_checks")
    informant = models.ForeignKey(Informant, models.CASCADE, related_name="member_checks", verbose_name=_("Informant"))
    what = models.CharField(_("What was sent back"), max_length=10, choices=What, default=What.TRANSCRIPT)
    sent_on = models.DateField(_("Sent on"))
    answer = models.CharField(_("Answer"), max_length=8, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(_("Answered on"), null=True, blank=True)
    said = models.TextField(_("What they said"), blank=True, validators=[ProhibitNullCharactersValidator()])
    effect = models.TextField(_("Effect on the codings"), blank=True, validators=[ProhibitNullCharactersValidator()])
    created_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    seen_blind = "created_by_id = blind.reader()"

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                name="member_check_is_answered_after_it_is_sent",
                violation_error_message=_("The answer comes before what was sent."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="waiting") | Q(answered_on__isnull=True),
                name="member_check_waits_without_a_date",
                violation_error_message=_("Say what the answer was, or leave its date empty."),
            ),
        ]
        ordering = ["informant__code", "sent_on", "id"]

    def __str__(self):
        return f"{self.informant_id} {self.what}"


class ChecklistAnswer(Tracked):
    """What a person wrote to one item of the COREQ checklist (Tong, Sainsbury and Craig 2007), asked once a study."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="checklist_answers")
    item = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(32)])
    text = models.TextField(_("Answer"), blank=True, validators=[ProhibitNullCharactersValidator()])
    written_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["study", "item"], name="checklist_item_once_per_study"),
            models.CheckConstraint(condition=Q(item__gte=1, item__lte=32), name="checklist_item_is_of_the_checklist"),
        ]
        ordering = ["item"]

    def __str__(self):
        return str(self.item)
