"""How Kring speaks Dutch: "u" to residents, "je" to residents under 18 and to professionals.

Sentences for residents that say "u" stand a second time in the catalogue `nl_X-je`; all others are read from `nl`.
"""

from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.utils import translation

TO_A_CHILD, ADULT = "nl-x-je", 18


def to_a_child(is_child: bool) -> AbstractContextManager[None]:
    """Within this block Dutch says "je" when it is a child; another language stays as it is."""
    return translation.override(TO_A_CHILD) if is_child and spoken() == "nl" else nullcontext()


def spoken() -> str:
    """The code of the language of now ("nl" or "en"), whoever it speaks to."""
    return (translation.get_language() or settings.LANGUAGE_CODE).partition("-")[0]
