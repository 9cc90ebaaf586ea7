"""Sessions that have ended leave the database, and with them what somebody typed at the door and never sent."""

from importlib import import_module

from django.conf import settings


def forget_ended_sessions() -> None:
    """Remove ended sessions. Run by the worker."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
