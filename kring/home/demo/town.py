"""What every story of the demo needs at hand: the municipality, its people, and the days."""

from dataclasses import dataclass, field
from functools import cached_property

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.home.demo.days import Days
from kring.households.models import Household, Person, Residence
from kring.municipality.models import District, LifeDomain, Municipality
from kring.network.models import Organisation, Professional, User
from kring.plans.models import Period, Plan


@dataclass
class Town:
    """The municipality of the demo, with its professionals by key (`sanne`, `anouk`, ...)."""

    municipality: Municipality
    days: Days
    workers: dict[str, Professional]
    _addresses: set[str] = field(default_factory=set)
    _phones: int = 100

    @cached_property
    def domains(self) -> dict[str, LifeDomain]:
        return {domain.key: domain for domain in self.municipality.life_domains.all()}

    @cached_property
    def districts(self) -> dict[str, District]:
        return {district.name: district for district in self.municipality.districts.all()}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {organisation.code: organisation for organisation in self.municipality.organisations.all()}

    @cached_property
    def worker_actors(self) -> dict[str, Actor]:
        return {key: Actor(user=_user(job), professional=job) for key, job in self.workers.items()}

    def account(self, name: str) -> User:
        """A new account without password for a resident or supporter: `fatma@kring.example`."""
        plain = "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
        address, number = plain, 2
        while address in self._addresses or address in self.workers:
            address, number = f"{plain}{number}", number + 1
        self._addresses.add(address)
        return User.objects.create_user(f"{address}@kring.example", joined_at=self.days.now)

    def phone(self) -> str:
        """The next number that nobody can have: no mobile number starts with 06-0."""
        self._phones += 1
        return f"06-00000{self._phones:03d}"


@dataclass
class Home:
    """A household of the demo with what its story gathers: people, seats and the plan, by key."""

    household: Household
    persons: dict[str, Person] = field(default_factory=dict)
    residences: dict[str, Residence] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    seats: dict[str, Member] = field(default_factory=dict)
    circle: Circle | None = None
    plan: Plan | None = None
    period: Period | None = None
    lead: Lead | None = None
    offer: Lead | None = None


def _user(job: Professional) -> User:
    assert job.user is not None  # noqa: S101 (make_professionals)
    return job.user
