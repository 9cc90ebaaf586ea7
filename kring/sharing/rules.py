"""Who may read what, and why. The one file that a privacy officer reads and signs off.

The facts about a reader at one moment are bound first (`facts.py`: seats, tasks, consents, crises). From them follow
eight doors; an item is open when one of them is. The same doors answer for one item and filter a list in SQL.
`docs/access.md` is made from this file.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Member
from kring.core.verdict import Step, Text, Verdict, no, yes
from kring.core.when import full_day
from kring.municipality.models import Sensitivity
from kring.network.models import Law
from kring.sharing.models import Item
from kring.sharing.tree import ALWAYS, Among, Column, Every, NotAmong, Since, Some, Test, Tree

Id = uuid.UUID
Ids = frozenset[uuid.UUID]
NEVER = ALWAYS
# All of an item that the doors look at, beside its id and the moment at which it was written.
LOOKED_AT = (
    *("circle_id", "subject_id", "addressee_id", "life_domain_id", "sensitivity", "audience", "readership_id"),
    *("author_organisation_id", "written_under"),
)


@dataclass(frozen=True)
class Facts:
    """All that matters about one reader at one moment; every answer follows from it, and nothing else does."""

    at: datetime = NEVER
    # Their seats, and per circle from when on the seat opens what was written there.
    seats: Ids = frozenset()
    since: Mapping[Id, datetime] = field(default_factory=dict)
    # A professional: the organisation, the circles in which they work, and what the tasks in law of their
    # organisation open: (life domain, sensitivity, law under which it was written).
    organisation: Id | None = None
    working_in: Ids = frozenset()
    tasks: frozenset[tuple[Id, int, str]] = frozenset()
    child_tasks: frozenset[tuple[Id, int, str]] = frozenset()
    children: Ids = frozenset()
    # What others opened: named as reader, consent (circle, about whom, life domain, sensitivity), covenant
    # (organisation that wrote it, life domain, sensitivity), one item shared, circles they visit, crisis access.
    readerships: Ids = frozenset()
    consents: frozenset[tuple[Id, Id, Id, int]] = frozenset()
    covenants: frozenset[tuple[Id, Id, int]] = frozenset()
    shared: Ids = frozenset()
    visits: Ids = frozenset()
    crises: Ids = frozenset()
    vital_up_to: int = 0
    # A resident: themself and whom they decide for, the circles in which they sit, and those of their own home.
    persons: Ids = frozenset()
    # Whose money they administer: (who, life domain of money).
    money_of: frozenset[tuple[Id, Id]] = frozenset()
    resident_in: Ids = frozenset()
    at_home_in: Ids = frozenset()
    # What writers keep from the people themselves for now, each until a day and with a reason.
    withheld: Ids = frozenset()
    # Opens nothing; says what would: consent that ended, and up to where consent can open a life domain.
    lapsed: Mapping[tuple[Id, Id, Id], date] = field(default_factory=dict)
    consent_up_to: Mapping[Id | None, int] = field(default_factory=dict)

    @cached_property
    def doors(self) -> dict[str, Tree]:
        """The eight doors by name, in the order in which they are explained."""
        return {
            "about_you": Every((Among(("circle_id",), self.resident_in), self.not_withheld, self.about_me)),
            "addressed": Among(("addressee_id",), self.seats),
            "own_organisation": Among(("author_organisation_id",), self._only(self.organisation)),
            "shared": Among(("id",), self.shared),
            "frame": Every((self.working, self.seat, self.audience, self.frame)),
            "ground": Every((self.seat, self.audience, self.ground)),
            "visit": Every((Column("audience", "is", Item.Audience.VISIT), Among(("circle_id",), self.visits))),
            "crisis": Every((Among(("circle_id",), self.crises), self.vital)),
        }

    @cached_property
    def ask(self) -> tuple[tuple[str, Test], ...]:
        """The doors that can open for this reader at all, ready to be asked."""
        tests = ((name, tree.test()) for name, tree in self.doors.items())
        return tuple((name, test) for name, test in tests if test is not None)

    @cached_property
    def not_withheld(self) -> Tree:
        """Nobody keeps it from the person themself today."""
        return NotAmong("id", self.withheld)

    @cached_property
    def about_me(self) -> Tree:
        """About the resident or whom they decide for; about money that they administer; about the home they live in;
        the frame of the plan.

        A parent who lives elsewhere reads the frame and what is about their child, not the rest of the household.
        """
        return Some(
            (
                Among(("subject_id",), self.persons),
                Among(("subject_id", "life_domain_id"), self.money_of),
                Among(("subject_id",), self.at_home_in),
                Every((self.frame, self.for_the_circle, Among(("subject_id",), self.resident_in))),
            )
        )

    @cached_property
    def frame(self) -> Tree:
        """What matters, and the message of everybody: about no single life domain, and not sensitive."""
        return Every((Column("life_domain_id", "empty"), Column("sensitivity", "is", Sensitivity.ORDINARY)))

    @cached_property
    def working(self) -> Tree:
        """A professional's seat; a supporter's seat alone opens nothing."""
        return Among(("circle_id",), self.working_in)

    @cached_property
    def seat(self) -> Tree:
        """A seat in the item's circle, from when on it opens what was written there."""
        return Since("circle_id", self.since)

    @cached_property
    def for_the_circle(self) -> Tree:
        return Column("audience", "is", Item.Audience.CIRCLE)

    @cached_property
    def audience(self) -> Tree:
        """The writer meant it for the circle, or named this reader or their organisation."""
        return Some((self.for_the_circle, Among(("readership_id",), self.readerships)))

    @cached_property
    def ground(self) -> Tree:
        """One of the grounds holds for this life domain, sensitivity, law and person."""
        return Some(tuple(self.grounds.values()))

    @cached_property
    def grounds(self) -> dict[str, Tree]:
        """The grounds by name: the task in law, the same for a child, own words, consent, and a covenant."""
        written = ("life_domain_id", "sensitivity", "written_under")
        return {
            "task": Among(written, self.tasks),
            "child_task": Every((Among(written, self.child_tasks), Among(("subject_id",), self.children))),
            "own_words": Every((self.working, Column("written_under", "is", Law.OWN))),
            "consent": Among(("circle_id", "subject_id", "life_domain_id", "sensitivity"), self.consents),
            "covenant": Among(("author_organisation_id", "life_domain_id", "sensitivity"), self.covenants),
        }

    @cached_property
    def ways(self) -> tuple[tuple[Tree | None, dict[str, Tree]], ...]:
        """The doors in their order by why they open, each ground apart; behind seat and audience some together."""
        doors = self.doors
        return (
            (None, {name: doors[name] for name in ("about_you", "addressed", "own_organisation", "shared")}),
            (Every((self.seat, self.audience)), {"frame": Every((self.working, self.frame)), **self.grounds}),
            (None, {name: doors[name] for name in ("visit", "crisis")}),
        )

    @cached_property
    def vital(self) -> Tree:
        """In a crisis every life domain opens up to the sensitivity of the catalogue, and never an offence."""
        return Column("sensitivity", "at_most", min(self.vital_up_to, Sensitivity.SPECIAL))

    @cached_property
    def readable(self) -> Tree:
        """Open when one of the doors is open."""
        return Some(tuple(self.doors.values()))

    @staticmethod
    def _only(one: Id | None) -> Ids:
        return frozenset({one} if one else ())


