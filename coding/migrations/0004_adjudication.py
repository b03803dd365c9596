"""Reviews that replace a judgement by an adjudication, and that reopen one."""

from django.db import migrations, models

DECISIONS = [
    ("approve", "Approve"),
    ("revise", "Ask for revision"),
    ("reject", "Reject"),
    ("replace", "Replace by an adjudication"),
    ("reopen", "Reopen an adjudication"),
]


class Migration(migrations.Migration):
    dependencies = [("coding", "0003_presence")]

    operations = [
        migrations.AlterField(
            model_name="review",
            name="decision",
            field=models.CharField(choices=DECISIONS, max_length=7, verbose_name="Decision"),
        ),
    ]
