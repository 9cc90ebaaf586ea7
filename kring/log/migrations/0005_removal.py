"""Looks and acts go after their term, and only then; what was removed is told in the log."""

from django.db import migrations, models

from kring.core.append_only import append_only, kept_for_its_term


class Migration(migrations.Migration):
    dependencies = [("core", "0003_removing"), ("log", "0004_seals")]

    operations = [
        migrations.AlterField(
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
                    ("remove", "removed after its term"),
                ],
                default="view",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("end", models.PositiveBigIntegerField(unique=True)),
                ("before", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("run", models.UUIDField()),
                ("announced", models.UUIDField(unique=True)),
                ("key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("end__gt", 0)), name="removal_of_something")
                ],
            },
        ),
        append_only("log_removal"),
        kept_for_its_term("log_act"),
        kept_for_its_term("log_look"),
    ]
