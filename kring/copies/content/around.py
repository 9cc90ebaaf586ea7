"""Circles with who is in them; consent, questions to share, and who looked along in danger."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kring.circles.models import Circle, FormProposal, Lead, Member, Retelling
from kring.copies.content.entry import Entry, between, entry, on, said, who
from kring.copies.scope import ITEMS, Scope
from kring.sharing.models import Consent, CrisisAccess, LookQuestion, Opening, ShareRequest

PEOPLE = ("professional", "person", "supporter", "organisation")


def circles(scope: Scope) -> list[Entry]:
    """Every circle they are or were in, with who works there and what they said about their own part."""
    return [_circle(circle, scope) for circle in scope.circles]


def _circle(circle: Circle, scope: Scope) -> Entry:
    seats = list(circle.members.filter(state__in=("accepted", "left")).select_related(*PEOPLE).order_by("invited_at"))
    own = [seat for seat in seats if seat.person_id in scope.rows]
    # Of a circle that they are not in any more: who worked there, not who else lives there or is close to them.
    shown = [seat for seat in seats if seat.professional_id or (circle.pk in scope.now and _may_meet(seat))]
    leads, proposals = list(_leads(circle)), list(_proposals(circle))
    told = list(Retelling.objects.filter(circle=circle, person__in=scope.rows).values_list("at", flat=True))
    return entry(
        circle.household.name,
        [
            circle.purpose,
            between(circle.opened_at, circle.closed_at),
            *(said(_("Leads"), _lead(one)) for one in leads),
            *(said(_("How the circle is organised"), _proposal(one)) for one in proposals),
            *(said(_("Own part"), _part(one)) for one in own),
            *(said(_("Takes part"), _seat(one)) for one in shown if one not in own),
            *(said(_("Had to tell it again"), on(at)) for at in told),
        ],
        id=circle.pk,
        household=circle.household.name,
        purpose=circle.purpose,
        form=circle.form,
        opened_at=circle.opened_at,
        closed_at=circle.closed_at,
        closed_why=circle.closed_why if circle.pk in scope.now else "",
        leads=[{"who": who(one.member), "since": one.answered_at, "until": one.ended_at} for one in leads],
        form_proposals=[
            {
                "form": one.form,
                "why": one.why,
                "proposed_by": who(one.proposer),
                "proposed_at": one.proposed_at,
                "state": one.state,
                "answered_by": who(one.answered_by) if one.answered_by else None,
                "answered_at": one.answered_at,
                "answer_why": one.answer_why,
            }
            for one in proposals
        ],
        own_seats=[_seat_data(one, own=True) for one in own],
        members=[_seat_data(one) for one in shown if one not in own],
        retold_at=told,
    )


def _may_meet(seat: Member) -> bool:
    """Who else sits there now, as the page of the circle shows them."""
    return seat.state == Member.State.ACCEPTED


def _leads(circle: Circle) -> Iterable[Lead]:
    led = (Lead.State.ACCEPTED, Lead.State.HANDED_OVER)
    related = [f"member__{one}" for one in PEOPLE]
    return circle.leads.filter(state__in=led).select_related(*related).order_by("offered_at")


def _proposals(circle: Circle) -> Iterable[FormProposal]:
    related = [f"{seat}__{one}" for seat in ("proposer", "answered_by") for one in PEOPLE]
    return circle.form_proposals.select_related(*related).order_by("proposed_at")


def _proposal(one: FormProposal) -> str:
    parts = [on(one.proposed_at), who(one.proposer), one.get_form_display(), one.why, one.get_state_display()]
    return ". ".join(str(part).rstrip(".") for part in [*parts, one.answer_why] if part)


def _lead(lead: Lead) -> str:
    return f"{who(lead.member)}, {between(lead.answered_at or lead.offered_at, lead.ended_at)}"


def _part(seat: Member) -> str:
    parts = [between(seat.answered_at or seat.invited_at, seat.left_at), seat.goal, seat.does, seat.does_not, seat.asks]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _seat(seat: Member) -> str:
    parts = [who(seat), seat.function, seat.does, between(seat.answered_at or seat.invited_at, seat.left_at)]
    return ", ".join(part.rstrip(".") for part in parts if part)


def _seat_data(seat: Member, *, own: bool = False) -> dict[str, Any]:
    data = {
        "who": seat.name,
        "organisation": seat.organisation_name,
        "function": seat.function,
        "does": seat.does,
        "does_not": seat.does_not,
        "is_steady_contact": seat.is_steady_contact,
        "since": seat.answered_at,
        "until": seat.left_at,
    }
    return {**data, "goal": seat.goal, "asks": seat.asks, "invited_why": seat.invited_why} if own else data


def consents(scope: Scope) -> list[Entry]:
    """What was asked, given, refused and withdrawn about them, with who answered how."""
    rows = Consent.objects.filter(about__in=scope.rows).order_by("asked_at")
    people = [f"asked_by__{one}" for one in PEOPLE]
    rows = rows.select_related(*people).prefetch_related(
        "life_domains", "organisations", "supporters", "voices__person", "voices__organisation"
    )
    return [_consent(row) for row in rows]


def _consent(row: Consent) -> Entry:
    domains = [one.name for one in row.life_domains.all()]
    to = [one.name for one in row.organisations.all()] + [one.name for one in row.supporters.all()]
    voices = [(one.person or one.organisation, one) for one in row.voices.all()]
    answers = [
        f"{name.name if name else ''}: {_('yes') if one.says_yes else _('no')}, {one.get_how_display()}, {on(one.at)}"
        for name, one in voices
    ]
    return entry(
        row.purpose,
        [
            said(_("About"), ", ".join(domains)),
            said(_("For"), ", ".join(to)),
            said(_("Asked by"), f"{who(row.asked_by)}, {on(row.asked_at)}"),
            *(said(_("Answer"), answer) for answer in answers),
            said(_("Until"), on(row.until)),
            said(_("How it stands"), row.get_state_display()),
        ],
        id=row.pk,
        circle=row.circle_id,
        purpose=row.purpose,
        life_domains=domains,
        up_to=row.up_to,
        to=to,
        asked_by=who(row.asked_by),
        asked_at=row.asked_at,
        given_at=row.given_at,
        until=row.until,
        ended_at=row.ended_at,
        state=row.state,
        answers=[
            {"who": name.name if name else "", "says_yes": one.says_yes, "how": one.how, "at": one.at}
            for name, one in voices
        ],
    )


def openings(scope: Scope) -> list[Entry]:
    """What they opened themself to somebody of their own people, and until when."""
    rows = Opening.objects.filter(by__person__in=scope.rows).order_by("since").select_related("to__supporter")
    return [
        entry(
            _("Opened to %(who)s") % {"who": row.to.name},
            [between(row.since, row.ended_at), said(_("Until"), on(row.until))],
            id=row.pk,
            circle=row.circle_id,
            to=row.to.name,
            kind=row.kind,
            item=row.item,
            since=row.since,
            until=row.until,
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def share_requests(scope: Scope) -> list[Entry]:
    """Who asked to read something about them: what they were asked themself, and of what they may read."""
    every = [*scope.now, *scope.others]
    about = Q(asks=ShareRequest.Asks.RESIDENT, consents__about__in=scope.rows)
    asked = ShareRequest.objects.filter(circle__in=every).order_by("asked_at").distinct()
    mine = set(asked.filter(about).values_list("pk", flat=True))
    wanted = set(asked.exclude(pk__in=mine).values_list("item", flat=True))
    items = {item.pk for model in ITEMS for item in model.objects.filter(pk__in=wanted) if scope.may_read(item)}
    people = [f"asked_by__{one}" for one in PEOPLE]
    rows = asked.filter(Q(pk__in=mine) | Q(item__in=items, asks=ShareRequest.Asks.AUTHOR)).select_related(*people)
    return [_share(row) for row in rows]


def _share(row: ShareRequest) -> Entry:
    return entry(
        _("%(who)s asked this, %(day)s") % {"who": who(row.asked_by), "day": on(row.asked_at)},
        [
            row.why,
            said(_("How it stands"), row.get_state_display()),
            said(_("Until"), on(row.until)),
        ],
        id=row.pk,
        circle=row.circle_id,
        asked_by=who(row.asked_by),
        asked_at=row.asked_at,
        why=row.why,
        asks=row.asks,
        kind=row.kind,
        item=row.item,
        state=row.state,
        answered_at=row.answered_at,
        until=row.until,
        ended_at=row.ended_at,
    )


def crises(scope: Scope) -> list[Entry]:
    """Who opened a circle of theirs because of danger, once that was told to the people of that circle."""
    told = CrisisAccess.objects.filter(circle__in=scope.now, resident_told_at__isnull=False).order_by("since")
    return [_crisis(row) for row in told.select_related("professional", "organisation")]


def _crisis(row: CrisisAccess) -> Entry:
    return entry(
        f"{row.professional.name} ({row.organisation.name})",
        [
            said(_("Why"), row.get_danger_display()),
            between(row.since, row.until),
            said(_("Somebody else looked at it"), on(row.reviewed_at)),
        ],
        id=row.pk,
        circle=row.circle_id,
        who=row.professional.name,
        organisation=row.organisation.name,
        danger=row.danger,
        since=row.since,
        until=row.until,
        reviewed_at=row.reviewed_at,
        was_right=row.was_right,
    )


def look_questions(scope: Scope) -> list[Entry]:
    """Why did somebody look: what was asked about that, and what was answered."""
    rows = LookQuestion.objects.filter(about__in=scope.rows).select_related("organisation").order_by("asked_at")
    return [
        entry(
            _("%(who)s looked, %(day)s")
            % {"who": f"{row.by_name} ({row.organisation.name})", "day": on(row.looked_on)},
            [
                said(_("Who asked"), f"{row.asked_by_name}, {on(row.asked_at)}"),
                row.words,
                said(_("Answer"), f"{row.answer} ({row.answered_by_name})" if row.answer else ""),
            ],
            id=row.pk,
            who=row.by_name,
            organisation=row.organisation.name,
            looked_on=row.looked_on,
            purpose=row.purpose,
            asked_by=row.asked_by_name,
            asked_at=row.asked_at,
            words=row.words,
            answer=row.answer,
            answered_at=row.answered_at,
            answered_by=row.answered_by_name,
        )
        for row in rows
    ]
