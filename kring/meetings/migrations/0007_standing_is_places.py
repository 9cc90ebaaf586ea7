from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_places_and_told"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="meetingseries",
            name="standing",
        ),
    ]
