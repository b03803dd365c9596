"""What was said: interviews, who speaks in them, their text and its turns."""

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ground.models import Recorded, Tracked
from ground.names import shows_itself
from interviews.models.study import Informant, OfStudy, Study

INTERVIEW_CODE = RegexValidator(r"^[A-Za-z0-9_.-]{1,40}\Z", _("Use letters, digits, dots, dashes or underscores."))


class InterviewQuerySet(OfStudy):
    def by_date(self):
        """In the order in which they were held; those without a date last."""
        return self.order_by(F("held_on").asc(nulls_last=True), "position", "code")


class Interview(Tracked):
    """One conversation, with one informant or with a group."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("Individual interview")
        GROUP = "group", _("Group interview")

    study = models.ForeignKey(Study, models.CASCADE, related_name="interviews")
    code = models.CharField(_("Code"), max_length=40, validators=[INTERVIEW_CODE])
    title = models.CharField(_("Title"), max_length=200, blank=True, validators=[shows_itself])
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.INDIVIDUAL)
    held_on = models.DateField(_("Date"), null=True, blank=True)
    place = models.CharField(_("Place"), max_length=200, blank=True, validators=[shows_itself])
    minutes = models.PositiveSmallIntegerField(_("Length in minutes"), null=True, blank=True)
    interviewer = models.CharField(_("Interviewer"), max_length=200, blank=True, validators=[shows_itself])
    language = models.CharField(_("Language"), max_length=10, default="id")
    note = models.TextField(_("Note"), blank=True)
    position = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="interview_code_once_per_study")]
        ordering = ["position", "code"]

    def __str__(self):
        return self.code

    @property
    def has_informant(self) -> bool:
        """Whether anybody in it is an informant; nobody else's words are counted."""
        return any(speaker.informant_id for speaker in self.speakers.all())

    @property
    def transcript(self) -> "Transcript | None":
        """The version that is read and coded: the newest."""
        return self.transcripts.order_by("-version").first()


class OfInterview(models.QuerySet):
    def visible_to(self, user):
        return self.filter(interview__study__in=Study.objects.visible_to(user), interview__trashed_at__isnull=True)

    def of_study(self, study):
        return self.filter(interview__study=study)


class TranscriptQuerySet(OfInterview):
    def newest(self):
        """Of each interview the version that is read and coded."""
        later = self.model.objects.filter(interview=OuterRef("interview"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class Speaker(Tracked):
    """A label in a transcript, and whose voice it is."""

    class Kind(models.TextChoices):
        INTERVIEWER = "interviewer", _("Interviewer")
        INFORMANT = "informant", _("Informant")
        OTHER = "other", _("Someone else")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="speakers")
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=11, choices=Kind)
    informant = models.ForeignKey(Informant, models.PROTECT, null=True, blank=True, related_name="voices")

    objects = OfInterview.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["interview", "label"], name="speaker_label_once_per_interview"),
            models.CheckConstraint(
                condition=Q(kind="informant", informant__isnull=False)
                | ~Q(kind="informant") & Q(informant__isnull=True),
                name="speaker_is_an_informant_or_none",
                violation_error_message=_("Choose the informant whose voice this is."),
            ),
        ]
        ordering = ["label"]

    def __str__(self):
        return self.label


class Transcript(Tracked):
    """One version of the text. It never changes: a correction is a new version."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="transcripts")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(editable=False)
    length = models.PositiveIntegerField(editable=False, help_text="Unicode code points.")
    sha256 = models.CharField(max_length=64, editable=False)
    source_name = models.CharField(max_length=255, validators=[shows_itself])
    source_format = models.CharField(max_length=10)
    dropped = models.JSONField(default=list, help_text="What the file held that the text does not, and how often.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        triggers = [
            Recorded(without=["text", "dropped"]),
            pgtrigger.ReadOnly(name="text_is_immutable", fields=["text", "length", "sha256"]),
        ]
        constraints = [models.UniqueConstraint(fields=["interview", "version"], name="transcript_version_once")]
        ordering = ["interview", "version"]

    def __str__(self):
        return f"{self.source_name} (v{self.version})"


class TurnQuerySet(models.QuerySet):
    def touched_by(self, transcript: OuterRef, start: OuterRef, end: OuterRef):
        """Within a subquery: the turns with words in [start, end) of a transcript, all three of the row outside.

        Turns follow each other, so the first is the last that begins no later: none before it is looked at.
        """
        before = self.model.objects.filter(transcript=OuterRef(transcript), start__lte=OuterRef(start))
        first = Coalesce(Subquery(before.order_by("-start").values("start")[:1]), 0)
        here = self.filter(transcript=transcript, start__lt=end, end__gt=start)
        return here.filter(start__gte=first, end__gt=F("start")).order_by()


class Turn(Tracked):
    """What one voice says before the next: a span of the text, half-open, in Unicode code points."""

    # Without an index of its own: those by place in the text begin with it.
    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="turns", db_index=False)
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="turns")
    start_ms = models.PositiveIntegerField(null=True, blank=True)
    end_ms = models.PositiveIntegerField(null=True, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        # Turns are born with their transcript, whose event tells of them; what is done to them later is told here.
        # Which words they are, and whose, is a part of the text's version, and changes with it only.
        triggers = [
            Recorded(operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.ReadOnly(name="turn_is_immutable", fields=["transcript", "index", "start", "end", "speaker"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "index"], name="turn_index_once_per_transcript"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="turn_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["transcript", "start"], include=["end", "speaker"], name="turns_by_start")]
        ordering = ["transcript", "index"]

    def __str__(self):
        return f"{self.index} [{self.start}, {self.end})"
