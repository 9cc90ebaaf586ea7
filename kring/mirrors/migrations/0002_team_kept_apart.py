"""Who was asked into a mirror team before is kept apart from the circle too."""

from typing import Any

from django.db import migrations


def keep_apart(apps: Any, schema_editor: Any) -> None:
    cases = apps.get_model("mirrors", "MirrorCase")
    participants, kept = apps.get_model("meetings", "Participant"), apps.get_model("circles", "KeptApart")
    for circle, meeting, chair in cases.objects.values_list(
        "circle", "mirror__meeting", "mirror__meeting__chair"
    ).iterator():
        team = participants.objects.filter(meeting=meeting).exclude(professional=chair)
        kept.objects.bulk_create(
            [kept(circle_id=circle, professional_id=one) for one in team.values_list("professional", flat=True)],
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0006_kept_apart"),
        ("meetings", "0011_who_was_there"),
        ("mirrors", "0001_initial"),
    ]

    operations = [migrations.RunPython(keep_apart, migrations.RunPython.noop)]
