"""Breaking the glass: everybody who must know is told at once, and somebody else looks at it afterwards."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.circles.models import Circle, Lead, Member
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.log.actions import record
from kring.network.models import Professional
from kring.sharing.crisis_rules import may_break_glass, may_review_crisis
from kring.sharing.looked_rules import contacts_of
from kring.sharing.models import CrisisAccess

REMIND_REVIEW_AFTER = timedelta(days=3)
ESCALATE_AFTER = timedelta(days=9)


@dataclass(frozen=True)
class NotTold:
    """Why the resident is not told yet, and until which day."""

    why: str
    until: date


@transaction.atomic
def break_glass(
    circle: Circle, *, danger: str, words: str, hours: int, by: Actor, not_told: NotTold | None = None
) -> CrisisAccess:
    """Open this circle for one professional, for some hours, never longer than the municipality set.

    The lead and the privacy officers are told at once; so is the resident, unless that is dangerous now.
    """
    circle = Circle.objects.select_for_update(of=("self",)).select_related("household__municipality").get(pk=circle.pk)
    may_break_glass(by, circle).insist()
    assert by.professional is not None  # noqa: S101 (the rule)
    now, longest = clock.now(), circle.household.municipality.crisis_hours
    crisis = CrisisAccess.objects.create(
        circle=circle,
        professional=by.professional,
        organisation=by.professional.organisation,
        danger=danger,
        words=words,
        since=now,
        until=now + timedelta(hours=min(hours, longest)),
        withheld_until=not_told.until if not_told else None,
        withheld_why=not_told.why if not_told else "",
    )
    record("sharing.crisis.opened", by=by, subject=crisis.pk, circle=circle.pk, detail={"danger": danger})
    _tell_lead_and_officers(crisis)
    if not_told is None:
        _tell_residents(crisis)
    return crisis


@transaction.atomic
def close_again(crisis: CrisisAccess, *, by: Actor) -> CrisisAccess:
    """Who opened it has seen enough: closed from now on."""
    crisis = CrisisAccess.objects.select_for_update().get(pk=crisis.pk)
    mine = by.professional is not None and crisis.professional_id == by.professional.pk
    if not mine or crisis.until <= clock.now() or crisis.since == clock.now():
        no(_("This is closed already.")).insist()
    crisis.until = clock.now()
    crisis.save(update_fields=["until"])
    record("sharing.crisis.closed", by=by, subject=crisis.pk, circle=crisis.circle_id)
    return crisis


@transaction.atomic
def review_crisis(crisis: CrisisAccess, *, was_right: bool, words: str, by: Actor) -> CrisisAccess:
    """What the privacy officer finds of it afterwards; kept, and told to who opened it."""
    related = ("organisation", "professional")
    crisis = CrisisAccess.objects.select_for_update(of=("self",)).select_related(*related).get(pk=crisis.pk)
    may_review_crisis(crisis, by).insist()
    crisis.reviewed_at, crisis.reviewed_by = clock.now(), by.user
    crisis.was_right, crisis.review_words = was_right, words
    crisis.save(update_fields=["reviewed_at", "reviewed_by", "was_right", "review_words"])
    record("sharing.crisis.reviewed", by=by, subject=crisis.pk, circle=crisis.circle_id, detail={"right": was_right})
    tell(
        crisis.professional.email,
        subject=gettext_lazy("somebody looked at an access in a crisis"),
        text=gettext_lazy("You opened a circle in a crisis. The privacy officer looked at it. Read what was found:"),
        path=reverse("crises"),
    )
    return crisis


def tell_what_was_withheld() -> int:
    """The day until which the resident was not told has passed: tell them now. For the worker; gives how many."""
    withheld = CrisisAccess.objects.filter(withheld_until__lt=clock.today(), resident_told_at__isnull=True)
    due = list(withheld.select_related("circle"))
    for crisis in due:
        with transaction.atomic():
            _tell_residents(crisis)
    return len(due)


def remind_of_reviews() -> int:
    """An access that nobody looked at comes back to the officers every three days. For the worker; gives how many.

    After nine days, and at once where no officer but who opened it is there, others hear each time that it waits: who
    leads the circle, and the contacts of the organisation that opened it.
    """
    before = clock.now() - REMIND_REVIEW_AFTER
    waiting = CrisisAccess.objects.filter(reviewed_at__isnull=True, reminded_at__lt=before)
    due = list(waiting.select_related("circle__household", "professional"))
    for crisis in due:
        with transaction.atomic():
            told = _tell_officers(crisis)
            if not told or crisis.since < clock.now() - ESCALATE_AFTER:
                _tell_that_it_waits(crisis, officer_is_there=bool(told))
            CrisisAccess.objects.filter(pk=crisis.pk).update(reminded_at=clock.now())
    return len(due)


def _tell_that_it_waits(crisis: CrisisAccess, *, officer_is_there: bool) -> None:
    addresses = {lead.member.email for lead in _leads_of(crisis)}
    addresses |= {contact.email for contact in contacts_of(crisis.organisation_id)}
    for address in sorted(addresses - {"", crisis.professional.email}):
        tell(
            address,
            subject=gettext_lazy("nobody looked at an access in a crisis yet"),
            text=gettext_lazy(
                "Somebody opened a circle in a crisis. Nobody looked at it yet. "
                "Call the privacy officer and ask for it:"
            ),
            path=reverse("crises"),
        )
    if not officer_is_there and crisis.professional.is_privacy_officer:
        tell(
            crisis.professional.email,
            subject=gettext_lazy("somebody else must look at an access in a crisis"),
            text=gettext_lazy(
                "You opened a circle in a crisis, and nobody else can look at it. Make a colleague privacy officer too:"
            ),
            path="/beheer/",
        )
    record("sharing.crisis.waits", by=None, subject=crisis.pk, circle=crisis.circle_id)


def _leads_of(crisis: CrisisAccess) -> list[Lead]:
    leads = Lead.objects.filter(circle=crisis.circle_id, state=Lead.State.ACCEPTED)
    return list(leads.select_related("member__professional", "member__person", "member__supporter"))


def _tell_lead_and_officers(crisis: CrisisAccess) -> None:
    for lead in _leads_of(crisis):
        tell(
            lead.member.email,
            subject=gettext_lazy("a circle was opened in a crisis"),
            text=gettext_lazy("Somebody opened a circle that you lead, because of danger. Read who and why:"),
            path=reverse("circle", args=[crisis.circle_id]),
        )
    if not _tell_officers(crisis):
        _tell_that_it_waits(crisis, officer_is_there=False)
    CrisisAccess.objects.filter(pk=crisis.pk).update(reminded_at=clock.now())


def _tell_officers(crisis: CrisisAccess) -> int:
    """Gives how many: who opened it does not look at it themself."""
    here = Professional.objects.working().filter(
        is_privacy_officer=True, organisation__municipality=crisis.circle.household.municipality_id
    )
    officers = list(here.exclude(user=crisis.professional.user_id))
    for officer in officers:
        tell(
            officer.email,
            subject=gettext_lazy("look at an access in a crisis"),
            text=gettext_lazy(
                "Somebody opened a circle because of danger. Look at it afterwards and write what you find:"
            ),
            path=reverse("crises"),
        )
    return len(officers)


def _tell_residents(crisis: CrisisAccess) -> None:
    residents = Member.objects.present().filter(circle=crisis.circle_id, person__isnull=False)
    for resident in residents.select_related("person"):
        tell(
            resident.email,
            subject=gettext_lazy("somebody looked along in Kring"),
            text=gettext_lazy("Somebody looked along because there was danger. Read who, why and for how long:"),
            path=reverse("crises"),
        )
    CrisisAccess.objects.filter(pk=crisis.pk).update(resident_told_at=clock.now())
