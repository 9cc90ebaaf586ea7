"""Rows of this table may go when their term is over."""

from django.db import migrations

from kring.core.append_only import kept_for_its_term


class Migration(migrations.Migration):
    dependencies = [("core", "0003_removing"), ("plans", "0007_newest")]

    operations = [kept_for_its_term("plans_note")]
