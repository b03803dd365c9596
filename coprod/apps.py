from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from coprod.celery import app as celery


class CoprodConfig(AppConfig):
    """Every process that has Django also has the doorbell: `celery` is the app that tasks are rung through."""

    name = "coprod"
    doorbell = celery

    def ready(self):
        autodiscover_modules("tasks", "devices", "sessions")
