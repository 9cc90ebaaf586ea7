"""What a resident and an auditor need to know of a look: as what, from which organisation, how, on which ground."""

from django.db import migrations, models

from kring.core.append_only import still_append_only


class Migration(migrations.Migration):
    dependencies = [
        ("log", "0002_append_only"),
    ]

    operations = [
        still_append_only("log_look"),
        migrations.AddField(
            model_name="look",
            name="action",
            field=models.CharField(
                choices=[
                    ("view", "looked at"),
                    ("list", "seen in a list"),
                    ("search", "found by searching"),
                    ("pdf", "put on paper"),
                    ("export", "taken out in a file"),
                    ("mail", "sent by mail"),
                    ("api", "read by another system"),
                    ("write", "seen while writing"),
                ],
                default="view",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="look",
            name="by_organisation_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="look",
            name="by_role",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="look",
            name="ground",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="look",
            name="processing",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="look",
            name="rules_version",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="look",
            name="trace",
            field=models.UUIDField(null=True),
        ),
        still_append_only("log_look"),
    ]
