"""Loads the checks that run at start."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kring.core"

    def ready(self) -> None:
        from kring.core import checks  # noqa: F401 (registers by being imported)
