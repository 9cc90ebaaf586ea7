"""Kring without its log of looks, to know what the log costs: only for `script/bench log`."""

from config.wsgi import application
from kring.sharing import middleware

__all__ = ["application"]

middleware.write_looks = lambda _looks: None  # type: ignore[assignment]
