from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        import_module("reports.undoing")  # says to the history what of this app can be undone