WHY_OPEN: dict[str, Text] = {
    "about_you": gettext_lazy("It is about you or about someone you decide for."),
    "addressed": gettext_lazy("It is for you to do."),
    "own_organisation": gettext_lazy("Your organisation wrote it."),
    "shared": gettext_lazy("The writer shared this with your organisation."),
    "opened": gettext_lazy("The resident opened this for you."),
    "frame": gettext_lazy("You work in the circle; everybody who works there reads the frame of the plan."),
    "task": gettext_lazy("You are in the circle, and this belongs to the task of your organisation."),
    "child_task": gettext_lazy("You are in the circle, and it is about a child that your organisation helps by law."),
    "own_words": gettext_lazy("You work in the circle, and the resident told this themself."),
    "consent": gettext_lazy("You are in the circle, and there is consent for this."),
    "covenant": gettext_lazy("You are in the circle, and your organisations share this by a covenant."),
    "visit": gettext_lazy("You visit, and must know this to be safe."),
    "crisis": gettext_lazy("You opened this in a crisis."),
}


@dataclass(frozen=True)
class Closed:
    """The nearest door that stayed closed: why, what would open it, and whether the writer is the one to ask."""

    reason: Text
    what_opens: Text = ""
    ask_writer: bool = False


_CONSENT = gettext_lazy("Consent of who it is about, or the writer shares it on their own authority.")
_WRITER = gettext_lazy("Ask the writer to share it.")
WHY_CLOSED: dict[str, Closed] = {
    "withheld": Closed(gettext_lazy("The writer keeps this closed for now.")),
    "about_others": Closed(
        gettext_lazy("This is about somebody else."), gettext_lazy("Ask the writer about it."), ask_writer=True
    ),
    "no_seat": Closed(gettext_lazy("You are not in this circle."), gettext_lazy("Ask the lead to invite you.")),
    "before_you": Closed(
        gettext_lazy("This was written before you joined, and this circle keeps that closed."), _WRITER, ask_writer=True
    ),
    "no_task": Closed(
        gettext_lazy("This is not meant for you."),
        gettext_lazy("Ask the resident to open it for you."),
        ask_writer=True,
    ),
    "within": Closed(gettext_lazy("The writer keeps this within their own organisation."), _WRITER, ask_writer=True),
    "no_visit": Closed(
        gettext_lazy("Only who visits reads this, on the day before and on the day itself."),
        gettext_lazy("Say that you visit."),
    ),
    "not_named": Closed(gettext_lazy("The writer named who may read this."), _WRITER, ask_writer=True),
    "lapsed": Closed(gettext_lazy("The consent for “%(domain)s” ended on %(day)s."), _CONSENT, ask_writer=True),
    "other_law": Closed(
        gettext_lazy("It was written under another law (%(law)s); without consent it is not open for your task."),
        _CONSENT,
        ask_writer=True,
    ),
    "not_a_child": Closed(
        gettext_lazy("For “%(domain)s” your organisation has a task for children only."), _CONSENT, ask_writer=True
    ),
    "too_sensitive": Closed(
        gettext_lazy("Your organisation has a task in “%(plain)s”, but not for what is this sensitive."),
        _CONSENT,
        ask_writer=True,
    ),
    # Says neither the life domain nor what kind of thing it is.
    "offence": Closed(
        gettext_lazy("Your organisation has no ground for this."),
        gettext_lazy("Nothing opens this in Kring. Talk with the writer."),
        ask_writer=True,
    ),
    "no_ground": Closed(gettext_lazy("Your organisation has no ground for “%(domain)s”."), _CONSENT, ask_writer=True),
}


