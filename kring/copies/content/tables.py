"""Talks at a table about the household, and what was said before and kept for later."""

from uuid import UUID

from django.utils.translation import gettext as _

from kring.copies.content.entry import Entry, entry, on, said
from kring.copies.content.written import common, written_line
from kring.copies.scope import Scope
from kring.meetings.models import (
    AgendaItem,
    Correction,
    Draft,
    Guest,
    Parked,
    Preparation,
    TableRequest,
)
from kring.mirrors.models import MirrorCase


def talks(scope: Scope) -> list[Entry]:
    """Every time that the household was on an agenda, with the question, who was invited, and what they answered."""
    items = list(scope.readable(AgendaItem, "meeting"))
    guests: dict[UUID, list[Guest]] = {}
    related = ("member__person", "member__supporter", "member__professional")
    for guest in Guest.objects.filter(item__in=[row.pk for row in items]).select_related(*related):
        guests.setdefault(guest.item_id, []).append(guest)
    return [
        entry(
            f"{on(row.meeting.day)}, {row.meeting.name}",
            [
                row.question,
                said(_("What was hoped for"), row.hoped_for),
                row.get_state_display(),
                said(_("Not invited"), row.resident_not_invited_why),
                *(_guest_line(guest) for guest in guests.get(row.pk, [])),
                written_line(row),
            ],
            **common(row),
            table=row.meeting.name,
            day=row.meeting.day,
            question=row.question,
            hoped_for=row.hoped_for,
            urgency=row.urgency,
            state=row.state,
            put_off_times=row.put_off_times,
            resident_invited_at=row.resident_invited_at,
            resident_not_invited_why=row.resident_not_invited_why,
            invited=[_guest(guest) for guest in guests.get(row.pk, [])],
        )
        for row in items
    ]


def _guest(guest: Guest) -> dict[str, object]:
    return {
        "name": guest.member.name,
        "how": guest.how,
        "invited_at": guest.invited_at.isoformat(),
        "told_at": guest.told_at.isoformat() if guest.told_at else None,
        "answer": guest.answer,
        "answered_at": guest.answered_at.isoformat() if guest.answered_at else None,
    }


def _guest_line(guest: Guest) -> str:
    words = _("Invited: %(name)s, %(how)s, %(day)s. Answer: %(answer)s")
    said = {"name": guest.member.name, "how": guest.get_how_display(), "day": on(guest.invited_at)}
    return words % {**said, "answer": guest.get_answer_display()}


def words(scope: Scope) -> list[Entry]:
    """What each said beforehand, what was kept for later, asked for, and set right afterwards."""
    before = [
        entry(
            row.goal,
            [said(_("Can do"), row.can), said(_("Cannot do"), row.cannot), written_line(row)],
            **common(row),
            talk=row.item_id,
            goal=row.goal,
            can=row.can,
            cannot=row.cannot,
        )
        for row in scope.readable(Preparation)
    ]
    later = [
        entry(
            row.question,
            [_("Kept for later"), said(_("Answer"), row.answer), written_line(row)],
            **common(row),
            talk=row.item_id,
            question=row.question,
            became=row.became,
            answer=row.answer,
        )
        for row in scope.readable(Parked)
    ]
    typed = [
        entry(row.text, [_("Typed and not said"), written_line(row)], **common(row), talk=row.item_id, text=row.text)
        for row in scope.readable(Draft)
        if row.text.strip()
    ]
    beside = [
        entry(
            row.text,
            [said(_("Set right after the talk"), row.author.name), on(row.written_at)],
            **common(row),
            talk=row.item_id,
            text=row.text,
        )
        for row in scope.readable(Correction)
    ]
    asked = [
        entry(
            row.question,
            [_("Asked for a table"), row.get_state_display(), row.answer_why, written_line(row)],
            **common(row),
            talk=row.talk_id,
            question=row.question,
            state=row.state,
            answer_why=row.answer_why,
        )
        for row in scope.readable(TableRequest)
    ]
    return before + later + beside + typed + asked


def mirror_teams(scope: Scope) -> list[Entry]:
    """What colleagues without a name to it were asked, in the words that they got, their advice and what came of it."""
    return [
        entry(
            row.mirror.question,
            [
                row.mirror.situation,
                said(_("What was tried"), row.mirror.tried),
                said(_("Advice"), row.mirror.advice),
                row.get_state_display(),
                said(_("Why"), row.decided_why),
                written_line(row),
            ],
            **common(row),
            question=row.mirror.question,
            situation=row.mirror.situation,
            tried=row.mirror.tried,
            advice=row.mirror.advice,
            advised_at=row.mirror.advised_at,
            state=row.state,
            decided_at=row.decided_at,
            decided_why=row.decided_why,
        )
        for row in scope.readable(MirrorCase, "mirror")
    ]
