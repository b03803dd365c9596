"""What coders judge: passages of a transcript, coded to a dimension or linked between actors."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from coding.models.codebook import Code, CodebookVersion, LinkForm
from ground.models import Recorded, Tracked
from interviews.models import Actor, Speaker, Study, Transcript

PASSAGES = uuid.UUID("6f0a3bd1-6c5b-5d0e-9d6e-2f3f0b7c1a54")


class Polarity(models.TextChoices):
    ENACTED = "enacted", _("Enacted")
    LIMITED = "limited", _("Limited (low)")
    ABSENT = "absent", _("Absent")
    HINDERED = "hindered", _("Hindered")
    PLANNED = "planned", _("Planned or hoped")
    UNCLEAR = "unclear", _("Unclear")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    REVISE = "revise", _("Needs revision")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")


class OfTranscript(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            transcript__interview__study__in=Study.objects.visible_to(user),
            transcript__interview__trashed_at__isnull=True,
        )

    def of_study(self, study):
        return self.filter(transcript__interview__study=study)


class Passage(models.Model):
    """A span of a transcript, half-open, in Unicode code points. The same span is the same passage for everybody.

    Passages are not tracked: they follow from transcript and span, hold no author and never change. The table has one
    more column, `words`, which no list has to carry along: what the index keeps of the quote (`coding.finding.quotes`).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(editable=False)

    objects = OfTranscript.as_manager()
    # It has no author; that it is there tells that somebody pointed at it.
    seen_blind = """
        EXISTS (SELECT FROM coding_coding mine WHERE mine.passage_id = t.id AND mine.coder_id = blind.reader())
        OR EXISTS (SELECT FROM coding_link mine WHERE mine.passage_id = t.id AND mine.coder_id = blind.reader())
        OR EXISTS (SELECT FROM coding_memo mine WHERE mine.passage_id = t.id AND mine.author_id = blind.reader())
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transcript", "start", "end"], name="passage_once_per_span"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="passage_is_not_empty",
                violation_error_message=_("Select at least one character."),
            ),
        ]
        ordering = ["transcript", "start", "-end"]

    def __str__(self):
        return f"[{self.start}, {self.end})"

    @staticmethod
    def id_of(transcript_id: uuid.UUID, start: int, end: int) -> uuid.UUID:
        """The id that follows from a transcript and a span in code points."""
        return uuid.uuid5(PASSAGES, f"{transcript_id}:{start}:{end}")


class OfPassage(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            passage__transcript__interview__study__in=Study.objects.visible_to(user),
            passage__transcript__interview__trashed_at__isnull=True,
        )

    def of_study(self, study):
        return self.filter(passage__transcript__interview__study=study)

    def live(self):
        return self.filter(trashed_at__isnull=True)

    def standing(self):
        """The live rows on words of today: of interviews that are not in the trash, on the newest of their texts."""
        newest = Transcript.objects.newest().filter(pk=OuterRef("passage__transcript"))
        return self.live().filter(Exists(newest), passage__transcript__interview__trashed_at__isnull=True)


class OfItsText(pgtrigger.Trigger):
    """Fills in of which text a judgement is: that of its passage, whoever writes the row.

    The passage is looked up in the table itself: to who reads blind, it shows only when the row is there.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("passage_id")
    func = """
        NEW.transcript_id := (SELECT transcript_id FROM public.coding_passage WHERE id = NEW.passage_id);
        RETURN NEW;
    """


class Judgement(Tracked):
    """What a coding and a link have in common.

    Both tables have one more column, `transcript_id`, which the database fills in from the passage: what counts rows
    by text need not look at the passage of each.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="%(class)ss")
    polarity = models.CharField(_("Polarity"), max_length=8, choices=Polarity, default=Polarity.ENACTED)
    in_scope = models.BooleanField(_("In scope"), default=True)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    speaker = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Picked by the coder only where several informants speak in the passage.",
    )
    recheck = models.BooleanField(default=False, help_text="Carried to a new version whose words differ.")
    codebook_version = models.ForeignKey(CodebookVersion, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfPassage.as_manager()
    seen_blind = "coder_id = blind.reader()"

    class Meta(Tracked.Meta):
        abstract = True
        triggers = [OfItsText(name="of_its_text"), Recorded(derived=["transcript_id"])]


class Coding(Judgement):
    """One coder's judgement: this passage shows this code, about this actor, with this polarity."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="codings")
    about_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="codings", verbose_name=_("About actor")
    )

    class Meta(Judgement.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "code", "about_actor", "polarity", "coder"],
                condition=Q(trashed_at__isnull=True),
                nulls_distinct=False,
                name="coding_once_per_coder",
            )
        ]
        indexes = [models.Index(fields=["coder", "status"])]

    def __str__(self):
        return f"{self.code_id} {self.polarity}"


class Link(Judgement):
    """One coder's judgement: this passage tells of this form of coordination between two actors."""

    class Regularity(models.TextChoices):
        ONCE = "once", _("Once")
        RECURRENT = "recurrent", _("Recurrent")
        UNKNOWN = "unknown", _("Not known")

    from_actor = models.ForeignKey(Actor, models.PROTECT, related_name="links_from", verbose_name=_("From"))
    to_actor = models.ForeignKey(Actor, models.PROTECT, related_name="links_to", verbose_name=_("To"))
    form = models.ForeignKey(LinkForm, models.PROTECT, related_name="links", verbose_name=_("Form"))
    regularity = models.CharField(_("Regularity"), max_length=9, choices=Regularity, default=Regularity.UNKNOWN)

    class Meta(Judgement.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "from_actor", "to_actor", "form", "polarity", "coder"],
                condition=Q(trashed_at__isnull=True),
                name="link_once_per_coder",
            ),
            models.CheckConstraint(
                condition=~Q(from_actor=F("to_actor")),
                name="link_joins_two_actors",
                violation_error_message=_("A link joins two different actors."),
            ),
            models.CheckConstraint(
                condition=~Q(polarity="limited"),
                name="link_is_not_limited",
                violation_error_message=_("A link is not limited: say which form, or mark it absent."),
            ),
        ]
        indexes = [models.Index(fields=["coder", "status"])]

    def __str__(self):
        return f"{self.form_id} {self.polarity}"
