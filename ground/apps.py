from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from ground import blind


class GroundConfig(AppConfig):
    name = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        autodiscover_modules("epochs")  # listens for who signs in
        blind.connect(self)
