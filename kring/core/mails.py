"""Mail that leaves through the outbox: a row in the same transaction, sent by the worker."""

from django.conf import settings
from django.core.mail import EmailMessage


def tell(address: str, *, subject: str, text: str, path: str) -> None:
    """Ask the outbox to send one mail with a link to `path`. No names or personal detail in subject or text.

    Nothing is sent without an address, or when the transaction does not commit.
    """
    if address:
        EmailMessage(subject=subject, body=f"{text}\n\n{settings.SITE_ADDRESS}{path}\n", to=[address]).send()