def may_read(facts: Facts, item: Item) -> Verdict:
    """May this reader read this item? The reason names the door, or the nearest one that stayed closed."""
    door = next((name for name, holds in facts.ask if holds(item)), "")
    if door:
        ground = ground_of(facts, item) if door == "ground" else door
        # One by one something opens to a supporter only by a resident.
        ground = "opened" if ground == "shared" and facts.organisation is None else ground
        return Verdict(True, WHY_OPEN[ground], ground=ground)
    nearest = _nearest(facts, item)
    closed = WHY_CLOSED[nearest]
    return Verdict(
        False,
        _say(nearest, facts, item),
        what_opens=closed.what_opens,
        whom=item.author.name if closed.ask_writer else "",
        ground=nearest,
        tells=_tells(nearest, item),
    )


def explain(facts: Facts, item: Item) -> Verdict:
    """The same answer with what was asked on the way to it: seat, audience and ground, each with its reason."""
    verdict = may_read(facts, item)
    # The verdict was made here and nobody else has it yet.
    object.__setattr__(verdict, "steps", steps_of(facts, item))
    return verdict


def _say_now(nearest: str, facts: Facts, item: Item) -> str:
    return str(WHY_CLOSED[nearest].reason) % _words(facts, item)


# Words are looked up when they are shown: most answers are only counted or left out.
_say = lazy(_say_now, str)


def _tells(nearest: str, item: Item) -> str:
    """How much may be known of what is closed. An offence: only that somebody is involved.

    To people at home: nothing of what is sensitive about somebody else, and nothing of what is withheld, because
    knowing of it can endanger who it protects.
    """
    sensitive = item.sensitivity != Sensitivity.ORDINARY
    if nearest == "withheld" or (nearest == "about_others" and sensitive):
        return "nothing"
    return "somebody" if nearest == "about_others" or item.sensitivity == Sensitivity.CRIMINAL else "domain"


def ground_of(facts: Facts, item: Item) -> str:
    """The name of the first ground that holds for an item; empty when none does."""
    return next((name for name, tree in facts.grounds.items() if tree.holds(item)), "")


