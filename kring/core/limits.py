"""How often one address on the internet may send or look up: counted, never kept as it is."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kring.core import clock

HOUR = 60 * 60


@dataclass(frozen=True)
class Limit:
    """At most `times` in an hour from one address. A school or a library shares one: do not set it low."""

    name: str
    times: int


SEND = Limit("send", 20)
LOOK_UP = Limit("look_up", 20)
# A whole team behind one address answers the invitations to its tables on one morning.
ANSWER = Limit("answer", 200)


def one_more(request: HttpRequest, limit: Limit) -> bool:
    """Count one more time for this address in this hour; True while it is within the limit.

    Only a keyed hash of address and hour is in the cache, so that two hours cannot be put side by side either.
    """
    hour = int(clock.now().timestamp()) // HOUR
    address = get_adapter(request).get_client_ip(request)
    key = salted_hmac("kring.intake.limits", f"{limit.name} {hour} {address}", algorithm="sha256").hexdigest()
    times = cache.get(key, 0) + 1
    cache.set(key, times, timeout=HOUR)
    return bool(times <= limit.times)
