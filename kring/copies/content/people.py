"""Who the person is, who decides, their own people, where they live, and what they asked at the door."""

from django.db.models import Q
from django.utils.translation import gettext as _

from kring.copies.content.entry import Entry, between, entry, on, said
from kring.copies.models import Copy
from kring.copies.scope import Scope
from kring.households.models import Authority, Person, Residence, Supporter
from kring.intake.models import HelpRequest
from kring.log.acts import say
from kring.log.models import Act


def person(scope: Scope) -> list[Entry]:
    """What is known of them, also under another row from before two were joined."""
    return [_person(row) for row in Person.objects.filter(pk__in=scope.rows).select_related("user", "municipality")]


def _person(row: Person) -> Entry:
    account = row.user
    return entry(
        row.name,
        [
            said(_("Called"), row.called),
            said(_("Born"), on(row.birth_date)),
            said(_("Phone"), row.phone),
            said(_("E-mail"), row.email),
            said(_("How to reach you"), row.reach_me),
            said(_("Language"), row.language_note),
            said(_("Number in the lists of the municipality"), row.code),
            said(_("Signs in with"), account.email if account else ""),
            said(_("Known here"), between(row.since, None)),
        ],
        id=row.pk,
        given_name=row.given_name,
        prefix=row.prefix,
        family_name=row.family_name,
        called=row.called,
        birth_date=row.birth_date,
        phone=row.phone,
        email=row.email,
        reach_me=row.reach_me,
        language_note=row.language_note,
        code=row.code,
        municipality=row.municipality.name,
        since=row.since,
        same_as=row.same_as_id,
        account={"email": account.email, "language": account.language, "since": account.joined_at} if account else None,
    )


def authority(scope: Scope) -> list[Entry]:
    """Who decides, or decided, for them; for whom they do."""
    rows = Authority.objects.filter(Q(about__in=scope.rows) | Q(holder__in=scope.rows))
    rows = rows.select_related("about", "holder", "holder_organisation").order_by("since", "pk")
    return [_authority(row) for row in rows]


def _authority(row: Authority) -> Entry:
    holder = row.holder or row.holder_organisation
    name = holder.name if holder else ""
    return entry(
        _("%(holder)s for %(about)s") % {"holder": name, "about": row.about.name},
        [row.get_kind_display(), between(row.since, row.until)],
        id=row.pk,
        about=row.about.name,
        holder=name,
        kind=row.kind,
        since=row.since,
        until=row.until,
    )


def network(scope: Scope) -> list[Entry]:
    """Who they named as their own people. How to reach these is about them, and stays out."""
    rows = Supporter.objects.filter(supports__in=scope.rows).order_by("since", "pk")
    return [
        entry(
            row.name,
            [row.relation, between(row.since, row.until)],
            id=row.pk,
            name=row.name,
            relation=row.relation,
            since=row.since,
            until=row.until,
        )
        for row in rows
    ]


def households(scope: Scope) -> list[Entry]:
    """Where they live and lived. An address only where the reader lives now: a home moves with who stayed in it."""
    return [_residence(row, open_to_reader=row.household_id in scope.homes_of_reader) for row in scope.residences]


def _residence(row: Residence, *, open_to_reader: bool) -> Entry:
    home = row.household
    street = " ".join(part for part in (home.street, home.house_number) if part)
    town = " ".join(part for part in (home.postcode, home.city) if part)
    address = ", ".join(part for part in (street, town) if part) if open_to_reader and row.until is None else ""
    return entry(
        home.name,
        [said(_("Address"), address), row.get_part_display(), between(row.since, row.until)],
        id=home.pk,
        name=home.name,
        address=address,
        part=row.part,
        since=row.since,
        until=row.until,
    )


def help_requests(scope: Scope) -> list[Entry]:
    """What came in at the door about them. Not what somebody asked without their knowing; words only to themself."""
    rows = HelpRequest.objects.filter(person__in=scope.rows).exclude(person_knows=HelpRequest.Knows.NO)
    rows = rows.prefetch_related("domains", "hand_ons__organisation").order_by("came_in_at")
    return [_help_request(row, own=scope.is_own) for row in rows]


def _help_request(row: HelpRequest, *, own: bool) -> Entry:
    words, helps, answer = (row.words, row.what_helps, row.answer) if own else ("", "", "")
    domains = [domain.name for domain in row.domains.all()]
    handed = [(one.organisation.name, one.get_state_display(), one.state, one.offered_at) for one in row.hand_ons.all()]
    return entry(
        _("Number %(number)s, %(day)s") % {"number": row.number, "day": on(row.came_in_at)},
        [
            said(_("Who asked"), row.get_sender_display()),
            said(_("About"), ", ".join(domains)),
            said(_("What was written"), words),
            said(_("What would help"), helps),
            said(_("Answer"), answer),
            *(said(_("Passed on to"), f"{name}, {on(at)} ({state})") for name, state, _code, at in handed),
            said(_("How it stands"), row.get_state_display()),
        ],
        id=row.pk,
        number=row.number,
        came_in_at=row.came_in_at,
        sender=row.sender,
        sender_organisation=row.sender_organisation if own else "",
        life_domains=domains,
        words=words,
        what_helps=helps,
        urgency=row.urgency,
        state=row.state,
        answer=answer,
        answered_at=row.answered_at,
        handed_on=[{"to": name, "state": code, "at": at} for name, _state, code, at in handed],
    )


def copies(scope: Scope) -> list[Entry]:
    """Which copies the same reader asked before, and what became of them; those of others are theirs."""
    rows = Copy.objects.filter(about__in=scope.rows, asked_by__person=scope.reader).order_by("asked_at")
    return [
        entry(
            on(row.asked_at),
            [row.get_state_display()],
            id=row.pk,
            asked_at=row.asked_at,
            state=row.state,
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def acts(scope: Scope) -> list[Entry]:
    """What they did in Kring themself, in their circles and about themself; only in one's own copy."""
    if not scope.is_own or scope.about.user_id is None:
        return []
    every = [*scope.now, *scope.others]
    rows = Act.objects.filter(Q(circle__in=every) | Q(subject__in=scope.rows), by_user=scope.about.user_id)
    return [
        entry(say(row.name, row.by_name), [on(row.at)], id=row.pk, at=row.at, act=row.name, circle=row.circle)
        for row in rows.order_by("at", "pk")
    ]
