"""Whole worlds drawn at random, and a plain answer to "may they read it?" that shares no code with the rules.

Two households with a circle each, professionals of many kinds, residents of all ages, supporters; seats taken and left,
consent given, ended and withdrawn, crises, covenants, readers named, things withheld, lines of the catalogue that begin
and end. The rows are in the database; what the oracle needs is kept beside it as plain Python.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.households.models import Authority, Household, Person, Residence, Supporter
from kring.municipality.models import LifeDomain, Municipality
from kring.network.models import Law, Organisation, OrganisationKind, Professional, User
from kring.plans.models import Note
from kring.sharing.around import read_around
from kring.sharing.facts import facts_of_actor
from kring.sharing.models import (
    Consent,
    Covenant,
    CrisisAccess,
    Ground,
    Item,
    Opening,
    PersonGroup,
    Readership,
    RulesVersion,
    ShareRequest,
    Visit,
    Withholding,
)
from kring.sharing.rules import Facts

KINDS = [OrganisationKind.NEIGHBOURHOOD_TEAM, OrganisationKind.YOUTH_TEAM, OrganisationKind.MENTAL_HEALTH]
LAWS = [Law.WMO, Law.YOUTH, Law.CARE, Law.NONE, Law.OWN]
AGES = (8, 13, 16, 17, 45, None)
FAR = timedelta(days=3000)

Reader = Professional | Person | Supporter


@dataclass
class Drawn:
    """One world, at one moment."""

    dice: random.Random
    now: datetime
    at: datetime
    municipality: Municipality
    domains: list[LifeDomain] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    professionals: list[Professional] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    # Rows of persons that were joined with others: what was written about them is about the others.
    before: list[Person] = field(default_factory=list)
    supporters: list[Supporter] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    homes: list[Residence] = field(default_factory=list)
    authorities: list[Authority] = field(default_factory=list)
    seats: list[Member] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    # Sets beside the rows that hold them: groups, readerships, and what consents and covenants point at.
    groups: dict[UUID, set[Person]] = field(default_factory=dict)
    group_in: dict[UUID, Circle] = field(default_factory=dict)
    readerships: dict[UUID, set[Any]] = field(default_factory=dict)
    readers_in: dict[UUID, UUID] = field(default_factory=dict)
    consents: list[tuple[Consent, set[LifeDomain], set[Any]]] = field(default_factory=list)
    covenants: list[tuple[Covenant, set[LifeDomain], set[Organisation]]] = field(default_factory=list)
    shares: list[ShareRequest] = field(default_factory=list)
    opened: list[Opening] = field(default_factory=list)
    crises: list[CrisisAccess] = field(default_factory=list)
    withheld: list[Withholding] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    items: list[Note] = field(default_factory=list)
    # What the oracle worked out before, once the world stands.
    known: dict[Any, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()

    def some(self, rows: list[Any], most: int) -> list[Any]:
        return self.dice.sample(rows, self.dice.randint(0, min(most, len(rows))))

    def moment(self) -> datetime:
        """Some moment around the one that is asked about, often just before or after it."""
        steps = [timedelta(days=-400), timedelta(days=-30), timedelta(days=-1), -timedelta(seconds=1)]
        return self.at + self.dice.choice([*steps, timedelta(0), timedelta(seconds=1), timedelta(days=1), FAR / 10])

    def later_or_none(self, moment: datetime) -> datetime | None:
        return self.dice.choice([None, None, moment + timedelta(days=self.dice.choice([0, 1, 30, 500]))])

    def readers(self) -> list[Reader]:
        return [*self.professionals, *self.persons, *self.supporters]

    def seats_of(self, reader: Reader) -> list[Member]:
        """Their seats that were taken and not left at the moment."""
        return self.once(("seats", reader.pk), lambda: self._seats_of(reader))

    def once(self, key: Any, work_out: Callable[[], Any]) -> Any:
        if key not in self.known:
            self.known[key] = work_out()
        return self.known[key]

    def _seats_of(self, reader: Reader) -> list[Member]:
        taken = (Member.State.ACCEPTED, Member.State.LEFT)
        return [
            seat
            for seat in self.seats
            if seat.who == reader
            and seat.state in taken
            and seat.answered_at is not None
            and seat.answered_at <= self.at
            and (seat.left_at is None or seat.left_at > self.at)
        ]

    def facts_of(self, reader: Reader, only: Circle | None = None) -> Facts:
        """The facts as the product binds them, out of the database: over all circles, or over one."""
        seats = [seat for seat in self.seats_of(reader) if only in (None, seat.circle)]
        circles = self.circles if isinstance(reader, Professional) else [seat.circle for seat in seats]
        circles = [only] if only else circles
        around = read_around([circle.pk for circle in circles], at=self.at)
        return facts_of_actor(actor_of(reader), seats, around)


def actor_of(reader: Reader) -> Actor:
    """Who asks, without an account."""
    if isinstance(reader, Professional):
        return Actor(User(), professional=reader)
    return Actor(User(), person=reader) if isinstance(reader, Person) else Actor(User(), supporters=(reader,))


def draw(seed: int, account: User) -> Drawn:
    """A world out of a seed; `account` is whom the rows name as who did it. Its rows are in the database."""
    dice, now = random.Random(seed), clock.now().replace(microsecond=0)
    at = now + timedelta(days=dice.choice([0, 0, -20, -200, 40]))
    world = Drawn(dice, now, at, Municipality.objects.create(name=f"Gemeente {seed}"))
    _places(world, account)
    _people(world)
    _seats(world)
    _catalogue(world)
    _items(world)
    _openings(world, account)
    return world


def _places(world: Drawn, account: User) -> None:
    world.domains = LifeDomain.objects.bulk_create(
        LifeDomain(municipality=world.municipality, key=key, name=key) for key in ("geld", "d1", "d2")
    )
    world.organisations = Organisation.objects.bulk_create(
        Organisation(municipality=world.municipality, name=f"Organisatie {n}", kind=kind)
        for n, kind in enumerate([*KINDS, KINDS[0]])
    )
    world.professionals = Professional.objects.bulk_create(
        Professional(organisation=world.organisations[n % 4], name=f"Professional {n}", function="f") for n in range(6)
    )
    households = Household.objects.bulk_create(
        Household(municipality=world.municipality, name=f"Huis {n}") for n in range(2)
    )
    world.circles = Circle.objects.bulk_create(
        Circle(
            household=household,
            purpose="Samen",
            opened_by=account,
            opened_at=world.at - FAR,
            history_opens=world.dice.random() < 0.6,
        )
        for household in households
    )


def _people(world: Drawn) -> None:
    dice, day = world.dice, world.day
    world.persons = Person.objects.bulk_create(
        Person(
            municipality=world.municipality,
            given_name=f"Persoon {n}",
            family_name="X",
            birth_date=_birthday(day, age, dice) if age is not None else None,
        )
        for n, age in enumerate(AGES)
    )
    world.before = Person.objects.bulk_create(
        Person(municipality=world.municipality, given_name="Eerder", family_name="X", same_as=world.persons[n])
        for n in (1, 4)
    )
    for person in world.persons:
        for circle in world.some(world.circles, 2):
            since = world.moment().date()
            until = world.later_or_none(world.moment())
            if until is None or until.date() >= since:
                home = Residence(household=circle.household, person=person, since=since)
                home.until = until.date() if until else None
                world.homes.append(home)
    Residence.objects.bulk_create(world.homes)
    grown = [person for person in world.persons if person.birth_date is None or _age(person, day) >= 18]
    for about in world.persons:
        for holder in grown:
            if holder != about and dice.random() < 0.4:
                for_adults = [Authority.Kind.MENTOR, Authority.Kind.ADMINISTRATOR]
                kind = Authority.Kind.PARENT if about not in grown else dice.choice(for_adults)
                since = world.moment().date()
                until = dice.choice([None, None, since + timedelta(days=dice.choice([0, 1, 500]))])
                authority = Authority(about=about, holder=holder, kind=kind, since=since, until=until)
                world.authorities.append(authority)
    Authority.objects.bulk_create(world.authorities)
    world.supporters = Supporter.objects.bulk_create(
        Supporter(supports=world.persons[n], name=f"Naaste {n}", relation="buur") for n in (0, 4)
    )


def _birthday(day: date, age: int, dice: random.Random) -> date:
    """Born so that they are `age` on the day, now and then exactly today or only tomorrow."""
    born = day.replace(day=min(day.day, 28), year=day.year - age)
    return born + timedelta(days=dice.choice([0, 1, -100]))


def _age(person: Person, day: date) -> int:
    born = person.birth_date
    assert born is not None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _seats(world: Drawn) -> None:
    dice = world.dice
    for circle in world.circles:
        for who in world.readers():
            if dice.random() < 0.25:
                continue
            state = dice.choice([Member.State.ACCEPTED] * 5 + [Member.State.LEFT] * 2 + [Member.State.INVITED])
            seat = Member(circle=circle, state=state, invited_at=world.at - FAR)
            seat.answered_at = None if state == Member.State.INVITED else world.moment()
            if state == Member.State.LEFT:
                seat.left_at = world.moment()
            if isinstance(who, Professional):
                seat.professional, seat.organisation = who, who.organisation
            elif isinstance(who, Person):
                seat.person = who
            else:
                seat.supporter = who
            world.seats.append(seat)
    if not world.seats:
        world.seats.append(Member(circle=world.circles[0], person=world.persons[0], invited_at=world.at - FAR))
    Member.objects.bulk_create(world.seats)


def _catalogue(world: Drawn) -> None:
    dice = world.dice
    version = RulesVersion.objects.create(municipality=world.municipality, number=1, why="Begin")
    for kind in KINDS:
        for domain in world.domains:
            if dice.random() < 0.7:
                since = world.moment()
                line = Ground(
                    basis=Ground.Basis.TASK,
                    organisation_kind=kind,
                    life_domain=domain,
                    up_to=dice.choice([1, 1, 2, 3]),
                    not_from=[str(law) for law in world.some(LAWS, 2)],
                    about=dice.choice(Ground.About.values),
                    since=since,
                    until=world.later_or_none(since),
                )
                world.grounds.append(line)
    if dice.random() < 0.7:
        world.grounds.append(Ground(basis=Ground.Basis.VITAL, up_to=dice.choice([1, 2]), since=world.moment()))
    for line in world.grounds:
        line.municipality, line.added_in, line.why = world.municipality, version, "Taak"
    Ground.objects.bulk_create(world.grounds)


def _items(world: Drawn) -> None:
    dice = world.dice
    for circle in world.circles:
        for persons in ([world.persons[0], world.persons[4]], [world.persons[2], world.persons[4], world.persons[5]]):
            group = PersonGroup.objects.create(circle=circle, key=str(len(persons)))
            group.persons.set(persons)
            world.groups[group.pk] = set(persons)
            world.group_in[group.pk] = circle
        organisations, members = world.some(world.organisations, 2), world.some(world.seats, 3)
        readership = Readership.objects.create(circle=circle, key="r")
        readership.organisations.set(organisations)
        readership.members.set(members)
        world.readerships[readership.pk] = {*organisations, *members}
        world.readers_in[circle.pk] = readership.pk
    for _number in range(72):
        world.items.append(_item(world, dice))
    Note.objects.bulk_create(world.items)


def _item(world: Drawn, dice: random.Random) -> Note:
    circle = dice.choice(world.circles)
    groups = [group for group, place in world.group_in.items() if place == circle] if dice.random() < 0.2 else []
    audience = dice.choice([Item.Audience.CIRCLE] * 4 + [Item.Audience.NAMED] * 2 + ["organisation", "visit"])
    named = world.readers_in[circle.pk] if audience == Item.Audience.NAMED else None
    author = dice.choice(world.seats)
    return Note(
        text="Iets.",
        circle=circle,
        about=None if groups or dice.random() < 0.35 else dice.choice([*world.persons, *world.before]),
        about_group_id=dice.choice(groups) if groups else None,
        life_domain=None if dice.random() < 0.15 else dice.choice(world.domains),
        sensitivity=dice.choice([1, 1, 1, 2, 2, 3]),
        audience=audience,
        readership_id=named,
        author=author,
        author_organisation=dice.choice([author.organisation, *world.organisations, None]),
        written_under=dice.choice(LAWS),
        written_at=world.moment(),
        for_member=dice.choice([None] * 6 + [dice.choice(world.seats)]),
    )


def _openings(world: Drawn, account: User) -> None:
    dice = world.dice
    for _number in range(14):
        _consent(world)
    for _number in range(dice.randint(0, 2)):
        since = world.moment()
        covenant = Covenant.objects.create(
            municipality=world.municipality,
            name="Convenant",
            purpose="p",
            why_resident="w",
            up_to=dice.choice([1, 2, 3]),
            since=since,
            until=since + timedelta(days=dice.choice([0, 1, 30, 900])),
            added_in=RulesVersion.objects.get(municipality=world.municipality),
        )
        domains, parties = world.some(world.domains, 2), world.some(world.organisations, 3)
        covenant.life_domains.set(domains)
        covenant.parties.set(parties)
        world.covenants.append((covenant, set(domains), set(parties)))
    for item in world.some(world.items, 24):
        _knock(world, item, account)
    for item in world.some(world.items, 24):
        _opened(world, item)
    Opening.objects.bulk_create(world.opened)
    for circle in world.circles:
        for professional in world.some(world.professionals, 2):
            since = world.moment()
            crisis = CrisisAccess(circle=circle, professional=professional, organisation=professional.organisation)
            crisis.danger, crisis.words, crisis.since = "life", "Gevaar", since
            crisis.until = since + timedelta(hours=dice.choice([1, 24, 72]))
            world.crises.append(crisis)
    CrisisAccess.objects.bulk_create(world.crises)
    for item in world.some(world.items, 24):
        since, ended = world.moment(), world.later_or_none(world.moment())
        row = Withholding(circle=item.circle, kind="note", item=item.pk, why="safety", by=item.author, since=since)
        row.until = (since + timedelta(days=dice.choice([0, 1, 60]))).date()
        row.ended_at, row.ended_by = ended, account if ended else None
        world.withheld.append(row)
    Withholding.objects.bulk_create(world.withheld)
    for seat in world.some(world.seats, 6):
        visit = Visit(circle=seat.circle, member=seat, on=world.day + timedelta(days=dice.choice([-1, 0, 1, 2])))
        visit.said_at = world.moment()
        world.visits.append(visit)
    Visit.objects.bulk_create(world.visits)


def _consent(world: Drawn) -> None:
    dice = world.dice
    given = world.moment()
    ended = world.later_or_none(given)
    consent = Consent.objects.create(
        circle=dice.choice(world.circles),
        about=dice.choice([*world.persons, *world.persons, *world.before]),
        up_to=dice.choice([1, 2, 2]),
        purpose="p",
        state=Consent.State.WITHDRAWN if ended else Consent.State.GIVEN,
        asked_by=dice.choice(world.seats),
        asked_at=world.at - FAR,
        given_at=given,
        ended_at=ended,
        until=(given + timedelta(days=dice.choice([0, 1, 30, 500, 2000]))).date(),
    )
    domains = dice.choice([world.domains, world.some(world.domains, 2)])
    organisations, supporters = world.some(world.organisations, 3), world.some(world.supporters, 2)
    consent.life_domains.set(domains)
    consent.organisations.set(organisations)
    consent.supporters.set(supporters)
    world.consents.append((consent, set(domains), {*organisations, *supporters}))


def _knock(world: Drawn, item: Note, account: User) -> None:
    dice = world.dice
    request = ShareRequest(circle=item.circle, kind="note", item=item.pk, why="w", asked_by=dice.choice(world.seats))
    request.asks, request.author = ShareRequest.Asks.AUTHOR, item.author
    request.state = dice.choice([ShareRequest.State.GRANTED] * 4 + [ShareRequest.State.ASKED])
    if request.state == ShareRequest.State.GRANTED:
        request.answered_at, request.answered_by = world.moment(), account
        request.until = (request.answered_at + timedelta(days=dice.choice([0, 1, 30]))).date()
        request.ended_at = world.later_or_none(request.answered_at)
    request.save()
    world.shares.append(request)


def _opened(world: Drawn, item: Note) -> None:
    dice, since = world.dice, world.moment()
    own = [seat for seat in world.seats if seat.supporter] or world.seats
    by = [seat for seat in world.seats if seat.person] or world.seats
    row = Opening(circle=item.circle, kind="note", item=item.pk, goes_with=item.pk, since=since)
    row.to, row.by = dice.choice([*own, *own, dice.choice(world.seats)]), dice.choice(by)
    row.until = (since + timedelta(days=dice.choice([0, 1, 30]))).date()
    row.ended_at = world.later_or_none(since)
    if row.to != row.by:
        world.opened.append(row)


def oracle(world: Drawn, reader: Reader, item: Note) -> bool:
    """May this reader read this item at the moment of the world? Said again in plain words."""
    return any(_ways_in(world, reader, item))


def _ways_in(world: Drawn, reader: Reader, item: Note) -> Iterator[bool]:
    at, day, seats = world.at, world.day, world.seats_of(reader)
    here = [seat for seat in seats if seat.circle == item.circle]
    whole_home = item.about is None and item.about_group_id is None
    plain = item.life_domain is None and item.sensitivity == 1
    if isinstance(reader, Professional):
        yield item.author_organisation == reader.organisation
        yield _crisis(world, reader, item)
    if not seats:
        return
    yield item.for_member in seats
    hidden = any(
        row.item == item.pk and row.since <= at and row.until >= day and (row.ended_at is None or row.ended_at > at)
        for row in world.withheld
    )
    if isinstance(reader, Person):
        mine = world.once(("mine", reader.pk), lambda: {reader, *_decided_for(world, reader)})
        if item.life_domain == world.domains[0]:
            mine = mine | world.once(("money", reader.pk), lambda: _administered_by(world, reader))
        about_mine = _about(world, reader, item) in mine or bool(_persons_in(world, item) & mine)
        at_home = whole_home and reader in _home(world, item.circle)
        frame = whole_home and plain and item.audience == "circle"
        yield bool(here) and not hidden and (about_mine or at_home or frame)
        return
    receivers = {*seats, *(seat.organisation for seat in seats if seat.organisation)}
    yield any(
        share.item == item.pk
        and share.state == "granted"
        and share.answered_at is not None
        and share.answered_at <= at
        and share.until is not None
        and share.until >= day
        and (share.ended_at is None or share.ended_at > at)
        and (share.asked_by.organisation or share.asked_by) in receivers
        and (isinstance(reader, Professional) or share.circle in {seat.circle for seat in seats})
        for share in world.shares
    )
    yield (
        isinstance(reader, Supporter)
        and not hidden
        and any(
            row.item == item.pk
            and row.to in seats
            and row.circle in {seat.circle for seat in seats}
            and row.since <= at
            and row.until >= day
            and (row.ended_at is None or row.ended_at > at)
            and row.by in world.once(("sat", row.by.pk), lambda row=row: world.seats_of(row.by.who))
            for row in world.opened
        )
    )
    yield (
        isinstance(reader, Professional)
        and item.audience == "visit"
        and any(
            visit.member in here and visit.said_at <= at and day <= visit.on <= day + timedelta(days=1)
            for visit in world.visits
        )
    )
    if not here:
        return
    if not item.circle.history_opens and item.written_at < min(seat.answered_at or at for seat in here):
        return
    if item.audience in ("organisation", "visit"):
        return
    if item.audience == "named" and not (world.readerships[item.readership_id] & receivers):  # type: ignore[index]
        return
    if isinstance(reader, Professional):
        yield plain
        yield item.written_under == "zelf"
        yield _task(world, reader, item)
        yield any(
            item.author_organisation in parties
            and reader.organisation in parties
            and item.author_organisation != reader.organisation
            and item.life_domain in domains
            and item.sensitivity <= covenant.up_to
            and covenant.since <= at < covenant.until
            for covenant, domains, parties in world.covenants
        )
        yield _consented(world, reader, reader.organisation, item)
    else:
        yield _consented(world, reader, reader, item)


def _one(world: Drawn, reader: Reader, person: Person) -> Person:
    """Somebody under the row that counts now, where that row lived or sat in what the reader sees."""
    kept = person.same_as
    if kept is None:
        return person
    circles = world.circles if isinstance(reader, Professional) else [seat.circle for seat in world.seats_of(reader)]
    lived = any(home.person == kept and home.household in {one.household for one in circles} for home in world.homes)
    sat = any(seat.person == kept and seat.circle in circles for seat in world.seats)
    return kept if lived or sat else person


def _about(world: Drawn, reader: Reader, item: Note) -> Person | None:
    return _one(world, reader, item.about) if item.about else None


def _home(world: Drawn, circle: Circle) -> set[Person]:
    def here_today() -> set[Person]:
        return {
            home.person
            for home in world.homes
            if home.household == circle.household
            and home.since <= world.day
            and (home.until is None or home.until > world.day)
        }

    home: set[Person] = world.once(("home", circle.pk), here_today)
    return home


def _persons_in(world: Drawn, item: Note) -> set[Person]:
    return world.groups[item.about_group_id] if item.about_group_id else set()


def _decided_for(world: Drawn, reader: Person) -> list[Person]:
    return [about for about in world.persons if _decides_for(world, reader, about)]


def _decides_for(world: Drawn, reader: Person, about: Person) -> bool:
    held = _held(world, reader, about) - {"bewind"}
    young_adult = about.birth_date is None or _age(about, world.day) >= 16
    return bool(held - {"gezag"} if young_adult else held)


def _administered_by(world: Drawn, reader: Person) -> set[Person]:
    return {one for one in world.persons if "bewind" in _held(world, reader, one)}


def _held(world: Drawn, reader: Person, about: Person) -> set[str]:
    return {
        authority.kind
        for authority in world.authorities
        if authority.about == about
        and authority.holder == reader
        and authority.since <= world.day
        and (authority.until is None or authority.until > world.day)
    }


def _task(world: Drawn, reader: Professional, item: Note) -> bool:
    concerned = {_about(world, reader, item)} if item.about else _persons_in(world, item) or _home(world, item.circle)
    young = {person for person in concerned if person.birth_date and _age(person, world.day) < 18}
    # A child counts as such where it lives or lived in one of the households.
    households = {circle.household for circle in world.circles}
    known = {home.person for home in world.homes if home.household in households and home.since <= world.day}
    return any(
        line.basis == "task"
        and line.organisation_kind == reader.organisation.kind
        and line.life_domain == item.life_domain
        and item.sensitivity <= line.up_to
        and item.written_under not in line.not_from
        and line.since <= world.at
        and (line.until is None or line.until > world.at)
        and (line.about == "anybody" or bool(young & known))
        for line in world.grounds
    )


def _consented(world: Drawn, reader: Reader, receiver: Any, item: Note) -> bool:
    concerned = {_about(world, reader, item)} if item.about else _persons_in(world, item) or _home(world, item.circle)
    if not concerned or item.life_domain is None:
        return False
    return all(
        any(
            consent.circle == item.circle
            and _one(world, reader, consent.about) == person
            and item.life_domain in domains
            and receiver in receivers
            and item.sensitivity <= consent.up_to
            and consent.given_at is not None
            and consent.given_at <= world.at
            and consent.until >= world.day
            and (consent.ended_at is None or consent.ended_at > world.at)
            for consent, domains, receivers in world.consents
        )
        for person in concerned
    )


def _crisis(world: Drawn, reader: Professional, item: Note) -> bool:
    vital = [
        line.up_to
        for line in world.grounds
        if line.basis == "vital" and line.since <= world.at and (line.until is None or line.until > world.at)
    ]
    return any(
        crisis.circle == item.circle
        and crisis.professional == reader
        and crisis.since <= world.at < crisis.until
        and item.sensitivity <= max(vital, default=0)
        for crisis in world.crises
    )
