"""Talks at a table about the household, and what was said before and kept for later."""

from django.utils.translation import gettext as _

from kring.copies.content.entry import Entry, entry, on, said
from kring.copies.content.written import common, written_line
from kring.copies.scope import Scope
from kring.meetings.models import AgendaItem, Parked, Preparation
from kring.mirrors.models import MirrorCase


def talks(scope: Scope) -> list[Entry]:
    """Every time that the household was on an agenda, with the question and whether the resident was invited."""
    return [
        entry(
            f"{on(row.meeting.day)}, {row.meeting.name}",
            [
                row.question,
                said(_("What was hoped for"), row.hoped_for),
                row.get_state_display(),
                said(_("Not invited"), row.resident_not_invited_why),
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
        )
        for row in scope.readable(AgendaItem, "meeting")
    ]


def words(scope: Scope) -> list[Entry]:
    """What each said beforehand, and the questions that were kept for later."""
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
            [_("Kept for later"), written_line(row)],
            **common(row),
            talk=row.item_id,
            question=row.question,
        )
        for row in scope.readable(Parked)
    ]
    return before + later


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
