"""Every name that the database holds, and those of which somebody sees only a part."""

from django.apps import apps
from django.db import connection
from django.db.models import Model

from ground.integrity import columns_of_names
from ground.names import hidden_in

OURS = ("ground", "interviews", "coding", "reports")
LABELS = "SELECT jsonb_path_query(texts, '$.*.label') #>> '{}' FROM coding_code"
TITLES = "SELECT params ->> 'title' FROM ground_job"  # of what a worker will make


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def names() -> list[str]:
    """All of them in one question: it is asked after every body that is tried."""
    columns = [f'SELECT "{field.column}" FROM "{model._meta.db_table}"' for model, field in columns_of_names()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*columns, LABELS, TITLES]))
        return [name for (name,) in cursor if name]


def hidden_names() -> list[str]:
    return [name for name in names() if any(hidden_in(name))]
