"""Loads the checks that run at start."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "kring.log"

    def ready(self) -> None:
        from kring.log import checks  # noqa: F401 (registers by being imported)
