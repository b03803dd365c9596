"""What a researcher writes about the evidence, and what it rests on: cells of a framework matrix, rewordings."""

from django.conf import settings as project
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coding.models import Code, Dimension
from ground.models import Tracked
from interviews.models import Actor, Informant, OfStudy, Study
from reports.models.summary import Basis


class Written(Tracked):
    """Words that rest on codings and links.

    `rests_on` are these rows as they were when the words were stored, by id, as `reports.staleness` reads them: whether
    the words are stale is a comparison with the rows of now, and never an event that somebody has to remember.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="+")
    text = models.TextField(_("Text"), validators=[ProhibitNullCharactersValidator()])
    rests_on = models.JSONField(default=dict, editable=False)
    written_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    seen_blind = "false"

    class Meta(Tracked.Meta):
        abstract = True
        ordering = ["written_at", "id"]


def exactly_one(first: str, second: str) -> Q:
    """Of two columns one is filled and one is not."""
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": False}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": True}
    )


class WrittenCell(Written):
    """A cell of the framework matrix (Gale et al. 2013): what one informant, or what is said of one actor, comes to.

    A quote in its text is the mark of a passage, as in a memo (`coding.marked`); words of informants are never in it.
    """

    informant = models.ForeignKey(Informant, models.CASCADE, null=True, blank=True, related_name="written_cells")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="written_cells")
    dimension = models.ForeignKey(Dimension, models.CASCADE, null=True, blank=True, related_name="written_cells")
    code = models.ForeignKey(Code, models.CASCADE, null=True, blank=True, related_name="written_cells")

    class Meta(Written.Meta):
        constraints = [
            models.CheckConstraint(condition=exactly_one("informant", "actor"), name="written_cell_has_one_row"),
            models.CheckConstraint(condition=exactly_one("dimension", "code"), name="written_cell_has_one_column"),
            models.CheckConstraint(condition=~Q(text=""), name="written_cell_is_written"),
            models.UniqueConstraint(
                fields=["study", "informant", "actor", "dimension", "code"],
                condition=Q(trashed_at__isnull=True),
                nulls_distinct=False,
                name="written_cell_once",
            ),
        ]

    def __str__(self):
        return f"{self.informant or self.actor} {self.dimension or self.code}"


class Rewording(Written):
    """A sentence of a summary in the researcher's own words, beside the one that the rules make.

    `sentence` names it within every summary on the same basis (`Sentence.place`), `template` is what the rules said
    when it was reworded.
    """

    basis = models.CharField(max_length=8, choices=Basis)
    sentence = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=[("id", "id"), ("en", "en")])
    template = models.TextField(editable=False)

    class Meta(Written.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="rewording_says_something"),
            models.UniqueConstraint(
                fields=["study", "basis", "sentence", "language"],
                condition=Q(trashed_at__isnull=True),
                name="rewording_once_per_sentence",
            ),
        ]

    def __str__(self):
        return f"{self.sentence} {self.language}"
