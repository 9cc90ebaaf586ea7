"""The fixed cast: a small municipality with one household that gets help, a second one, and people around them.

Made by calling actions, as everything in Kring is.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from kring.circles import actions as circles
from kring.circles.actors import Actor, actor_for
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.households import actions as households
from kring.households.models import Authority, Household, Person, Residence, Supporter
from kring.municipality.defaults import add_life_domains
from kring.municipality.glossary import add_default_terms
from kring.municipality.models import District, LifeDomain, Municipality
from kring.network.models import Organisation, OrganisationKind, Professional, User
from kring.plans import actions as plans
from kring.plans.models import Agreement, Goal, Note, Period, Plan
from kring.sharing.around import read_around
from kring.sharing.defaults import add_default_grounds
from kring.sharing.facts import authorities_held_by, facts_of_member
from kring.sharing.rules import Facts

PASSWORD = "een lang wachtwoord voor de test"


@dataclass
class World:
    """Names to use in tests: `world.anouk` (lead), `world.ahmed` (member), `world.fatma` (resident), ..."""

    municipality: Municipality
    domains: dict[str, LifeDomain]
    organisations: dict[str, Organisation] = field(default_factory=dict)

    # Professionals: the lead, a member of the housing corporation, mental health, front door, one who left,
    # a stranger, the privacy officer, and one who is invited but has not answered.
    anouk: Professional = field(init=False)
    ahmed: Professional = field(init=False)
    gees: Professional = field(init=False)
    door: Professional = field(init=False)
    left: Professional = field(init=False)
    stranger: Professional = field(init=False)
    officer: Professional = field(init=False)
    invited: Professional = field(init=False)
    # The household De W.: mother, son of 14, grandmother as supporter; and a second household.
    fatma: Person = field(init=False)
    sam: Person = field(init=False)
    supporter: Supporter = field(init=False)
    household: Household = field(init=False)
    other_person: Person = field(init=False)
    other_household: Household = field(init=False)

    circle: Circle = field(init=False)
    other_circle: Circle = field(init=False)
    lead: Lead = field(init=False)
    plan: Plan = field(init=False)
    goal: Goal = field(init=False)
    second_goal: Goal = field(init=False)
    agreement: Agreement = field(init=False)
    health_note: Note = field(init=False)
    money_note: Note = field(init=False)

    def actor(self, who: Professional | Person | Supporter) -> Actor:
        """The actor behind somebody of the cast."""
        assert who.user is not None
        return actor_for(User.objects.get(pk=who.user.pk))

    def seat(self, who: Professional | Person | Supporter, circle: Circle | None = None) -> Member:
        """Their last seat in a circle (that of household De W. unless said), with what pages read along."""
        key = {Professional: "professional", Person: "person", Supporter: "supporter"}[type(who)]
        return (
            Member.objects.select_related("circle__household__municipality", "organisation", "professional", "person")
            .filter(circle=circle or self.circle, **{key: who})
            .latest("invited_at")
        )

    def facts(self, who: Professional | Person | Supporter, circle: Circle | None = None) -> Facts:
        """What counts for somebody of the cast in a circle, as the database has it now."""
        return facts_of_seat(self.seat(who, circle))

    @cached_property
    def period(self) -> Period:
        return self.plan.periods.get(ended_at__isnull=True)


def facts_of_seat(seat: Member) -> Facts:
    """What counts for one seat, as the database has it now."""
    held = authorities_held_by(seat.person) if seat.person else []
    return facts_of_member(seat, read_around([seat.circle_id]), held)


def make_world() -> World:
    """The whole cast, on the day that the clock tells."""
    municipality = Municipality.objects.create(name="Teststad")
    add_life_domains(municipality)
    add_default_grounds(municipality)
    add_default_terms(municipality)
    world = World(municipality, {d.key: d for d in municipality.life_domains.all()})
    District.objects.create(municipality=municipality, name="Noord")
    for kind, name in [
        (OrganisationKind.NEIGHBOURHOOD_TEAM, "Wijkteam Noord"),
        (OrganisationKind.HOUSING, "Woonstee"),
        (OrganisationKind.MENTAL_HEALTH, "GGZ De Brug"),
        (OrganisationKind.FRONT_DOOR, "Toegang Teststad"),
        (OrganisationKind.DEBT_HELP, "Schuldhulp Teststad"),
        (OrganisationKind.WELFARE, "Buurtplein"),
    ]:
        world.organisations[kind] = Organisation.objects.create(
            municipality=municipality, name=name, kind=kind, email=f"{kind}@example.nl"
        )
    _professionals(world)
    _households(world)
    _circle(world)
    return world


def _professionals(world: World) -> None:
    cast = [
        ("anouk", "Anouk Bakker", "wijkcoach", OrganisationKind.NEIGHBOURHOOD_TEAM, False),
        ("ahmed", "Ahmed El Amrani", "woonconsulent", OrganisationKind.HOUSING, False),
        ("gees", "Gees Postma", "behandelaar", OrganisationKind.MENTAL_HEALTH, False),
        ("door", "Dorien Vos", "medewerker toegang", OrganisationKind.FRONT_DOOR, True),
        ("left", "Lex Smit", "schuldhulpverlener", OrganisationKind.DEBT_HELP, False),
        ("stranger", "Stef Vreeman", "buurtcoach", OrganisationKind.WELFARE, False),
        ("invited", "Inge Visser", "schuldhulpverlener", OrganisationKind.DEBT_HELP, False),
        ("officer", "Paul Meijer", "functionaris gegevensbescherming", OrganisationKind.FRONT_DOOR, False),
    ]
    for attribute, name, function, kind, triage in cast:
        email = f"{attribute}@example.nl"
        job = Professional.objects.create(
            user=User.objects.create_user(email, PASSWORD),
            organisation=world.organisations[kind],
            name=name,
            function=function,
            phone="0612345678",
            email=email,
            does_triage=triage,
            is_privacy_officer=attribute == "officer",
        )
        setattr(world, attribute, job)


def _households(world: World) -> None:
    municipality, today = world.municipality, clock.today()
    world.fatma = households.add_person(
        municipality,
        given_name="Fatma",
        prefix="de",
        family_name="Wit",
        birth_date=date(1985, 3, 14),
        phone="0687654321",
        user=User.objects.create_user("fatma@example.nl", PASSWORD),
        by=None,
    )
    world.sam = households.add_person(
        municipality,
        given_name="Sam",
        prefix="de",
        family_name="Wit",
        birth_date=today.replace(day=1) - timedelta(days=14 * 365 + 30),
        by=None,
    )
    world.household = households.add_household(
        municipality,
        name="De Wit",
        street="Lindelaan",
        house_number="12",
        postcode="1234 AB",
        district=municipality.districts.get(),
        by=None,
    )
    households.move_in(world.household, world.fatma, by=None)
    households.move_in(world.household, world.sam, part=Residence.Part.CHILD, by=None)
    households.give_authority(world.sam, holder=world.fatma, kind=Authority.Kind.PARENT, by=None)
    world.supporter = households.add_supporter(
        world.fatma,
        name="Riet de Wit",
        relation="moeder",
        user=User.objects.create_user("riet@example.nl", PASSWORD),
        by=None,
    )
    world.other_person = households.add_person(
        municipality,
        given_name="Bas",
        family_name="Yilmaz",
        user=User.objects.create_user("bas@example.nl", PASSWORD),
        by=None,
    )
    world.other_household = households.add_household(municipality, name="Yilmaz", by=None)
    households.move_in(world.other_household, world.other_person, by=None)


def _circle(world: World) -> None:
    anouk = world.actor(world.anouk)
    world.circle = circles.open_circle(
        world.household, purpose="Samen zorgen dat het gezin kan blijven wonen.", by=anouk, role="wijkcoach"
    )
    seat = world.seat(world.anouk)
    for who in (world.ahmed, world.gees, world.left):
        member = circles.invite(world.circle, by=anouk, seat=seat, professional=who)
        circles.accept_invitation(member, by=world.actor(who), goal="Helpen")
    circles.invite(world.circle, by=anouk, seat=seat, professional=world.invited, why="Er zijn schulden.")
    for key, who in (("person", world.fatma), ("supporter", world.supporter)):
        member = circles.invite(world.circle, by=anouk, seat=seat, **{key: who})  # type: ignore[arg-type]
        circles.accept_invitation(member, by=world.actor(who))
    world.lead = circles.accept_lead(circles.offer_lead(seat, by=anouk, seat=seat), by=anouk)
    world.plan = plans.start_plan(world.circle, by=anouk, seat=seat)
    plans.say_what_matters(
        world.circle,
        words="Dat Sam op zijn school kan blijven.",
        by=world.actor(world.fatma),
        seat=world.seat(world.fatma),
    )
    plans.agree_message(world.circle, words="Eerst de huur, dan de rest.", by=anouk, seat=seat)
    world.goal = plans.add_goal(
        world.plan, result="De huur is weer op orde", life_domain=world.domains["wonen"], by=anouk, seat=seat
    )
    world.second_goal = plans.add_goal(
        world.plan,
        result="Rust in het hoofd",
        life_domain=world.domains["psyche"],
        by=anouk,
        seat=seat,
        waits_for=world.goal,
    )
    world.agreement = plans.add_agreement(
        world.goal,
        what="Bellen met de deurwaarder",
        who=world.seat(world.ahmed),
        due_on=clock.today() + timedelta(days=3),
        by=anouk,
        seat=seat,
    )
    world.money_note = plans.write_note(
        world.circle,
        text="Er ligt een brief van de deurwaarder.",
        life_domain=world.domains["wonen"],
        by=anouk,
        seat=seat,
    )
    world.health_note = plans.write_note(
        world.circle,
        text="De medicatie is veranderd.",
        life_domain=world.domains["psyche"],
        about=world.fatma,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    plans.leave_with_handover(world.seat(world.left), text="De schulden staan op een rij.", by=world.actor(world.left))
    stranger = world.actor(world.stranger)
    world.other_circle = circles.open_circle(world.other_household, purpose="Werk vinden.", by=stranger)
    plans.start_plan(world.other_circle, by=stranger, seat=world.seat(world.stranger, world.other_circle))
