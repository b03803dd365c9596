"""Who signs in."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.names import shows_itself


class User(AbstractUser):
    """A person with one name: many Indonesians have no surname, so none is asked for."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = None
    last_name = None
    name = models.CharField(_("Name"), max_length=200, blank=True, validators=[shows_itself])
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES, default="id")
    theme = models.CharField(_("Appearance"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    time_zone = models.CharField(_("Time zone"), max_length=40, blank=True)

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