def steps_of(facts: Facts, item: Item) -> tuple[Step, ...]:
    """Seat, audience and ground: each with whether it holds and in words why."""
    seated = facts.seat.holds(item)
    heard = facts.audience.holds(item)
    ground = "frame" if facts.frame.holds(item) and facts.working.holds(item) else ground_of(facts, item)
    return (
        Step("seat", seated, _SEAT[seated]),
        Step("audience", heard, _AUDIENCE[heard]),
        Step("ground", bool(ground), _GROUND[ground]),
    )


_SEAT = {True: gettext_lazy("A seat in this circle."), False: gettext_lazy("No seat that opens this.")}
_AUDIENCE = {
    True: gettext_lazy("Meant for the circle, or for this reader by name."),
    False: gettext_lazy("The writer did not mean it for this reader."),
}
_GROUND: dict[str, Text] = {
    "": gettext_lazy("No ground."),
    "frame": gettext_lazy("The frame of the plan needs no ground of its own."),
    "task": gettext_lazy("The task in law of the organisation."),
    "child_task": gettext_lazy("The task in law of the organisation for a child."),
    "own_words": gettext_lazy("Own words of the resident, told to the circle."),
    "consent": gettext_lazy("Consent."),
    "covenant": gettext_lazy("A covenant."),
}


def domain_of(item: Item) -> str:
    """The name of the life domain of an item, with how sensitive it is; empty for the frame of the plan."""
    name = item.life_domain.name if item.life_domain else ""
    return name if item.sensitivity == Sensitivity.ORDINARY else f"{name} ({Sensitivity(item.sensitivity).label})"


def _words(facts: Facts, item: Item) -> dict[str, Any]:
    lapsed = _lapsed_on(facts, item)
    return {
        "domain": domain_of(item),
        "plain": item.life_domain.name if item.life_domain else "",
        "law": Law(item.written_under).label,
        "day": full_day(lapsed) if lapsed else "",
    }


def _lapsed_on(facts: Facts, item: Item) -> date | None:
    if item.life_domain_id is None:
        return None
    return facts.lapsed.get((item.circle_id, item.subject_id, item.life_domain_id))


def _nearest(facts: Facts, item: Item) -> str:
    """Which door was nearest, for a reader for whom all of them are closed: a key of `WHY_CLOSED`."""
    if item.circle_id in facts.resident_in or item.subject_id in facts.persons:
        return "about_others" if facts.not_withheld.holds(item) else "withheld"
    if item.circle_id not in facts.since:
        return "no_seat"
    if not facts.seat.holds(item):
        return "before_you"
    if not facts.organisation:
        return "no_task"
    if not facts.audience.holds(item):
        return _NOT_HEARD.get(item.audience, "within")
    return _nearest_ground(facts, item)


_NOT_HEARD: dict[str, str] = {Item.Audience.NAMED: "not_named", Item.Audience.VISIT: "no_visit"}


def _nearest_ground(facts: Facts, item: Item) -> str:
    domain, level = item.life_domain_id, item.sensitivity
    if level == Sensitivity.CRIMINAL:
        return "offence"
    if _lapsed_on(facts, item):
        return "lapsed"
    if domain is None:
        return "no_ground"
    if (domain, level, item.written_under) in facts.child_tasks:
        return "not_a_child"
    if any((domain, level, law) in facts.tasks for law in Law.values):
        return "other_law"
    if any((domain, Sensitivity.ORDINARY, law) in facts.tasks for law in Law.values):
        return "too_sensitive"
    return "no_ground"


def may_see_circle(actor: Actor, circle: Circle) -> Verdict:
    """Is there a seat? The gate put the circle's seats on it as `seats_now`."""
    seat = seat_of(actor, circle)
    if seat is not None and seat.state == Member.State.ACCEPTED:
        return yes(_("You are in this circle."))
    return no(_("You are not in this circle."))


def may_set_rules(actor: Actor) -> Verdict:
    """The privacy officer of the municipality sets the table of grounds and the other rules."""
    if actor.is_privacy_officer:
        return yes(_("You look after privacy here."))
    return no(_("Only the privacy officer changes the rules."), whom=_("the privacy officer of your municipality"))


def seat_of(actor: Actor, circle: Circle) -> Member | None:
    """The actor's own seat or invitation among the seats that the gate has read."""
    for member in circle.seats_now:  # type: ignore[attr-defined]
        if actor.professional is not None and member.professional_id == actor.professional.pk:
            return member
        if actor.person is not None and member.person_id == actor.person.pk:
            return member
        if any(member.supporter_id == supporter.pk for supporter in actor.supporters):
            return member
    return None
