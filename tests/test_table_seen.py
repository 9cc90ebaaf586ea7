"""Who sees what of a table around it: in the mail, in the calendar, behind the link, on the agenda, at the talk.

One household (De W.) stands on the agenda with a question about mental health. Dorien chairs the table and is in no
circle of theirs; Anouk brings the household and has a ground; Ahmed is in the circle without a ground for this; Stef is
asked to the table and is a stranger to the household; Fatma it is about; Riet supports her; Inge was not asked.
"""

from datetime import time, timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from kring.core import clock
from kring.core.models import Mail
from kring.households.models import Person, Supporter
from kring.meetings import actions
from kring.meetings.actions.inviting.feeds import renew_feed
from kring.meetings.models import AgendaItem, Meeting
from tests.conftest import SignIn
from tests.test_table import brought, where
from tests.test_table_invitations import link_in
from tests.world import World

# What nobody reads in a mail, a calendar file or behind a link, whoever they are.
NEVER = (
    "De Wit",
    "de Wit",
    "Fatma",
    "Hoe houdt",
    "Rust",
    "Psychische",
    "Tafel Noord",
    "Dorien",
    "Anouk",
    "Ahmed",
    "Riet",
)


class Sees(NamedTuple):
    """What one person gets and sees. On the agenda: the household's name, only that there is one, or no page."""

    who: str
    mail: bool
    feed: bool
    agenda: str
    talk: int


CASES = [
    #    who           mail   feed   agenda    talk
    Sees("door", False, True, "a place", 404),
    Sees("anouk", True, True, "the name", 200),
    Sees("ahmed", True, True, "a place", 403),
    Sees("stranger", True, True, "a place", 404),
    Sees("fatma", True, False, "no page", 200),
    Sees("supporter", True, False, "no page", 403),
    Sees("invited", False, False, "no page", 403),
    Sees("other_person", False, False, "no page", 404),
]


@pytest.fixture
def table(world: World) -> tuple[Meeting, AgendaItem]:
    Person.objects.filter(pk=world.fatma.pk).update(email="fatma@example.nl")
    Supporter.objects.filter(pk=world.supporter.pk).update(email="riet@example.nl")
    meeting = actions.call_meeting(
        name="Tafel Noord",
        day=clock.today() + timedelta(days=7),
        at=time(13),
        place="Buurthuis",
        asked=[world.anouk, world.ahmed, world.stranger],
        by=world.actor(world.door),
    )
    guests = [world.seat(world.fatma), world.seat(world.supporter)]
    return meeting, brought(world, meeting, life_domain=world.domains["psyche"], guests=guests)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.who)
def test_everybody_sees_what_the_table_of_cases_says(
    world: World, sign_in: SignIn, table: tuple[Meeting, AgendaItem], case: Sees
) -> None:
    meeting, item = table
    who = getattr(world, case.who)
    mails = list(Mail.objects.filter(address=who.user.email, calendar__gt=""))
    assert bool(mails) is case.mail
    for mail in mails:
        link = Client().get(link_in(mail)).content.decode()
        assert "13:00" in mail.text
        assert "13:00" in link
        assert "Buurthuis" in mail.calendar
        for word in NEVER:
            assert word not in mail.subject + mail.text + mail.calendar + link, word

    page = sign_in(who).get(reverse("table", args=[meeting.pk]))
    shown = page.content.decode()
    names = {True: "the name", False: "a place"}
    assert (names["De Wit" in shown] if page.status_code == 200 else "no page") == case.agenda
    if case.agenda != "the name":
        assert "Hoe houdt" not in shown

    talk = sign_in(who).get(where(item))
    assert talk.status_code == case.talk
    assert ("Hoe houdt zij haar huis?" in talk.content.decode()) is (case.talk == 200)


@pytest.mark.parametrize("case", [case for case in CASES if case.feed], ids=lambda case: case.who)
def test_an_own_calendar_has_the_day_and_no_names(world: World, table: tuple[Meeting, AgendaItem], case: Sees) -> None:
    feed = renew_feed(by=world.actor(getattr(world, case.who)))
    said = Client().get(reverse("calendar_feed", args=[feed.pk, feed.secret])).content.decode()
    assert "T130000" in said
    for word in NEVER:
        assert word not in said, word


def test_who_is_told_in_person_stands_in_work_with_the_name_and_nothing_of_the_talk(
    world: World, sign_in: SignIn
) -> None:
    meeting = actions.call_meeting(
        name="Tafel", day=clock.today() + timedelta(days=7), at=time(13), by=world.actor(world.anouk)
    )
    brought(world, meeting, life_domain=world.domains["psyche"])
    page = sign_in(world.anouk).get("/").content.decode()
    assert "Vertel Fatma over het gesprek" in page
    assert "Hoe houdt" not in page
