"""What people write about the codings: memos, reviews, replies."""

from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coding.models.codebook import Code
from coding.models.judgement import Coding, Link, Passage
from ground.models import Tracked
from interviews.models import Actor, Informant, Interview, OfStudy, Study


class Memo(Tracked):
    """A note on one thing of the study, or on the study itself. A memo is never counted."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        REFLEXIVE = "reflexive", _("Reflexive memo")
        METHODOLOGICAL = "methodological", _("Methodological memo")
        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")

    TARGETS = ("passage", "coding", "link", "code", "interview", "informant", "actor")

    study = models.ForeignKey(Study, models.CASCADE, related_name="memos")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memos")
    kind = models.CharField(_("Kind"), max_length=14, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("Memo"))
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, blank=True, related_name="memos")
    coding = models.ForeignKey(Coding, models.CASCADE, null=True, blank=True, related_name="memos")
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="memos")
    code = models.ForeignKey(Code, models.CASCADE, null=True, blank=True, related_name="memos")
    interview = models.ForeignKey(Interview, models.CASCADE, null=True, blank=True, related_name="memos")
    informant = models.ForeignKey(Informant, models.CASCADE, null=True, blank=True, related_name="memos")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="memos")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    seen_blind = "author_id = blind.reader()"

    class Meta(Tracked.Meta):
        ordering = ["created_at", "id"]

    def __str__(self):
        return f"{self.kind} {self.id}"


class OfReviewed(models.QuerySet):
    """Reviews reach as far as the coding or link they are about."""

    def visible_to(self, user):
        inside = Study.objects.visible_to(user)
        return self.filter(
            Q(coding__passage__transcript__interview__study__in=inside)
            | Q(link__passage__transcript__interview__study__in=inside)
        )

    def of_study(self, study):
        return self.filter(
            Q(coding__passage__transcript__interview__study=study)
            | Q(link__passage__transcript__interview__study=study)
        )


class Review(Tracked):
    """A reviewer's decision on one coding or link, with its reason."""

    class Decision(models.TextChoices):
        APPROVE = "approve", _("Approve")
        REVISE = "revise", _("Ask for revision")
        REJECT = "reject", _("Reject")
        REPLACE = "replace", _("Replace by an adjudication")
        REOPEN = "reopen", _("Reopen an adjudication")
        SETTLE = "settle", _("Judge anew in an adjudication")

    coding = models.ForeignKey(Coding, models.CASCADE, null=True, blank=True, related_name="reviews")
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="reviews")
    decision = models.CharField(_("Decision"), max_length=7, choices=Decision)
    reason = models.TextField(_("Reason"), blank=True, validators=[ProhibitNullCharactersValidator()])
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfReviewed.as_manager()
    seen_blind = """
        EXISTS (SELECT FROM coding_coding mine WHERE mine.id = coding_id AND mine.coder_id = blind.reader())
        OR EXISTS (SELECT FROM coding_link mine WHERE mine.id = link_id AND mine.coder_id = blind.reader())
    """

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(coding__isnull=False, link__isnull=True) | Q(coding__isnull=True, link__isnull=False),
                name="review_is_about_one_row",
            ),
            models.CheckConstraint(
                condition=Q(decision="approve") | ~Q(reason=""),
                name="review_gives_its_reason",
                violation_error_message=_("Write the reason: the coder needs it to go on."),
            ),
        ]
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.decision} {self.id}"


class Reply(Tracked):
    """An answer to a review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    text = models.TextField(_("Reply"), validators=[ProhibitNullCharactersValidator()])
    at = models.DateTimeField(db_default=Now(), editable=False)

    seen_blind = f"EXISTS (SELECT FROM coding_review review WHERE review.id = review_id AND ({Review.seen_blind}))"

    class Meta(Tracked.Meta):
        ordering = ["at", "id"]

    def __str__(self):
        return str(self.id)
