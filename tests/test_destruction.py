"""A resident asks to destroy what is written about them: who wrote it answers, within three months."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households import actions as households
from kring.households.models import Person
from kring.intake import actions as intake
from kring.keeping.destroying import (
    answer_part,
    ask_to_destroy,
    destroy_what_was_answered,
    remind_of_destruction,
    take_back,
)
from kring.keeping.models import DestructionPart, DestructionRequest
from kring.keeping.reading import requests_of
from kring.keeping.together import told_about
from kring.keeping.written import written_about
from kring.log.models import Look
from kring.network.models import Organisation, OrganisationKind
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing.actions import Withhold, withhold
from kring.sharing.models import Withholding
from tests.conftest import SignIn
from tests.world import World

DESTROY, KEEP = DestructionPart.Answer.DESTROY, DestructionPart.Answer.KEEP


def brug(world: World) -> Organisation:
    return world.organisations[OrganisationKind.MENTAL_HEALTH]


def asked(world: World, **how: Any) -> DestructionRequest:
    """Fatma asks the mental health organisation to destroy what it wrote about her."""
    key = (world.circle.pk, brug(world).pk)
    return ask_to_destroy(world.fatma, [key], by=world.actor(world.fatma), **how)


def in_days(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


# Asking


def test_she_sees_how_much_each_organisation_wrote_about_her_alone(world: World) -> None:
    told = told_about(world.fatma, world.fatma).alone
    assert told[world.circle.pk, brug(world).pk] == 1
    written = written_about(world.fatma, until=clock.now())
    everything = {thing.pk for things in written.values() for thing in things}
    assert world.health_note.pk in everything
    assert world.money_note.pk not in everything  # about the whole household


def test_where_somebody_lives_alone_all_that_was_written_there_is_about_them(world: World) -> None:
    stef, bas = world.actor(world.stranger), world.other_person
    note = plans.write_note(
        world.other_circle,
        text="Hij zoekt werk.",
        life_domain=world.domains["werk"],
        by=stef,
        seat=world.seat(world.stranger, world.other_circle),
    )
    key = (world.other_circle.pk, note.author_organisation_id)
    assert told_about(bas, bas).alone[key] == 1
    households.move_in(world.other_household, world.fatma, by=None)
    assert told_about(bas, bas).alone[key] == 0


def test_what_is_kept_closed_for_her_is_not_offered_and_goes_along(world: World) -> None:
    more = plans.write_note(
        world.circle,
        text="Nog iets.",
        life_domain=world.domains["psyche"],
        about=world.fatma,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    how = Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=30))
    withhold(more, how, by=world.actor(world.gees), seat=world.seat(world.gees))
    part = asked(world).parts.get()
    assert part.counted == 1
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    assert destroy_what_was_answered() == 2
    assert not Withholding.objects.exists()


def test_who_decides_asks_and_nobody_else(world: World) -> None:
    note = plans.write_note(
        world.circle,
        text="Sam spijbelt.",
        life_domain=world.domains["gezin"],
        about=world.sam,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    key = (world.circle.pk, note.author_organisation_id)
    for who in (world.supporter, world.other_person, world.anouk):
        with pytest.raises(Refused):
            ask_to_destroy(world.fatma, [(world.circle.pk, brug(world).pk)], by=world.actor(who))
    assert ask_to_destroy(world.sam, [key], by=world.actor(world.fatma)).parts.count() == 1


def test_the_officer_asks_for_who_came_on_paper(world: World) -> None:
    key = (world.circle.pk, brug(world).pk)
    request = ask_to_destroy(world.fatma, [key], seen_how="Paspoort", by=world.actor(world.officer))
    assert request.asked_by == world.officer.user
    with pytest.raises(Refused):
        take_back(request, by=world.actor(world.fatma))
    take_back(request, by=world.actor(world.officer))


def test_it_is_asked_once_at_a_time_and_of_what_is_there(world: World) -> None:
    asked(world)
    with pytest.raises(Refused, match="al gevraagd"):
        asked(world)
    with pytest.raises(Refused, match="niets om te vernietigen"):
        ask_to_destroy(world.other_person, [(world.circle.pk, brug(world).pk)], by=world.actor(world.other_person))


def test_who_wrote_it_hears_by_mail_without_a_name_and_has_three_months(world: World) -> None:
    with clock.at(clock.now().replace(month=11, day=30)):
        request = asked(world)
    assert (request.due_on.month, request.due_on.day) == (2, 28)
    mail = Mail.objects.latest("pk")
    assert mail.address == brug(world).email
    assert "Fatma" not in mail.text + mail.subject


def test_what_was_asked_before_two_turned_out_to_be_one_is_still_theirs(world: World) -> None:
    request = asked(world)
    same = households.add_person(world.municipality, given_name="Fatma", family_name="Wit", by=None)
    intake.join_people(same, world.fatma, by=world.actor(world.door))
    rows = requests_of(world.actor(same))
    assert [row.requests[0].request for row in rows if row.about == same] == [request]
    answer_part(request.parts.get(), answer=DESTROY, by=world.actor(world.gees))
    assert destroy_what_was_answered() == 1


# Answering


def test_yes_takes_it_away_with_what_was_decided_about_it_and_she_hears_it(world: World) -> None:
    part = asked(world).parts.get()
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    assert Note.objects.filter(pk=world.health_note.pk).exists()
    assert destroy_what_was_answered() == 1
    assert not Note.objects.filter(pk=world.health_note.pk).exists()
    part.refresh_from_db()
    assert (part.removed, part.hanging, part.request.is_open) == (1, 0, False)
    assert Mail.objects.latest("pk").address == "fatma@example.nl"
    assert destroy_what_was_answered() == 0


def test_no_keeps_it_and_says_why(world: World) -> None:
    part = asked(world).parts.get()
    answer_part(part, answer=KEEP, why="law", words="Vijftien jaar.", by=world.actor(world.gees))
    assert destroy_what_was_answered() == 0
    assert Note.objects.filter(pk=world.health_note.pk).exists()
    part.request.refresh_from_db()
    assert not part.request.is_open


def test_the_database_refuses_a_no_without_a_reason(world: World) -> None:
    part = asked(world).parts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        answer_part(part, answer=KEEP, by=world.actor(world.gees))


def test_only_who_wrote_it_answers_and_its_contact_where_it_has_one(world: World) -> None:
    part = asked(world).parts.get()
    for who in (world.anouk, world.ahmed, world.stranger, world.fatma, world.officer):
        with pytest.raises(Refused):
            answer_part(part, answer=DESTROY, by=world.actor(who))
    world.gees.is_contact = True
    world.gees.save()
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    with pytest.raises(Refused, match="al beantwoord"):
        answer_part(part, answer=KEEP, why="law", words="Toch niet.", by=world.actor(world.gees))


def test_the_officer_answers_when_the_organisation_did_not_in_time(world: World) -> None:
    part = asked(world).parts.get()
    with in_days(70):
        answer_part(part, answer=DESTROY, by=world.actor(world.officer))
        assert destroy_what_was_answered() == 1


def test_what_something_of_another_hangs_on_stays_is_said_and_goes_later(world: World) -> None:
    goal = plans.add_goal(
        world.plan,
        result="Slapen",
        life_domain=world.domains["psyche"],
        about=world.fatma,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    agreement = plans.add_agreement(
        goal,
        what="Slaapdagboek",
        who=world.seat(world.ahmed),
        due_on=clock.today(),
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    part = asked(world).parts.get()
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    assert destroy_what_was_answered() == 1
    part.refresh_from_db()
    assert (part.removed, part.hanging, part.removed_at) == (1, 1, None)
    with transaction.atomic():
        agreement.delete()
    assert destroy_what_was_answered() == 0  # not every minute: a day later
    with in_days(2):
        assert destroy_what_was_answered() == 1
    part.refresh_from_db()
    assert (part.removed, part.hanging) == (2, 0)


def test_what_was_taken_back_stays(world: World) -> None:
    request = asked(world)
    answer_part(request.parts.get(), answer=DESTROY, by=world.actor(world.gees))
    take_back(request, by=world.actor(world.fatma))
    assert destroy_what_was_answered() == 0
    assert Note.objects.filter(pk=world.health_note.pk).exists()
    asked(world)


def test_what_was_written_after_it_was_asked_is_not_taken(world: World) -> None:
    part = asked(world).parts.get()
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    newer = plans.write_note(
        world.circle,
        text="Nieuw.",
        life_domain=world.domains["psyche"],
        about=world.fatma,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    assert destroy_what_was_answered() == 1
    assert Note.objects.filter(pk=newer.pk).exists()


# Reminding


def test_after_two_months_it_is_asked_again_every_week_and_the_officer_hears(world: World) -> None:
    asked(world)
    before = Mail.objects.count()
    with in_days(30):
        assert remind_of_destruction() == 0
    with in_days(65):
        assert remind_of_destruction() == 1
        assert remind_of_destruction() == 0
    with in_days(73):
        assert remind_of_destruction() == 1
    to = list(Mail.objects.order_by("pk").values_list("address", flat=True)[before:])
    assert sorted(to) == sorted([brug(world).email, world.officer.email] * 2)


def test_a_request_that_is_late_says_so(world: World) -> None:
    request = asked(world)
    assert not request.is_late
    with in_days(95):
        assert request.is_late


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 11, 30), date(2027, 2, 28)), (date(2026, 1, 15), date(2026, 4, 15))]
)
def test_three_months_end_within_the_month(day: date, due: date) -> None:
    assert clock.months_after(day, 3) == due


# The pages


def test_she_asks_and_who_wrote_it_answers_in_a_browser(world: World, sign_in: SignIn, send: Any) -> None:
    fatma, gees = sign_in(world.fatma), sign_in(world.gees)
    ask = f"/mijn/weghalen/{world.fatma.pk}/"
    assert "GGZ De Brug" in fatma.get(ask).content.decode()
    assert send(fatma, ask).status_code == 400
    assert send(fatma, ask, parts="iets anders").status_code == 400
    key = f"{world.circle.pk}_{brug(world).pk}"
    assert send(fatma, ask, parts=key, words="Het klopt niet.").status_code == 303
    assert "nog geen antwoord" in fatma.get("/mijn/weghalen/").content.decode()
    part = DestructionPart.objects.get()
    assert "vraagt om iets te vernietigen" in gees.get("/").content.decode()
    page = gees.get(f"/weghalen/{part.pk}/").content.decode()
    assert "Het klopt niet." in page
    assert "De medicatie is veranderd." not in page
    assert send(gees, f"/weghalen/{part.pk}/", answer="keep").status_code == 400
    assert send(gees, f"/weghalen/{part.pk}/", answer="keep", why="law", words="Twintig jaar.").status_code == 303
    said = fatma.get("/mijn/weghalen/").content.decode()
    assert "Twintig jaar." in said
    assert "blijft" in said


def test_how_much_went_is_not_told_for_it_may_be_more_than_she_knew(world: World, sign_in: SignIn) -> None:
    part = asked(world).parts.get()
    answer_part(part, answer=DESTROY, by=world.actor(world.gees))
    destroy_what_was_answered()
    said = sign_in(world.fatma).get("/mijn/weghalen/").content.decode()
    assert "vernietigd" in said
    assert "1 stuk" not in said


def test_every_look_at_a_request_is_kept_with_its_ground(world: World, sign_in: SignIn) -> None:
    part = asked(world).parts.get()
    for who in (world.gees, world.officer):
        sign_in(who).get(f"/weghalen/{part.pk}/")
    sign_in(world.officer).get("/beheer/weghalen/")
    looks = Look.objects.filter(purpose="destruction", about_person=world.fatma.pk).order_by("at")
    assert list(looks.values_list("ground", flat=True)) == ["contact", "officer", "officer"]


def test_the_officer_fills_in_a_letter_and_takes_it_back(world: World, sign_in: SignIn, send: Any) -> None:
    officer = sign_in(world.officer)
    assert send(officer, "/beheer/weghalen/", family_name="Wit", birth_date="1-1-1901").status_code == 400
    found = send(officer, "/beheer/weghalen/", family_name="Wit", birth_date="14-03-1985")
    assert found.status_code == 303
    key = f"{world.circle.pk}_{brug(world).pk}"
    assert send(officer, found["Location"], parts=key).status_code == 400
    assert send(officer, found["Location"], parts=key, seen_how="Paspoort").status_code == 303
    one = DestructionRequest.objects.get()
    assert send(officer, f"/mijn/weghalen/terug/{one.pk}/").status_code == 303
    assert not DestructionRequest.objects.filter(ended_at__isnull=True).exists()


# What is about more people together


def together(world: World) -> Note:
    """What the housing corporation wrote about Fatma and Sam together."""
    return plans.write_note(
        world.circle,
        text="Samen in één kamer.",
        life_domain=world.domains["wonen"],
        about=[world.fatma, world.sam],
        by=world.actor(world.ahmed),
        seat=world.seat(world.ahmed),
    )


def asks(world: World, about: Person, organisation: Organisation) -> DestructionPart:
    key = (world.circle.pk, organisation.pk)
    return ask_to_destroy(about, [key], by=world.actor(world.fatma)).parts.get()


def woonstee(world: World) -> Organisation:
    return world.organisations[OrganisationKind.HOUSING]


def test_what_is_about_two_goes_when_both_asked_it_and_the_writer_said_yes_to_each(world: World) -> None:
    note, ahmed = together(world), world.actor(world.ahmed)
    assert told_about(world.fatma, world.fatma).together[world.circle.pk, woonstee(world).pk] >= 1
    mine = asks(world, world.fatma, woonstee(world))
    answer_part(mine, answer=DESTROY, by=ahmed)
    destroy_what_was_answered()
    mine.refresh_from_db()
    assert Note.objects.filter(pk=note.pk).exists()
    assert mine.removed_at is not None
    assert mine.together >= 1
    his = asks(world, world.sam, woonstee(world))
    destroy_what_was_answered()
    assert Note.objects.filter(pk=note.pk).exists()
    answer_part(his, answer=DESTROY, by=ahmed)
    destroy_what_was_answered()
    assert not Note.objects.filter(pk=note.pk).exists()
    mine.refresh_from_db()
    assert mine.together == 0


def test_a_no_for_one_of_them_keeps_what_is_about_both(world: World) -> None:
    note, ahmed = together(world), world.actor(world.ahmed)
    answer_part(asks(world, world.fatma, woonstee(world)), answer=DESTROY, by=ahmed)
    why = {"why": DestructionPart.Why.OTHER, "words": "Dit heeft hij nodig."}
    answer_part(asks(world, world.sam, woonstee(world)), answer=KEEP, by=ahmed, **why)
    destroy_what_was_answered()
    assert Note.objects.filter(pk=note.pk).exists()


def test_what_is_about_the_household_waits_for_who_came_to_live_there_too(world: World) -> None:
    note = world.money_note
    households.move_in(world.household, world.other_person, by=None)
    for about in (world.fatma, world.sam):
        answer_part(asks(world, about, note.author_organisation), answer=DESTROY, by=world.actor(world.anouk))
    destroy_what_was_answered()
    assert Note.objects.filter(pk=note.pk).exists()


def test_a_wish_of_more_than_a_year_ago_is_asked_anew(world: World) -> None:
    note, ahmed = together(world), world.actor(world.ahmed)
    answer_part(asks(world, world.fatma, woonstee(world)), answer=DESTROY, by=ahmed)
    destroy_what_was_answered()
    with in_days(400):
        answer_part(asks(world, world.sam, woonstee(world)), answer=DESTROY, by=ahmed)
        destroy_what_was_answered()
    assert Note.objects.filter(pk=note.pk).exists()


def test_who_hears_that_it_is_gone_is_everybody_who_asked_and_no_name_stands_in_the_mail(world: World) -> None:
    together(world)
    ahmed = world.actor(world.ahmed)
    for about in (world.fatma, world.sam):
        answer_part(asks(world, about, woonstee(world)), answer=DESTROY, by=ahmed)
        destroy_what_was_answered()
    mail = Mail.objects.filter(address="fatma@example.nl").latest("asked_at")
    assert "Fatma" not in mail.text
    assert "Sam" not in mail.text
