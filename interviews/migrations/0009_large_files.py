import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("interviews", "0008_words_to_find")]

    operations = [
        migrations.AddField(
            "upload",
            "sent",
            models.JSONField(
                encoder=django.core.serializers.json.DjangoJSONEncoder,
                help_text="Of a program: the record that it sent along.",
                null=True,
            ),
        ),
        migrations.AddField(
            "upload",
            "reading",
            models.JSONField(help_text="Of a large file: what a worker has read in it.", null=True),
        ),
    ]
