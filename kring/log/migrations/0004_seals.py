"""Seals over the looks, where their heads were sent, and what the daily check found."""

from django.db import migrations, models

import kring.core.clock
import kring.core.ids
from kring.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("log", "0003_what_a_look_tells"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=kring.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField(default=kring.core.clock.now)),
                ("rows", models.PositiveBigIntegerField()),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("seal", models.PositiveBigIntegerField(null=True)),
                ("look", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="SealedLook",
            fields=[
                ("look", models.UUIDField(primary_key=True, serialize=False)),
                ("position", models.PositiveBigIntegerField(unique=True)),
                ("leaf", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="HeadSent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=kring.core.ids.new_id, editable=False, primary_key=True, serialize=False),
                ),
                ("seal", models.PositiveBigIntegerField()),
                ("address", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField(default=kring.core.clock.now)),
                ("try_at", models.DateTimeField(default=kring.core.clock.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("seal", "address"), name="head_sent_once")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("first", models.PositiveBigIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
                ("encoding", models.PositiveSmallIntegerField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("first",), name="seal_first_once"),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", models.F("first"))), name="seal_holds_a_look"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("level", "number"), name="seal_node_once")],
            },
        ),
        append_only("log_seal"),
        append_only("log_sealedlook"),
        append_only("log_sealnode"),
    ]
