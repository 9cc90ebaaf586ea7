"""Who visits which page while it is measured: professionals of many circles who have signed in."""

import uuid

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from bench.fill import uuid_of
from bench.visit import TOKEN, Visit
from kring.circles.models import Member
from kring.network.models import User

PAGES = ("home", "circle", "plan", "agreement")


def visits(page: str, households: int, count: int) -> list[Visit]:
    """`count` visits to a page by different professionals, each in another circle, spread over all households.

    Agreements are made in other circles than those whose pages are measured, so that those do not grow.
    """
    step = max(2, households // count // 2 * 2)
    # Who makes an agreement wrote the goal: the first two seats did.
    offset, places = (1, 2) if page == "agreement" else (0, 4)
    seats = [
        Member.objects.select_related("professional__user", "circle__household").get(
            pk=uuid_of("member", number % places * households + (number * step + offset) % households)
        )
        for number in range(count)
    ]
    return [_visit(page, seat, households) for seat in seats]


def _visit(page: str, seat: Member, households: int) -> Visit:
    assert seat.professional is not None
    assert seat.professional.user is not None
    user, form = seat.professional.user, None
    place, household = divmod(int(str(seat.pk)[-12:], 16), households)
    key = sign_in(user)
    facts = {
        "session": key,
        "user": user.pk,
        "professional": seat.professional_id,
        "organisation": seat.organisation_id,
        "organisation_kind": seat.professional.organisation.kind,
        "municipality": seat.circle.household.municipality_id,
        "circle": seat.circle_id,
        "circles": _circles(seat) if page == "home" else [seat.circle_id],
        "household": seat.circle.household_id,
        "seat": seat.pk,
        "trace": uuid.uuid4(),
        "name": seat.professional.name,
        "function": seat.professional.function,
        "organisation_name": seat.organisation_name,
    }
    if page == "agreement":
        facts["goal"] = uuid_of("goal", place * households + household)
        form = {
            "what": "Samen bellen met de verhuurder over de afspraak van vorige week",
            "goal": facts["goal"],
            "responsible": str(seat.pk),
            "when": "this_week",
        }
        facts["what"] = form["what"]
    name = {"agreement": "agreement_add"}.get(page, page)
    path = reverse(name) if page == "home" else reverse(name, args=[seat.circle_id])
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return Visit(path, cookie, form, facts)


def _circles(seat: Member) -> list[uuid.UUID]:
    """All circles in which this professional works."""
    seats = Member.objects.filter(professional=seat.professional, state=Member.State.ACCEPTED)
    return list(seats.values_list("circle", flat=True))


def sign_in(user: User) -> str:
    """A session of this account; gives its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    key: str = session.session_key
    return key
