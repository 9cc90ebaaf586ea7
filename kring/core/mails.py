"""Mail leaves through the outbox: a row in the transaction that asked for it, sent by the worker.

Nothing is lost: what is not sent stays a row. Nothing is sent twice by two workers: one claims the row first.
Where a worker died while sending, the mail goes again under the same Message-ID, by which receivers drop a copy.
"""

import logging
from datetime import timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import translation

from kring.core import clock
from kring.core.models import Mail
from kring.core.speech import ADULT, TO_A_CHILD

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

logger = logging.getLogger("kring.mail")

TRIES = 8
STUCK_AFTER = timedelta(minutes=10)


class Invitation(NamedTuple):
    """An iCalendar file that goes along with a mail, and its METHOD (RFC 5546)."""

    method: str
    file: str


def tell(
    address: str,
    *,
    subject: "StrPromise",
    text: "StrPromise",
    path: str,
    language: str = "",
    invitation: Invitation | None = None,
) -> Mail | None:
    """Ask the outbox to send one mail with a link to `path`. No names or personal detail in subject or text.

    Both are said in the language of who gets it, so they come untranslated (`gettext_lazy`): that of their account,
    unless `language` says what they spoke. Nothing is sent without an address, or when the transaction does not commit.
    The row in the outbox is for who wants to know whether it left.
    """
    if not address:
        return None
    with translation.override(language or language_of(address) or settings.LANGUAGE_CODE):
        words = f"{text}\n\n{settings.SITE_ADDRESS}{path}\n"
        return ask_outbox(address, subject=f"Kring: {subject}", text=words, invitation=invitation)


def language_of(address: str) -> str:
    """The language that the account with this address chose, empty for everybody else (one query).

    For a resident under 18 the Dutch that says "je".
    """
    accounts = get_user_model().objects.filter(email=address.lower())
    language, born = accounts.values_list("language", "person__birth_date").first() or ("", None)
    young = born is not None and born > clock.months_after(clock.today(), -12 * ADULT)
    return TO_A_CHILD if young and language in ("", "nl") else language


def ask_outbox(address: str, *, subject: str, text: str, invitation: Invitation | None = None) -> Mail:
    """Put one mail in the outbox as it is to leave."""
    return Mail.objects.create(
        address=address,
        subject=subject,
        text=text,
        calendar=invitation.file if invitation else "",
        calendar_method=invitation.method if invitation else "",
        asked_at=clock.now(),
        try_at=clock.now(),
    )


def send_due_mails(limit: int = 50) -> int:
    """Send what is due; gives how many left. A failed one is tried again later, ever more slowly, eight times."""
    _take_back_stuck()
    sent = 0
    for mail in Mail.objects.due()[:limit]:
        if _claim(mail):
            sent += _send(mail)
    return sent


def _claim(mail: Mail) -> bool:
    """True for the one worker that may send this mail; in its own short transaction, before anything leaves."""
    claimed = Mail.objects.due().filter(pk=mail.pk).update(state=Mail.State.SENDING, try_at=clock.now())
    return claimed == 1


def _send(mail: Mail) -> bool:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    message = EmailMessage(
        subject=mail.subject,
        body=mail.text,
        to=[mail.address],
        headers={"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if mail.calendar:
        message.attach(_calendar_part(mail))
    try:
        message.send()
    except Exception as fault:
        # Whatever is wrong with this mail or the mail server, the mails behind it go on.
        _try_later(mail, fault)
        return False
    # What was sent is not kept: a link to choose a password must not lie in the database.
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, sent_at=clock.now(), text="", calendar="")
    return True


def _calendar_part(mail: Mail) -> MIMEText:
    """The file as calendars of mail programs want it (RFC 6047): its method stands in the type too."""
    part = MIMEText(mail.calendar, "calendar", "utf-8")
    part.set_param("method", mail.calendar_method)
    part.add_header("Content-Disposition", "attachment", filename="overleg.ics")
    return part


def _try_later(mail: Mail, fault: Exception) -> None:
    tries = mail.tries + 1
    # The address stays out of the server's log; the row says whose mail it is.
    logger.warning("Mail %s was not sent (try %s): %s", mail.pk, tries, type(fault).__name__)
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.FAILED if tries >= TRIES else Mail.State.WAITING,
        tries=tries,
        try_at=clock.now() + timedelta(minutes=2**tries),
    )


@transaction.atomic
def _take_back_stuck() -> None:
    """What a worker that died had claimed waits again; that counts as a try, so that no mail can kill it for ever."""
    stuck = Mail.objects.filter(state=Mail.State.SENDING, try_at__lt=clock.now() - STUCK_AFTER)
    stuck.filter(tries__gte=TRIES - 1).update(state=Mail.State.FAILED, tries=TRIES)
    stuck.update(state=Mail.State.WAITING, tries=F("tries") + 1)
