"""Telling a story of a household: one line per thing that happened, each through the action that a page calls."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Self

from kring.circles import actions as circles
from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.home.demo.town import Home, Town
from kring.households import actions as households
from kring.households.models import Authority, Household, Person, Residence
from kring.log.actions import write_looks
from kring.log.models import Look
from kring.plans import actions as plans
from kring.plans.models import Agreement, Goal, Note, Outcome, Period
from kring.sharing.actions import Withhold
from kring.sharing.models import Item, Withholding

PAUSE = timedelta(minutes=7)
WHO = ("professional", "person", "supporter", "organisation")


class Telling:
    """One household's story. `who` in every method is the key of a worker, or of a person or supporter added here."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.moment: datetime = town.days.past(-190)

    # Time

    def on(self, days: int, at: str = "9:30") -> Self:
        """What follows happens on this day; never earlier than what was told before."""
        self.moment = max(self.town.days.past(days, at), min(self.moment + PAUSE, self.town.days.now))
        return self

    @contextmanager
    def then(self) -> Iterator[None]:
        """One thing that happens, a few minutes after the last."""
        with clock.at(self.moment):
            yield
        self.moment = min(self.moment + PAUSE, self.town.days.now)

    # People

    def lives(self, name: str, *, street: str, number: str, district: str, postcode: str) -> Household:
        """The household with its address; people come after it."""
        with self.then():
            household = households.add_household(
                self.town.municipality,
                name=name,
                street=street,
                house_number=number,
                postcode=postcode,
                city=self.town.municipality.name,
                district=self.town.districts[district],
                by=None,
            )
        self.home = Home(household)
        return household

    def person(
        self,
        key: str,
        given: str,
        family: str,
        *,
        age: float,
        prefix: str = "",
        child: bool = False,
        account: str = "",
        **details: str,
    ) -> Person:
        """Somebody of the household. Who has an `account` can act and sign in as `<account>@kring.example`."""
        user = self.town.account(account) if account else None
        with self.then():
            person = households.add_person(
                self.town.municipality,
                given_name=given,
                prefix=prefix,
                family_name=family,
                birth_date=self.town.days.born(age),
                phone=self.town.phone() if user else "",
                email=user.email if user else "",
                user=user,
                by=None,
                **details,
            )
        return self.also_lives_here(key, person, child=child)

    def also_lives_here(self, key: str, person: Person, *, child: bool = False) -> Person:
        """Somebody who is known already becomes part of this household too (a child of parents apart)."""
        part = Residence.Part.CHILD if child else Residence.Part.ADULT
        with self.then():
            self.home.residences[key] = households.move_in(
                self.home.household, person, part=part, since=clock.today(), by=None
            )
        self.knows(key, person)
        return person

    def knows(self, key: str, person: Person) -> None:
        """Somebody of another household who counts here too, such as a parent who lives elsewhere."""
        self.home.persons[key] = person
        if person.user is not None:
            self.home.actors[key] = Actor(user=person.user, person=person)

    def authority(self, about: str, *holders: str, kind: str = Authority.Kind.PARENT) -> None:
        """These people decide for somebody."""
        with self.then():
            for holder in holders:
                households.give_authority(
                    self.home.persons[about], holder=self.home.persons[holder], kind=kind, by=None
                )

    def supporter(self, key: str, supports: str, *, name: str, relation: str, account: str) -> None:
        """Somebody from the own network, with an account."""
        user = self.town.account(account)
        with self.then():
            supporter = households.add_supporter(
                self.home.persons[supports],
                name=name,
                relation=relation,
                user=user,
                phone=self.town.phone(),
                email=user.email,
                by=None,
            )
        self.home.actors[key] = Actor(user=user, supporters=(supporter,))

    # The circle

    def opens(self, who: str, *, purpose: str, role: str = "", form: str = Circle.Form.DIRECTED) -> Circle:
        by = self.actor(who)
        with self.then():
            circle = circles.open_circle(self.home.household, purpose=purpose, by=by, role=role, form=form)
            seat = circle.members.select_related("circle", "professional", "organisation").get()
        return self.goes_on_in(circle, who, seat)

    def goes_on_in(self, circle: Circle, who: str, seat: Member) -> Circle:
        """The story goes on in this circle, with the first seat."""
        self.home.circle, self.home.seats[who] = circle, seat
        return circle

    def found_circle(self, circle: Circle, *, opened_by: str, resident: str) -> None:
        """The circle was opened from the front door: with a seat, a plan and a question to the resident."""
        seats = {seat.who.name: seat for seat in circle.members.select_related("circle", *WHO)}
        self.goes_on_in(circle, opened_by, seats[self.actor(opened_by).name])
        self.home.seats[resident] = seats[self.actor(resident).name]
        self.home.plan = circle.plan
        self.home.period = self.home.plan.periods.select_related("plan").get()

    def invites(self, who: str, whom: str, *, why: str = "", role: str = "") -> Member:
        with self.then():
            member = circles.invite(
                self.circle, by=self.actor(who), seat=self.seat(who), role=role, why=why, **self._somebody(whom)
            )
        self.home.seats[whom] = member
        return member

    def joins(self, who: str, **expectations: str) -> Member:
        """Accepts the invitation and reads the story so far; `expectations` as in `accept_invitation`."""
        by = self.actor(who)
        with self.then():
            member = circles.accept_invitation(self.seat(who), by=by, **expectations)
            circles.read_story(member, by=by)
            self._looks(by, page="story")
        self.home.seats[who] = member
        return member

    def brings_in(self, who: str, whom: str, *, why: str = "", **expectations: str) -> Member:
        """Invites somebody, who accepts the same day."""
        self.invites(who, whom, why=why)
        return self.joins(whom, **expectations)

    def declines(self, who: str, why: str) -> None:
        with self.then():
            circles.refuse_invitation(self.seat(who), why=why, by=self.actor(who))

    def says(self, who: str, **expectations: str) -> None:
        """States or changes role, goal, does, does_not or asks."""
        with self.then():
            self.home.seats[who] = circles.state_expectations(self.seat(who), by=self.actor(who), **expectations)

    def steady(self, who: str, whom: str) -> None:
        """`whom` becomes the steady contact."""
        with self.then():
            self.home.seats[whom] = circles.choose_steady_contact(
                self.seat(whom), by=self.actor(who), seat=self.seat(who)
            )

    def leaves(self, who: str, text: str, *, audience: str = Item.Audience.CIRCLE) -> None:
        """Leaves with a handover note for who comes after."""
        with self.then():
            plans.leave_with_handover(self.seat(who), text=text, by=self.actor(who), audience=audience)

    def told_again(self, who: str) -> None:
        with self.then():
            circles.told_again(self.circle, by=self.actor(who))

    def closes(self, who: str, why: str) -> None:
        with self.then():
            circles.close_circle(self.circle, why=why, by=self.actor(who), seat=self.seat(who))

    # The lead

    def leads(self, whom: str, *, asked_by: str, why: str = "") -> None:
        """Is asked to lead and says yes."""
        self.asks_to_lead(asked_by, whom, why=why)
        self.accepts_lead(whom)

    def asks_to_lead(self, who: str, whom: str, *, why: str = "") -> None:
        with self.then():
            self.home.offer = circles.offer_lead(self.seat(whom), by=self.actor(who), seat=self.seat(who), why=why)

    def accepts_lead(self, who: str) -> None:
        assert self.home.offer is not None  # noqa: S101 (a story asks first)
        with self.then():
            self.home.lead = circles.accept_lead(self.home.offer, by=self.actor(who))

    def refuses_lead(self, who: str, why: str) -> None:
        assert self.home.offer is not None  # noqa: S101 (a story asks first)
        with self.then():
            circles.refuse_lead(self.home.offer, why=why, by=self.actor(who))

    def hands_over_lead(self, who: str, whom: str, text: str) -> None:
        """The warm handover: the words for the next lead, and the question."""
        with self.then():
            self.home.offer = plans.hand_over_lead(self.seat(whom), text=text, by=self.actor(who), seat=self.seat(who))

    def deputy(self, who: str, whom: str, *, first: int, last: int) -> None:
        """`whom` stands in for the lead from one day to another."""
        assert self.home.lead is not None  # noqa: S101 (a story has its lead by now)
        since, until = (self.town.days.today + timedelta(days=day) for day in (first, last))
        with self.then():
            circles.name_deputy(self.home.lead, self.seat(whom), by=self.actor(who), since=since, until=until)

    # The story

    def writes(
        self,
        who: str,
        text: str,
        *,
        domain: str = "",
        about: str = "",
        only_us: bool = False,
        closed_to_resident: bool = False,
        corrects: Note | None = None,
    ) -> Note:
        """A note. `only_us`: only for the writer's own organisation."""
        with self.then():
            self._looks(self.actor(who), page="circle")
            return plans.write_note(
                self.circle,
                text=text,
                by=self.actor(who),
                seat=self.seat(who),
                life_domain=self.town.domains[domain] if domain else None,
                audience=Item.Audience.ORGANISATION if only_us else Item.Audience.CIRCLE,
                about=self.home.persons[about] if about else None,
                withheld=self._two_months() if closed_to_resident else None,
                corrects=corrects,
            )

    def _two_months(self) -> Withhold:
        return Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=60))

    def matters(self, who: str, words: str) -> None:
        """What matters, said by the resident."""
        person = self.home.persons[who]
        with self.then():
            plans.say_what_matters(self.circle, words=words, by=self.actor(who), seat=self.seat(who), about=person)

    def message(self, who: str, words: str) -> None:
        """The words that everybody uses."""
        with self.then():
            plans.agree_message(self.circle, words=words, by=self.actor(who), seat=self.seat(who))

    # The plan

    def plans(self, who: str, *, review: int) -> None:
        """Starts the plan; the first review is on day `review`."""
        with self.then():
            self.home.plan = plans.start_plan(
                self.circle, by=self.actor(who), seat=self.seat(who), review_on=self.town.days.due(review)
            )
        self.home.period = self.home.plan.periods.select_related("plan").get()

    def goal(
        self, who: str, result: str, *, domain: str, own: str = "", about: str = "", after: Goal | None = None
    ) -> Goal:
        """A goal; `own` in the resident's words, `after` is the goal that it waits for."""
        assert self.home.plan is not None  # noqa: S101 (a story plans first)
        with self.then():
            return plans.add_goal(
                self.home.plan,
                result=result,
                own_words=own,
                by=self.actor(who),
                seat=self.seat(who),
                life_domain=self.town.domains[domain],
                about=self.home.persons[about] if about else None,
                waits_for=after,
            )

    def first(self, who: str, goal: Goal) -> None:
        """This goal comes first from now."""
        with self.then():
            plans.put_first(goal, by=self.actor(who), seat=self.seat(who))

    def agrees(self, who: str, goal: Goal, whom: str, what: str, due: int, *, in_week: bool = False) -> Agreement:
        """`whom` does something before day `due`, or in the week of that day."""
        with self.then():
            return plans.add_agreement(
                goal,
                what=what,
                who=self.seat(whom),
                due_on=self.town.days.due(due),
                in_week=in_week,
                by=self.actor(who),
                seat=self.seat(who),
            )

    def done(self, who: str, *agreements: Agreement) -> None:
        for agreement in agreements:
            with self.then():
                plans.close_agreement(agreement, done=True, by=self.actor(who), seat=self.seat(who))

    def not_done(self, who: str, agreement: Agreement, why: str) -> None:
        with self.then():
            plans.close_agreement(agreement, done=False, why_not=why, by=self.actor(who), seat=self.seat(who))

    def review(
        self,
        who: str,
        score: int | None,
        words: str,
        goals: Mapping[Goal, tuple[str, str]],
        *,
        following: int,
        not_asked: str = "",
    ) -> None:
        """The review: the resident's score and words, then per goal (result, why); the next one on day `following`."""
        assert self.home.period is not None  # noqa: S101 (a story plans first)
        outcomes: dict[Goal, Any] = {goal: plans.GoalOutcome(result, why) for goal, (result, why) in goals.items()}
        with self.then():
            plans.hold_review(
                self.home.period,
                score=score,
                resident_words=words,
                not_asked_why=not_asked,
                outcomes=outcomes,
                next_review_on=self.town.days.due(following),
                by=self.actor(who),
                seat=self.seat(who),
            )
        self.home.period = Period.objects.select_related("plan").get(plan=self.home.plan, ended_at=None)

    # Looking up

    @property
    def circle(self) -> Circle:
        assert self.home.circle is not None  # noqa: S101 (a story opens its circle first)
        return self.home.circle

    def actor(self, who: str) -> Actor:
        return self.home.actors.get(who) or self.town.worker_actors[who]

    def seat(self, who: str) -> Member:
        return self.home.seats[who]

    def _looks(self, by: Actor, *, page: str) -> None:
        """The rows that the gate writes when a professional opens a page of this circle."""
        if by.professional is None:
            return
        trace = uuid.uuid4()
        write_looks(
            Look(
                at=clock.now(),
                page=page,
                by_user=by.user_id,
                trace=trace,
                processing="plan" if page.startswith("plan") else "circle",
                by_name=by.name,
                by_role=by.professional.function,
                by_organisation=by.organisation_name,
                by_organisation_id=by.professional.organisation_id,
                about_person=person.pk,
                circle=self.circle.pk,
                purpose=page,
                allowed=True,
                ground="seat",
            )
            for person in self.home.persons.values()
        )

    def _somebody(self, whom: str) -> dict[str, Any]:
        """The one somebody of an invitation."""
        actor = self.actor(whom)
        if actor.professional is not None:
            return {"professional": actor.professional}
        return {"person": actor.person} if actor.person is not None else {"supporter": actor.supporters[0]}


REACHED, PARTLY, NOT = Outcome.Result.REACHED, Outcome.Result.PARTLY, Outcome.Result.NOT
