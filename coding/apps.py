from importlib import import_module

from django.apps import AppConfig

from ground import blind

# Blindness follows the assignment, not the role: whoever codes in an open phase is blind in its study.
OPEN_PHASES = """
    CREATE FUNCTION blind.studies(who uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        SELECT phase.study_id FROM public.coding_assignment assigned
        JOIN public.coding_phase phase ON phase.id = assigned.phase_id
        WHERE assigned.coder_id = who AND phase.closed_at IS NULL
    $$
"""
OPEN_IN = """
    CREATE FUNCTION blind.is_coded_in(which uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM public.coding_phase WHERE study_id = which AND closed_at IS NULL)
    $$
"""
PRESENCE = {"coding_presence": "account_id = blind.reader()"}


class CodingConfig(AppConfig):
    name = "coding"

    def ready(self):
        import_module("coding.remarks")  # waits for comments in the files that are imported
        blind.STUDIES.extend([OPEN_PHASES, OPEN_IN])
        blind.TABLES.update(PRESENCE)
