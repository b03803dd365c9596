"""A search that somebody gave a name, so that all of the study can ask it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from ground.names import shows_itself
from interviews.models import OfStudy, Study


class SavedSearch(Tracked):
    """Its address says all of it: what it finds is found anew each time."""

    class Kind(models.TextChoices):
        WORDS = "words", _("Words")
        PASSAGES = "passages", _("Passages")

    study = models.ForeignKey(Study, models.CASCADE, related_name="saved_searches")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind)
    name = models.CharField(_("Name"), max_length=120, validators=[shows_itself])
    address = models.TextField(help_text="As after the question mark of an address, in its one order.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    seen_blind = "created_by_id = blind.reader()"

    class Meta(Tracked.Meta):
        ordering = ["name", "created_at", "id"]

    def __str__(self):
        return self.name
