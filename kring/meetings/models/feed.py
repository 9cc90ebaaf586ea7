"""The personal calendar feed."""

import hmac

from django.conf import settings
from django.db import models

from kring.core.ids import new_id
from kring.network.models import Professional


class CalendarFeed(models.Model):
    """The secret address under which a calendar reads somebody's tables. The secret follows from id and `version`.

    So it is not kept anywhere, and a new version makes the former address useless.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    professional = models.OneToOneField(Professional, on_delete=models.CASCADE, related_name="calendar_feed")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def secret(self) -> str:
        """32 bytes as hexadecimal, from the secret key of this installation."""
        said = f"calendar-feed:{self.pk}:{self.version}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, "sha256").hexdigest()
