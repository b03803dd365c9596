from importlib import import_module

from django.apps import AppConfig

from ground import closing

ARCHIVED = "EXISTS (SELECT FROM public.interviews_study WHERE id = %(study)s AND archived_at IS NOT NULL)"


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self):
        closing.CLOSED.append(ARCHIVED)
        import_module("interviews.sweeping")  # tells the sweeper what is discarded after its time
