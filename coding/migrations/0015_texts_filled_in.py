from django.db import migrations

TABLES = "coding_coding", "coding_link"
PORTION = 1000  # blocks of a table, 8 KiB each: of codings some 50,000 rows
BLOCKS = "SELECT pg_relation_size(%s) / current_setting('block_size')::int"
# By the key of each passage: a join would read all passages anew for every portion.
FILL_IN = """
    UPDATE {table} judged SET transcript_id = (SELECT transcript_id FROM coding_passage WHERE id = judged.passage_id)
    WHERE transcript_id IS NULL AND ctid >= %s AND ctid < %s
"""
INDEX = "CREATE INDEX IF NOT EXISTS {table}_of_text ON {table} (transcript_id) WHERE trashed_at IS NULL"
TAKE_OUT = "DROP INDEX IF EXISTS {table}_of_text"


def fill_in(_apps, schema_editor):
    """A portion after another, so that nobody waits for long, until no row is left, also of those changed meanwhile.

    It is nobody's act: history passes over a change of this column alone.
    """
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('coprod.act', 'filling in', false)")
        for table in TABLES:
            cursor.execute(BLOCKS, [table])
            last, filled = cursor.fetchone()[0], 1
            for first in range(0, last, PORTION):
                cursor.execute(FILL_IN.format(table=table), [f"({first},0)", f"({first + PORTION},0)"])
            while filled:
                cursor.execute(FILL_IN.format(table=table), ["(0,0)", "(4294967295,0)"])
                filled = cursor.rowcount
        cursor.execute("SELECT set_config('coprod.act', '', false)")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("coding", "0014_texts_of_judgements")]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        *(migrations.RunSQL(INDEX.format(table=table), TAKE_OUT.format(table=table)) for table in TABLES),
    ]
