import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("interviews", "0006_corrections")]

    operations = [
        migrations.RenameField("correction", "created_at", "changed_at"),
        migrations.AddField(
            "upload",
            "columns",
            models.JSONField(help_text="Of a table: what its columns hold, as someone said.", null=True),
        ),
        migrations.CreateModel(
            name="TableReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("headings", models.JSONField()),
                (
                    "columns",
                    models.JSONField(
                        help_text="Words, speaker, start, end, by number from 0; whether there are headings."
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="table_readings",
                        to="interviews.study",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("study", "headings"), name="table_reading_once_per_headings")
                ],
            },
        ),
    ]
