from django.db import migrations

# Not a field of the model: every list of codings would carry it along.
ADD = """
    ALTER TABLE coding_passage ADD COLUMN words tsvector;
    CREATE INDEX coding_passage_words ON coding_passage USING gin (words);
    CREATE INDEX coding_passage_words_missing ON coding_passage (transcript_id) WHERE words IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("coding", "0009_sightings"), ("interviews", "0008_words_to_find")]

    operations = [migrations.RunSQL(ADD, "ALTER TABLE coding_passage DROP COLUMN words")]
