"""Before Kring goes live: others must keep the heads of the log."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register

from kring.log.seals.state import FEWEST_KEEPERS


@register(Tags.security, deploy=True)
def others_keep_the_heads(**_kwargs: Any) -> list[Warning]:
    """Without heads elsewhere nobody sees that a log was cut off or put back."""
    if len(set(settings.LOG_HEADS)) >= FEWEST_KEEPERS:
        return []
    return [
        Warning(
            "Fewer than two other organisations keep the head of the log.",
            hint="Set KRING_LOG_HEADS to at least two mail or https addresses.",
            id="log.W001",
        )
    ]
