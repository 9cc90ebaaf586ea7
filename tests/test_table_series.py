"""A table that comes back: its places, what changes from a day on, its end, its mails; and whom one has not met yet."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.meetings import actions
from kring.meetings.actions.tables.series import to_come
from kring.meetings.actions.tables.series_mails import tell_new_dates
from kring.meetings.actions.tables.standing import follow_places
from kring.meetings.models import Kind, Meeting, MeetingSeries, Participant
from kring.network.models import OrganisationKind, Professional
from tests.conftest import SignIn
from tests.test_table import brought
from tests.test_table_calendar import OCTOBER, files, khal
from tests.test_table_invitations import last_to, link_in, with_mail
from tests.world import World

Send = Callable[..., Any]


def series_of(world: World, **fields: Any) -> MeetingSeries:
    """Every other Monday at one, from the 5th of October; Anouk chairs it and Ahmed stands in it."""
    asked = {"name": "Tafel Noord", "first_on": date(2026, 10, 5), "every_weeks": 2, "at": time(13), **fields}
    return actions.start_series(**asked, asked=[world.ahmed], by=world.actor(world.anouk))


def days_of(series: MeetingSeries, who: Professional) -> list[date]:
    asked = Participant.objects.filter(professional=who, meeting__in=to_come(series))
    return list(asked.order_by("meeting__day").values_list("meeting__day", flat=True))


def colleague(world: World, name: str = "Noor Bos", **fields: Any) -> Professional:
    """Somebody who comes to work as housing officer at the corporation."""
    housing = world.organisations[OrganisationKind.HOUSING]
    return Professional.objects.create(
        organisation=housing, name=name, email="noor@example.nl", **{"function": "Woonconsulent", **fields}
    )


def leaves(who: Professional) -> None:
    Professional.objects.filter(pk=who.pk).update(ended_on=clock.today())


# Mails about a series


def test_everybody_gets_one_mail_with_the_whole_series_and_khal_reads_every_date(world: World, tmp_path: Path) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        days = days_of(series, world.ahmed)
    (file,) = files()
    assert file["METHOD"] == "PUBLISH"
    assert not Mail.objects.filter(address="anouk@example.nl").exists()
    events = file.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) == len(days) == 6
    assert [line[:16] for line in khal(tmp_path, file.to_ical().decode())] == [f"{day} 13:00" for day in days]
    assert all("attendee" not in event for event in events)


def test_one_date_that_moves_or_is_cancelled_afterwards_changes_that_one_only(world: World, tmp_path: Path) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        first, second, *_rest = to_come(series)
        actions.move_meeting(first, day=date(2026, 10, 7), at=time(10), by=world.actor(world.anouk))
        actions.cancel_meeting(second, why="x", by=world.actor(world.anouk))
    whole, moved, off = (file.to_ical().decode() for file in files())
    khal(tmp_path, whole)
    khal(tmp_path, moved)
    lines = khal(tmp_path, off)
    assert lines[0].startswith("2026-10-07 10:00")
    assert "2026-10-19 13:00" in lines[1]
    assert "CANCELLED" in lines[1]
    assert [line[:16] for line in lines[2:]] == [
        f"{day} 13:00" for day in ("2026-11-02", "2026-11-16", "2026-11-30", "2026-12-14")
    ]


def test_one_press_says_yes_to_every_date_and_one_link_to_each(world: World, send: Send) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        browser, link = Client(), link_in(last_to("ahmed@example.nl"))
        page = browser.get(link)
        assert "Ik kom op alle 6 dagen" in page.content.decode()
        assert "Tafel Noord" not in page.content.decode()
        assert Participant.objects.filter(professional=world.ahmed, answer="none").count() == 6
        assert send(browser, link, answer="accepted", seen="x").status_code == 400
        send(browser, link, answer="accepted", seen=page.context["page"].seen)
        assert Participant.objects.filter(professional=world.ahmed, answer="accepted").count() == 6
        one = browser.get(link).context["page"].rows[2]
        send(browser, one[2], answer="declined")
        assert Participant.objects.get(pk=one[0].pk).answer == "declined"
        leaves(world.ahmed)
        assert browser.get(link).status_code == 404
    assert series.chair == world.anouk


def test_new_dates_come_along_at_most_once_a_week(world: World) -> None:
    with clock.at(OCTOBER):
        series = series_of(world, every_weeks=1)
        assert tell_new_dates() == 0
    mails = Mail.objects.filter(address="ahmed@example.nl")
    for days in range(1, 29):
        with clock.at(OCTOBER + timedelta(days=days)):
            actions.plan_ahead()
            tell_new_dates()
            tell_new_dates()
    assert mails.count() == 1 + 4
    told = [str(event["UID"]) for mail in mails for event in Calendar.from_ical(mail.calendar).walk("VEVENT")]
    assert len(told) == len(set(told)) == series.meetings.count()
    assert "Tafel Noord" not in "".join(mail.text + mail.subject + mail.calendar for mail in mails)


# Places


def test_who_leaves_is_followed_by_who_takes_that_function(world: World) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        leaves(world.ahmed)
        noor = colleague(world)
        assert follow_places() == 1
        assert follow_places() == 0
        assert series.places.get(organisation=noor.organisation).holder == noor
        assert len(days_of(series, noor)) == 6
        assert days_of(series, world.ahmed) == []
    assert Calendar.from_ical(last_to("noor@example.nl").calendar)["METHOD"] == "PUBLISH"


@pytest.mark.parametrize("others", [0, 2])
def test_a_place_is_empty_when_it_is_not_clear_who_follows(world: World, sign_in: SignIn, others: int) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        leaves(world.ahmed)
        for number in range(others):
            colleague(world, f"Noor {number}")
        assert follow_places() == 1
        assert series.places.get(organisation=world.ahmed.organisation).holder is None
        assert days_of(series, world.ahmed) == []
        page = sign_in(world.anouk).get(reverse("series", args=[series.pk])).content.decode()
        assert "1 plek is leeg" in page
        noor = colleague(world, "Noor Bos", function="Iemand anders")
        assert follow_places() == 0
        if not others:
            Professional.objects.filter(pk=noor.pk).update(function="woonconsulent")
            assert follow_places() == 1
            assert len(days_of(series, noor)) == 6


def test_the_chair_adds_a_place_by_function_and_takes_it_away(world: World, sign_in: SignIn, send: Send) -> None:
    with clock.at(OCTOBER):
        series, anouk = series_of(world), sign_in(world.anouk)
        page = reverse("series_place", args=[series.pk])
        wrong = send(anouk, page, organisation="Nergens", function="", who="")
        assert wrong.status_code == 400
        send(anouk, page, organisation="GGZ De Brug", function="behandelaar", who="")
        place = series.places.get(holder=world.gees)
        assert len(days_of(series, world.gees)) == 6
        with pytest.raises(Refused):
            actions.add_place(
                series,
                organisation=world.gees.organisation,
                function="x",
                holder=world.gees,
                by=world.actor(world.anouk),
            )
        send(anouk, reverse("series_place_drop", args=[series.pk, place.pk]))
        assert days_of(series, world.gees) == []
        off = Calendar.from_ical(last_to("gees@example.nl").calendar)
        assert {str(event["STATUS"]) for event in off.walk("VEVENT")} == {"CANCELLED"}


def test_only_the_chair_changes_a_series_and_the_chair_keeps_a_place(world: World, sign_in: SignIn, send: Send) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        ahmed = sign_in(world.ahmed)
        for name in ("series_change", "series_place", "series_end"):
            assert ahmed.get(reverse(name, args=[series.pk])).status_code == 403
        assert sign_in(world.gees).get(reverse("series", args=[series.pk])).status_code == 404
        with pytest.raises(Refused):
            actions.drop_place(series.places.get(holder=world.anouk), by=world.actor(world.anouk))
        leaves(world.anouk)
        assert ahmed.get(reverse("series_change", args=[series.pk])).status_code == 200


# What changes from a day on


def test_another_hour_from_a_day_on_leaves_what_was_before_and_what_was_moved(
    world: World, sign_in: SignIn, send: Send, tmp_path: Path
) -> None:
    with clock.at(OCTOBER):
        series = series_of(world, place="Buurthuis")
        _first, _second, third, fourth, *_rest = to_come(series)
        actions.answer(third, answer="accepted", by=world.actor(world.ahmed))
        actions.move_meeting(fourth, day=date(2026, 11, 18), at=time(9), by=world.actor(world.anouk))
        changed = {"from_day": "19-10-2026", "at": "15:30", "minutes": "60", "place": "Stadskantoor"}
        send(sign_in(world.anouk), reverse("series_change", args=[series.pk]), chair=str(world.anouk.pk), **changed)
        rows = [(one.day, one.at, one.place) for one in to_come(series)]
    assert rows[0] == (date(2026, 10, 5), time(13), "Buurthuis")
    assert rows[1] == (date(2026, 10, 19), time(15, 30), "Stadskantoor")
    assert rows[3] == (date(2026, 11, 18), time(9), "Stadskantoor")
    assert third.participants.get(professional=world.ahmed).answer == "none"
    whole, _moved, changes = (file.to_ical().decode() for file in files())
    khal(tmp_path, whole)
    lines = khal(tmp_path, changes)
    assert lines[0].startswith("2026-10-05 13:00")
    assert lines[1].startswith("2026-10-19 15:30 16:30")
    assert lines[3].startswith("2026-11-18 09:00")
    assert len(lines) == 6


def test_dates_that_are_planned_later_follow_the_change(world: World) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        series = actions.change_series(
            series, from_day=date(2026, 11, 1), at=time(9), by=world.actor(world.anouk), chair=world.gees
        )
    with clock.at(OCTOBER + timedelta(weeks=4)):
        assert actions.plan_ahead() == 2
        last = to_come(series).last()
    assert last is not None
    assert (last.at, last.chair) == (time(9), world.gees)
    assert last.participants.get(professional=world.gees).answer == "accepted"


def test_a_resident_is_asked_anew_when_the_hour_changes(world: World) -> None:
    with_mail(world)
    with clock.at(OCTOBER):
        series = series_of(world)
        item = brought(world, to_come(series)[1])
        actions.answer_guest(item.guests.get(), answer="accepted", by=None)
        actions.change_series(series, from_day=date(2026, 10, 6), at=time(9), by=world.actor(world.anouk))
    assert item.guests.get().answer == "none"
    assert "09:00" in last_to("fatma@example.nl").text


@pytest.mark.parametrize("day", ["1-9-2026", "1-9-2027", "x"])
def test_a_change_from_an_odd_day_keeps_nothing(world: World, sign_in: SignIn, send: Send, day: str) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        said = {"from_day": day, "at": "9:00", "minutes": "60", "chair": str(world.anouk.pk)}
        assert send(sign_in(world.anouk), reverse("series_change", args=[series.pk]), **said).status_code == 400
    series.refresh_from_db()
    assert series.at == time(13)


# The end


def test_what_is_planned_after_the_last_day_is_cancelled_in_one_mail(
    world: World, sign_in: SignIn, send: Send, tmp_path: Path
) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        said = {"last_day": "20-10-2026", "why": "De wijk gaat over"}
        send(sign_in(world.anouk), reverse("series_end", args=[series.pk]), **said)
        assert [one.day for one in to_come(series)] == [date(2026, 10, 5), date(2026, 10, 19)]
        assert actions.plan_ahead() == 0
    whole, off = (file.to_ical().decode() for file in files())
    khal(tmp_path, whole)
    assert sum("CANCELLED" in line for line in khal(tmp_path, off)) == 4


def test_a_table_with_a_household_on_its_agenda_is_kept_with_a_warning(
    world: World, sign_in: SignIn, send: Send
) -> None:
    with clock.at(OCTOBER):
        series, anouk = series_of(world), sign_in(world.anouk)
        item = brought(world, to_come(series)[2])
        page = reverse("series_end", args=[series.pk])
        assert "Waar gaat het heen" in anouk.get(page).content.decode()
        there = send(anouk, page, last_day="20-10-2026", why="x", items_to="")["Location"]
        assert "1 tafel gaat nog door" in anouk.get(there).content.decode()
    item.meeting.refresh_from_db()
    assert item.meeting.state == "planned"


def test_or_the_household_goes_to_another_table_and_the_resident_is_asked_anew(
    world: World, sign_in: SignIn, send: Send
) -> None:
    with_mail(world)
    with clock.at(OCTOBER):
        series, anouk = series_of(world), sign_in(world.anouk)
        first, second, third, *_rest = to_come(series)
        item = brought(world, third)
        send(anouk, reverse("series_end", args=[series.pk]), last_day="20-10-2026", why="x", items_to=str(second.pk))
        item.refresh_from_db()
        third.refresh_from_db()
        assert (item.meeting, third.state) == (second, "cancelled")
        assert "19 oktober 2026" in last_to("fatma@example.nl").text
        assert first.items.count() == 0


def test_an_ended_series_changes_no_more(world: World) -> None:
    with clock.at(OCTOBER):
        series = series_of(world)
        actions.end_series(series, last_day=date(2026, 10, 20), why="x", by=world.actor(world.anouk))
        with pytest.raises(Refused):
            actions.change_series(series, from_day=date(2026, 10, 6), at=time(9), by=world.actor(world.anouk))


def test_the_page_of_a_series_asks_few_queries_however_many_places(world: World, sign_in: SignIn) -> None:
    with clock.at(OCTOBER):
        series, anouk = series_of(world), sign_in(world.anouk)
        for number in range(8):
            name = f"Iemand {number}"
            actions.add_place(
                series,
                organisation=world.ahmed.organisation,
                function=name,
                holder=colleague(world, name, function=name),
                by=world.actor(world.anouk),
            )
        anouk.get(reverse("series", args=[series.pk]))
        with CaptureQueriesContext(connection) as queries:
            assert anouk.get(reverse("series", args=[series.pk])).status_code == 200
    assert len(queries) <= 12


# Meeting each other


def test_calling_a_kick_off_suggests_one_of_every_function_not_met_yet(
    world: World, sign_in: SignIn, send: Send
) -> None:
    colleague(world, "Ook Een", function="buurtcoach")
    anouk = sign_in(world.anouk)
    day = clock.today() + timedelta(days=7)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    said = {"name": "Kennismaken", "kind": Kind.KICK_OFF, "day": f"{day:%d-%m-%Y}", "at": "9:30", "minutes": "60"}
    there = send(anouk, reverse("table_call"), every_weeks="0", **said)["Location"]
    suggested = anouk.get(there).context["suggested"]
    # She is in one circle with a housing officer and a therapist; of the community coaches one is enough.
    functions = [one.function for one in suggested]
    assert "woonconsulent" not in functions
    assert functions.count("buurtcoach") == 1
    assert "medewerker toegang" in functions
    send(anouk, there, who=[str(one.pk) for one in suggested if one.function == "buurtcoach"])
    meeting = Meeting.objects.get(name="Kennismaken")
    assert meeting.participants.count() == 2
    assert "buurtcoach" not in [one.function for one in anouk.get(there).context["suggested"]]
