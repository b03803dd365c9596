"""Who is here: a table outside the models, for nothing in it is part of a study or of anyone's record."""

from django.db import migrations

CREATE = """
    CREATE UNLOGGED TABLE coding_presence (
        transcript_id uuid NOT NULL,
        account_id uuid NOT NULL,
        turn integer NOT NULL,
        said_at timestamptz NOT NULL,
        PRIMARY KEY (transcript_id, account_id)
    ) WITH (fillfactor = 50)
"""


class Migration(migrations.Migration):
    dependencies = [("coding", "0002_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE coding_presence")]
