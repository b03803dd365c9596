from importlib import import_module

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self):
        import_module("interviews.sweeping")  # tells the sweeper what is discarded after its time
