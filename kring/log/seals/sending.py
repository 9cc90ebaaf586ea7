"""The signed head goes every hour to other organisations: a key on our own server proves order, not honesty.

By mail through the outbox, or posted over https. What was not taken is tried again, ever more slowly.
"""

import logging
import urllib.request
from datetime import timedelta
from urllib.error import URLError

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.core import clock
from kring.core.mails import ask_outbox
from kring.log.models import HeadSent, Seal
from kring.log.seals.heads import canonical, head_of
from kring.log.seals.sealing import last_seal

logger = logging.getLogger("kring.log")

EVERY = timedelta(hours=1)
TRIES = 12
TIMEOUT = 20


def send_heads() -> int:
    """Ask for the newest head to be sent where the last one went an hour ago, and send what is due; gives how many."""
    seal = last_seal()
    for address in settings.LOG_HEADS if seal else ():
        assert seal is not None  # noqa: S101
        _ask(seal, address)
    sent = 0
    for one in HeadSent.objects.filter(sent_at=None, tries__lt=TRIES, try_at__lte=clock.now()).order_by("asked_at"):
        if _claim(one):
            sent += _send(one)
    return sent


def _ask(seal: Seal, address: str) -> None:
    """One row for one head and one address; nothing where there is no newer head, or the hour is not over."""
    last = HeadSent.objects.filter(address=address).order_by("-asked_at").first()
    if last is not None and (last.seal >= seal.number or last.asked_at > clock.now() - EVERY):
        return
    try:
        with transaction.atomic():
            HeadSent.objects.create(seal=seal.number, address=address)
    except IntegrityError:
        logger.info("Another worker asked for head %s.", seal.number)


def _claim(one: HeadSent) -> bool:
    """True for the one worker that may send it; when that dies, it comes again at its next time."""
    later = clock.now() + timedelta(minutes=2 ** min(one.tries + 1, 8))
    due = HeadSent.objects.filter(pk=one.pk, tries=one.tries, sent_at=None)
    return due.update(tries=F("tries") + 1, try_at=later) == 1


def _send(one: HeadSent) -> bool:
    head = canonical(head_of(Seal.objects.get(pk=one.seal)))
    if one.address.startswith(("https://", "http://")):
        if not _post(one.address, head):
            return False
        HeadSent.objects.filter(pk=one.pk).update(sent_at=clock.now())
        return True
    with transaction.atomic():
        ask_outbox(
            one.address,
            subject=_("Kring: the head of the log, number %(number)s") % {"number": one.seal},
            text=_(
                "Keep this mail. It proves later that nothing was taken out of the log of %(address)s.\n\n%(head)s\n"
            )
            % {"address": settings.SITE_ADDRESS, "head": head.decode()},
        )
        HeadSent.objects.filter(pk=one.pk).update(sent_at=clock.now())
    return True


def _post(address: str, head: bytes) -> bool:
    request = urllib.request.Request(  # noqa: S310 (http or https, from the settings)
        address, data=head, headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return True
    except (URLError, OSError) as fault:
        logger.warning("A head was not taken: %s", type(fault).__name__)
        return False
