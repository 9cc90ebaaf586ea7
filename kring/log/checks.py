"""Before Kring goes live: others must keep the heads of the log."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from kring.log.seals.state import FEWEST_KEEPERS


@register(Tags.security)
def heads_go_out_safely(**_kwargs: Any) -> list[Error]:
    """A head goes by mail or over https; plain http only in a demo."""
    wrong = [address for address in settings.LOG_HEADS if not _may_go_to(address)]
    return [
        Error(
            f"KRING_LOG_HEADS has an address to which no head can go: {address}",
            hint="Write mail addresses or https addresses, with commas between them.",
            id="log.E001",
        )
        for address in wrong
    ]


def _may_go_to(address: str) -> bool:
    if "://" not in address:
        return "@" in address
    return address.startswith("https://") or (settings.DEMO and address.startswith("http://"))


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
