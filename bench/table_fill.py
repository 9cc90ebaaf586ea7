"""Circles with a talk that goes on, made by the actions of Kring, for `script/bench table`; prints what to visit."""

import json
import sys
from datetime import time
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (after django.setup)
from django.contrib.auth.hashers import make_password  # noqa: E402

from bench.visit import TOKEN  # noqa: E402
from bench.visits import sign_in  # noqa: E402
from kring.circles import actions as circles  # noqa: E402
from kring.circles.actors import actor_for  # noqa: E402
from kring.circles.models import Member  # noqa: E402
from kring.core import clock  # noqa: E402
from kring.households import actions as households  # noqa: E402
from kring.log.seals.sealing import seal_all_looks  # noqa: E402
from kring.meetings import actions as meetings  # noqa: E402
from kring.municipality.defaults import add_life_domains  # noqa: E402
from kring.municipality.models import Municipality  # noqa: E402
from kring.network.models import Organisation, OrganisationKind, Professional, User  # noqa: E402
from kring.plans import actions as plans  # noqa: E402
from kring.sharing.defaults import add_default_grounds  # noqa: E402

RELATED = ("circle__household__municipality", "organisation", "professional")


class Town:
    """A municipality with two organisations: one with a task in housing, one without."""

    def __init__(self) -> None:
        self.town = Municipality.objects.create(name="Meetstad")
        add_life_domains(self.town)
        add_default_grounds(self.town)
        kinds = (OrganisationKind.NEIGHBOURHOOD_TEAM, OrganisationKind.MENTAL_HEALTH)
        self.team, self.clinic = (
            Organisation.objects.create(municipality=self.town, name=kind.label, kind=kind) for kind in kinds
        )
        self.password, self.count = make_password("meten"), 0

    def professional(self, organisation: Organisation) -> Professional:
        self.count += 1
        user = User.objects.create(email=f"meet{self.count}@example.nl", password=self.password)
        return Professional.objects.create(
            user=user, organisation=organisation, name=f"Meet {self.count}", function="wijkcoach", email=user.email
        )

    def table(self, size: int) -> dict[str, Any]:
        """A circle of `size` professionals around a family; the last one has no ground for housing."""
        people = [self.professional(self.team) for _one in range(size - 1)] + [self.professional(self.clinic)]
        lead = actor_for(people[0].user)
        home = households.add_household(self.town, name=f"Meting {self.count}", by=None)
        person = households.add_person(self.town, given_name="Meta", family_name="Meting", by=None)
        households.move_in(home, person, by=None)
        circle = circles.open_circle(home, purpose="Meten.", by=lead, role="wijkcoach")
        seat = _seat(circle, people[0])
        for one in people[1:]:
            asked = circles.invite(circle, by=lead, seat=seat, professional=one)
            circles.accept_invitation(asked, by=actor_for(one.user), goal="Helpen")
        plan = plans.start_plan(circle, by=lead, seat=seat)
        housing = self.town.life_domains.get(key="wonen")
        goal = plans.add_goal(plan, result="De huur op orde", life_domain=housing, by=lead, seat=seat)
        meeting = meetings.call_meeting(name="Tafel", day=clock.today(), at=time(13), asked=people[1:], by=lead)
        words = {"question": "Hoe nu?", "hoped_for": "Rust", "not_invited_why": "Een meting."}
        talk = meetings.bring(circle, meeting, **words, by=lead, seat=seat)
        meetings.begin(talk, by=lead, seat=seat)
        return {
            "page": f"/kringen/{circle.pk}/tafels/{talk.pk}/",
            "live": f"/tafels/nu/{talk.pk}/",
            "writer": _cookie(people[0]),
            "readers": [_cookie(one) for one in people[1:-1]],
            "closed": _cookie(people[-1]),
            "stranger": _cookie(self.professional(self.team)),
            "goal": str(goal.pk),
            "responsible": str(seat.pk),
        }


def _seat(circle: Any, who: Professional) -> Member:
    return Member.objects.select_related(*RELATED).get(circle=circle, professional=who)


def _cookie(who: Professional) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={sign_in(who.user)}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def main() -> None:
    """One table of so many people, and so many tables of eight."""
    town = Town()
    rows = [town.table(int(sys.argv[1])), *(town.table(8) for _one in range(int(sys.argv[2])))]
    seal_all_looks()
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
