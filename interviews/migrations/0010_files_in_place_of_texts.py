import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("interviews", "0009_large_files")]

    operations = [
        migrations.AddField(
            "upload",
            "corrects",
            models.ForeignKey(
                help_text="The text that it takes the place of.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="interviews.transcript",
            ),
        ),
    ]
