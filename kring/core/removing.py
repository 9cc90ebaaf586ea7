"""The one way past the triggers of `append_only.py`: rows that are removed because their term is over."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from kring.core.models import Removing


@contextmanager
def removing() -> Iterator[None]:
    """One transaction in which kept rows may be deleted (never changed). On PostgreSQL the role must be allowed to.

    The mark is a row that only this transaction sees: it is gone again before anybody else could.
    """
    with transaction.atomic():
        mark, first = Removing.objects.get_or_create()
        yield
        if first:
            mark.delete()
