"""Consent: by the right person for their age, until a day, to whom it says; withdrawn in one press, at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kring.circles import actions as circles
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households import actions as households
from kring.households.models import Authority, Person
from kring.log.models import Act, Look
from kring.network.models import User
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing import consent_rules as rules
from kring.sharing.actions import consent as actions
from kring.sharing.actions import reminding
from kring.sharing.consent_rules import Decider, Wish
from kring.sharing.models import Consent, ConsentVoice, Ground
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]
SAID = ConsentVoice.How.SPOKEN


def wish(world: World, about: Person | None = None, **changes: Any) -> Wish:
    """May the neighbourhood team read about money?"""
    asked = Wish(
        about=about or world.fatma,
        life_domains=[world.domains["geld"]],
        purpose="Om de schulden samen te regelen",
        until=clock.today() + timedelta(days=90),
        organisations=[world.anouk.organisation],
        up_to=1,
    )
    return replace(asked, **changes)


def ask(world: World, about: Person | None = None, **changes: Any) -> Consent:
    anouk = world.actor(world.anouk)
    return actions.ask_consent(world.circle, wish(world, about, **changes), by=anouk, seat=world.seat(world.anouk))


def yes(world: World, consent: Consent) -> Consent:
    return actions.say(
        consent,
        decider=Decider(world.fatma),
        says_yes=True,
        by=world.actor(world.fatma),
        seat=world.seat(world.fatma),
    )


def heard(world: World, consent: Consent, who: Person, *, says_yes: bool = True, **how: Any) -> Consent:
    noted = actions.Noted(how=how.pop("how", SAID), seat=world.seat(world.ahmed), **how)
    return actions.note_answer(
        consent, decider=Decider(who), says_yes=says_yes, noted=noted, by=world.actor(world.ahmed)
    )


def born(world: World, who: Person, years: int, *, days: int = 0) -> Person:
    """Becomes `years` years old today, or in so many days."""
    day = clock.today() + timedelta(days=days)
    leap = (day.month, day.day) == (2, 29)
    who.birth_date = day.replace(year=day.year - years, day=28 if leap else day.day)
    who.save()
    return who


@pytest.fixture
def money(world: World) -> Note:
    """What debt help wrote about Fatma and money: closed to the neighbourhood team without consent."""
    circles.accept_invitation(world.seat(world.invited), by=world.actor(world.invited), goal="Helpen")
    return plans.write_note(
        world.circle,
        text="Elf schuldeisers.",
        life_domain=world.domains["geld"],
        about=world.fatma,
        by=world.actor(world.invited),
        seat=world.seat(world.invited),
    )


def opens(world: World, note: Note, at: datetime | None = None) -> bool:
    """May the lead read it, with the facts as they are now?"""
    with clock.at(at or clock.now()):
        return may_read(world.facts(world.anouk), note).allowed


def test_what_is_given_opens_from_that_moment_and_what_is_withdrawn_closes_at_once(world: World, money: Note) -> None:
    consent = ask(world)
    assert (consent.state, opens(world, money)) == ("asked", False)
    assert (yes(world, consent).state, opens(world, money)) == ("given", True)
    gone = actions.withdraw(consent, decider=Decider(world.fatma), by=world.actor(world.fatma))
    assert (gone.state, opens(world, money)) == ("withdrawn", False)


def test_consent_ends_by_itself_after_its_last_day(world: World, money: Note) -> None:
    consent = yes(world, ask(world))
    last = timezone.make_aware(datetime.combine(consent.until, datetime.min.time())) + timedelta(hours=12)
    assert opens(world, money, last)
    assert not opens(world, money, last + timedelta(days=1))


def test_a_no_opens_nothing_and_needs_no_reason(world: World, money: Note) -> None:
    consent = actions.say(
        ask(world),
        decider=Decider(world.fatma),
        says_yes=False,
        by=world.actor(world.fatma),
        seat=world.seat(world.fatma),
    )
    assert (consent.state, opens(world, money)) == ("refused", False)


def test_an_answer_is_given_once(world: World) -> None:
    consent = yes(world, ask(world))
    with pytest.raises(Refused, match="beantwoord"):
        yes(world, consent)


@pytest.mark.parametrize(
    ("years", "names"),
    [(11, ["Fatma"]), (12, ["Sam", "Fatma"]), (15, ["Sam", "Fatma"]), (16, ["Sam"]), (17, ["Sam"]), (18, ["Sam"])],
)
def test_who_decides_follows_from_age_on_the_birthday_itself(world: World, years: int, names: list[str]) -> None:
    sam = born(world, world.sam, years)
    assert [one.short_name for one in actions.deciders_of(sam)] == names
    born(world, world.sam, years, days=1)
    younger = [one.short_name for one in actions.deciders_of(sam)]
    assert younger == ([] if years == 0 else {12: ["Fatma"], 16: ["Sam", "Fatma"]}.get(years, names))


def test_parents_apart_both_say_yes_below_twelve(world: World) -> None:
    father = households.add_person(world.municipality, given_name="Mark", family_name="Wit", by=None)
    households.give_authority(world.sam, holder=father, kind=Authority.Kind.PARENT, by=None)
    consent = ask(world, born(world, world.sam, 11), life_domains=[world.domains["gezin"]])
    assert yes(world, consent).state == "asked"
    assert heard(world, consent, father).state == "given"
    assert heard(world, consent, father, says_yes=False).state == "withdrawn"


def test_from_twelve_the_young_person_is_asked_too(world: World) -> None:
    consent = ask(world, born(world, world.sam, 12), life_domains=[world.domains["gezin"]])
    assert yes(world, consent).state == "asked"
    assert heard(world, consent, world.sam, says_yes=False).state == "refused"


def test_a_parent_does_not_decide_for_sixteen(world: World) -> None:
    consent = ask(world, born(world, world.sam, 16), life_domains=[world.domains["gezin"]])
    with pytest.raises(Refused):
        yes(world, consent)
    assert heard(world, consent, world.sam).state == "given"


def test_a_curator_or_mentor_decides_in_the_place_of_an_adult(world: World) -> None:
    son = born(world, world.sam, 30)
    households.give_authority(world.fatma, holder=son, kind=Authority.Kind.MENTOR, by=None)
    consent = ask(world)
    with pytest.raises(Refused):
        yes(world, consent)
    assert heard(world, consent, son).state == "given"


def test_an_administrator_of_money_does_not_decide_about_sharing(world: World) -> None:
    son = born(world, world.sam, 30)
    households.give_authority(world.fatma, holder=son, kind=Authority.Kind.ADMINISTRATOR, by=None)
    assert actions.deciders_of(world.fatma) == [Decider(world.fatma)]


def test_an_organisation_can_be_guardian_and_answers(world: World) -> None:
    guardian = world.stranger.organisation
    for authority in Authority.objects.filter(about=world.sam):
        households.end_authority(authority, by=None)
    households.give_authority(world.sam, organisation=guardian, kind=Authority.Kind.GUARDIAN, by=None)
    consent = ask(world, born(world, world.sam, 8), life_domains=[world.domains["gezin"]])
    noted = actions.Noted(how=SAID, seat=world.seat(world.ahmed))
    by = world.actor(world.ahmed)
    assert actions.note_answer(consent, decider=Decider(guardian), says_yes=True, noted=noted, by=by).state == "given"
    assert consent.voices.get().organisation == guardian


def test_nobody_decides_for_a_child_without_known_authority(world: World) -> None:
    for authority in Authority.objects.filter(about=world.sam):
        households.end_authority(authority, by=None)
    with pytest.raises(Refused, match="beslist"):
        ask(world, born(world, world.sam, 8), life_domains=[world.domains["gezin"]])


@pytest.mark.parametrize(("years", "coming"), [(11, 12), (15, 16)])
def test_it_never_runs_past_the_birthday_on_which_somebody_else_decides(world: World, years: int, coming: int) -> None:
    sam = born(world, world.sam, coming, days=40)
    assert sam.birth_date is not None
    eve = date(sam.birth_date.year + coming, sam.birth_date.month, sam.birth_date.day) - timedelta(days=1)
    assert rules.last_day(sam) == eve
    family = [world.domains["gezin"]]
    with pytest.raises(Refused):
        ask(world, sam, until=eve + timedelta(days=1), life_domains=family)
    assert ask(world, sam, until=eve, life_domains=family).until == eve


def test_it_runs_for_a_year_at_most_and_not_in_the_past(world: World) -> None:
    for days in (-1, 367):
        with pytest.raises(Refused):
            ask(world, until=clock.today() + timedelta(days=days))


def test_an_old_question_cannot_be_answered_after_its_last_day(world: World) -> None:
    consent = ask(world, until=clock.today())
    with clock.at(clock.now() + timedelta(days=2)), pytest.raises(Refused, match="laatste dag"):
        yes(world, consent)


def test_the_catalogue_says_what_consent_can_open_to_whom(world: World) -> None:
    health = {"life_domains": [world.domains["psyche"]], "up_to": 2}
    assert ask(world, **health).state == "asked"
    with pytest.raises(Refused, match="Psychische gezondheid"):
        ask(world, **health, organisations=[world.ahmed.organisation])
    Ground.objects.filter(basis="consent", organisation_kind="wijkteam").update(until=clock.now())
    with pytest.raises(Refused):
        ask(world)


def test_only_who_is_in_the_circle_receives_and_only_who_lives_there_is_asked_about(world: World) -> None:
    with pytest.raises(Refused):
        ask(world, organisations=[world.stranger.organisation])
    with pytest.raises(Refused):
        ask(world, world.other_person)
    with pytest.raises(Refused):
        ask(world, organisations=[])


def test_a_supporter_asks_nothing_and_a_resident_not_for_organisations(world: World) -> None:
    for who in (world.supporter, world.fatma):
        with pytest.raises(Refused):
            actions.ask_consent(world.circle, wish(world), by=world.actor(who), seat=world.seat(who))


def test_a_resident_opens_something_to_their_mother_without_being_asked(world: World, money: Note) -> None:
    own = wish(world, organisations=[], supporters=[world.supporter])
    fatma = world.actor(world.fatma)
    assert not may_read(world.facts(world.supporter), money).allowed
    consent = actions.ask_consent(world.circle, own, by=fatma, seat=world.seat(world.fatma))
    assert consent.state == "given"
    assert may_read(world.facts(world.supporter), money).allowed
    actions.withdraw(consent, decider=Decider(world.fatma), by=fatma)
    assert not may_read(world.facts(world.supporter), money).allowed


def test_a_paper_is_noted_by_a_professional_whose_name_stands_with_it(world: World) -> None:
    consent = heard(world, ask(world), world.fatma, how="paper", paper=ContentFile(b"%PDF-1", name="x.pdf"))
    voice = consent.voices.get()
    assert (consent.state, voice.how, voice.noted_by) == ("given", "paper", world.seat(world.ahmed))
    assert voice.paper.read() == b"%PDF-1"
    noted = actions.Noted(how=SAID, seat=world.seat(world.supporter))
    riet = world.actor(world.supporter)
    with pytest.raises(Refused):
        actions.note_answer(consent, decider=Decider(world.fatma), says_yes=False, noted=noted, by=riet)


def test_give_again_keeps_the_first_until_the_new_one_is_given(world: World, money: Note) -> None:
    consent = yes(world, ask(world))
    until = clock.today() + timedelta(days=200)
    anouk = world.actor(world.anouk)
    new = actions.give_again(consent, until=until, by=anouk, seat=world.seat(world.anouk))
    assert (new.state, opens(world, money)) == ("asked", True)
    with pytest.raises(Refused):
        actions.give_again(consent, until=until, by=anouk, seat=world.seat(world.anouk))
    assert yes(world, new).state == "given"
    consent.refresh_from_db()
    assert (consent.state, opens(world, money)) == ("replaced", True)
    actions.withdraw(new, decider=Decider(world.fatma), by=world.actor(world.fatma))
    assert not opens(world, money)


def test_who_decides_gives_it_again_by_themself(world: World) -> None:
    consent = yes(world, ask(world))
    fatma = world.actor(world.fatma)
    with clock.at(clock.now() + timedelta(days=100)):
        until = clock.today() + timedelta(days=10)
        assert (
            actions.give_again(consent, until=until, by=fatma, seat=world.seat(world.fatma)).state
            == Consent.State.GIVEN
        )


def test_a_question_is_taken_back_by_who_asked_or_a_colleague(world: World) -> None:
    consent = ask(world)
    with pytest.raises(Refused):
        actions.take_back(consent, by=world.actor(world.ahmed), seat=world.seat(world.ahmed))
    assert actions.take_back(consent, by=world.actor(world.anouk), seat=world.seat(world.anouk)).state == "taken_back"


def test_everybody_who_must_know_is_told_with_a_link_and_no_names(world: World) -> None:
    world.fatma.email = "fatma@example.nl"
    world.fatma.save()
    consent = ask(world)
    assert [mail.address for mail in Mail.objects.all()] == ["fatma@example.nl"]
    Mail.objects.all().delete()
    yes(world, consent)
    assert {mail.address for mail in Mail.objects.all()} == {world.anouk.email}
    Mail.objects.all().delete()
    actions.withdraw(consent, decider=Decider(world.fatma), by=world.actor(world.fatma))
    mail = Mail.objects.get()
    assert mail.address == world.anouk.email
    assert not [name for name in ("Fatma", "Wit", "Geld", "geld") if name in mail.text + mail.subject]
    assert f"{settings.SITE_ADDRESS}/kringen/{world.circle.pk}/toestemming/{consent.pk}/" in mail.text


def test_every_step_stands_in_the_log(world: World) -> None:
    consent = yes(world, ask(world))
    actions.withdraw(consent, decider=Decider(world.fatma), by=world.actor(world.fatma))
    names = list(Act.objects.filter(subject=consent.pk).order_by("at", "pk").values_list("name", flat=True))
    assert names == ["consent.asked", "consent.said_yes", "consent.given", "consent.said_no", "consent.withdrawn"]


# The pages.


@pytest.fixture
def here(world: World) -> str:
    return f"/kringen/{world.circle.pk}/toestemming/"


def fields(world: World, **changes: Any) -> dict[str, Any]:
    asked = {
        "about": [str(world.fatma.pk)],
        "life_domains": [str(world.domains["geld"].pk)],
        "up_to": "1",
        "organisations": [str(world.anouk.organisation_id)],
        "purpose": "Om de schulden samen te regelen",
        "until": f"{clock.today() + timedelta(days=30):%d-%m-%Y}",
    }
    return {**asked, **changes}


def test_the_professional_reads_the_letter_before_it_leaves(
    world: World, sign_in: SignIn, send: Send, here: str
) -> None:
    anouk = sign_in(world.anouk)
    page = send(anouk, here + "vraag/", **fields(world), preview="1")
    assert page.status_code == 200
    assert "Mag Wijkteam Noord lezen wat er over Fatma is geschreven?" in page.content.decode()
    assert not Consent.objects.exists()
    assert send(anouk, here + "vraag/", **fields(world)).status_code == 303
    assert "Mag Wijkteam Noord lezen" in sign_in(world.fatma).get(here).content.decode()


def test_a_wrong_wish_says_what_is_wrong(world: World, sign_in: SignIn, send: Send, here: str) -> None:
    anouk = sign_in(world.anouk)
    answer = send(
        anouk,
        here + "vraag/",
        **fields(world, organisations=[str(world.ahmed.organisation_id)], life_domains=[world.domains["psyche"].pk]),
    )
    assert answer.status_code == 400
    assert "Psychische gezondheid" in answer.content.decode()
    assert send(anouk, here + "vraag/").status_code == 400


def test_the_resident_chooses_and_withdraws_in_one_press(
    world: World, sign_in: SignIn, send: Send, here: str, money: Note
) -> None:
    consent = ask(world)
    fatma = sign_in(world.fatma)
    page = fatma.get(here).content.decode()
    assert "U mag nee zeggen" in page
    assert send(fatma, f"{here}{consent.pk}/antwoord/", yes="1").status_code == 303
    assert opens(world, money)
    assert send(fatma, f"{here}{consent.pk}/intrekken/").status_code == 303
    assert not opens(world, money)


def test_what_is_asked_about_a_family_is_one_row_and_one_press_for_all(
    world: World, sign_in: SignIn, send: Send, here: str
) -> None:
    anouk, fatma = sign_in(world.anouk), sign_in(world.fatma)
    both = [str(world.fatma.pk), str(world.sam.pk)]
    assert send(anouk, here + "vraag/", **fields(world, about=both)).status_code == 303
    page = anouk.get(here).content.decode()
    assert page.count("Mag Wijkteam Noord lezen wat er over Fatma en Sam is geschreven?") == 1
    one = Consent.objects.get(about=world.sam)
    page = fatma.get(here).content.decode()
    assert "Mag Wijkteam Noord lezen wat er over Fatma en Sam is geschreven?" in page
    assert send(fatma, f"{here}{one.pk}/antwoord/", yes="1", all="1").status_code == 303
    # Sam is 14: he still has to answer for himself, Fatma's own counts at once.
    assert {str(c.about.given_name): c.state for c in Consent.objects.all()} == {"Fatma": "given", "Sam": "asked"}


def test_a_family_withdraws_for_all_or_for_one(world: World, sign_in: SignIn, send: Send, here: str) -> None:
    Person.objects.filter(pk=world.sam.pk).update(birth_date=clock.today() - timedelta(days=9 * 365))
    anouk, fatma = sign_in(world.anouk), sign_in(world.fatma)
    both = [str(world.fatma.pk), str(world.sam.pk)]
    send(anouk, here + "vraag/", **fields(world, about=both))
    one = Consent.objects.get(about=world.fatma)
    assert send(fatma, f"{here}{one.pk}/antwoord/", yes="1", all="1").status_code == 303
    assert "Trek in voor alle 2" in fatma.get(here).content.decode()
    assert send(fatma, f"{here}{one.pk}/intrekken/").status_code == 303
    assert [c.about.given_name for c in Consent.objects.filter(state="given")] == ["Sam"]
    send(anouk, here + "vraag/", **fields(world, about=both))
    asked = Consent.objects.get(about=world.fatma, state="asked")
    send(fatma, f"{here}{asked.pk}/antwoord/", yes="1", all="1")
    before = Mail.objects.filter(address="anouk@example.nl").count()
    assert send(fatma, f"{here}{asked.pk}/intrekken/", all="1").status_code == 303
    assert Mail.objects.filter(address="anouk@example.nl").count() == before + 1


def test_all_takes_nothing_along_that_the_reader_does_not_decide_about(
    world: World, sign_in: SignIn, send: Send, here: str
) -> None:
    """A son of 16 decides by himself: his mother's press for all leaves his alone."""
    Person.objects.filter(pk=world.sam.pk).update(birth_date=clock.today() - timedelta(days=17 * 365))
    anouk, fatma = sign_in(world.anouk), sign_in(world.fatma)
    send(anouk, here + "vraag/", **fields(world, about=[str(world.fatma.pk), str(world.sam.pk)]))
    mine = Consent.objects.get(about=world.fatma)
    assert send(fatma, f"{here}{mine.pk}/antwoord/", yes="1", all="1").status_code == 303
    assert Consent.objects.get(about=world.sam).state == Consent.State.ASKED
    his = Consent.objects.get(about=world.sam)
    assert send(fatma, f"{here}{his.pk}/antwoord/", yes="1", all="1").status_code == 404


def test_a_double_press_is_one_answer(world: World, sign_in: SignIn, here: str) -> None:
    consent = ask(world)
    fatma = sign_in(world.fatma)
    for _press in range(2):
        data = {"once": "0190c3e0-0000-7000-8000-000000000001", "yes": "1"}
        assert fatma.post(f"{here}{consent.pk}/antwoord/", data).status_code == 303
    assert consent.voices.count() == 1


def test_another_adult_does_not_see_it_and_a_professional_cannot_say_yes(
    world: World, sign_in: SignIn, send: Send, here: str
) -> None:
    consent = ask(world)
    partner = households.add_person(
        world.municipality,
        given_name="Mark",
        family_name="Wit",
        user=User.objects.create_user("mark@example.nl", "x"),
        by=None,
    )
    anouk = world.actor(world.anouk)
    member = circles.invite(world.circle, by=anouk, seat=world.seat(world.anouk), person=partner)
    circles.accept_invitation(member, by=world.actor(partner))
    browser = sign_in(partner)
    assert "Wijkteam Noord lezen" not in browser.get(here).content.decode()
    assert browser.get(f"{here}{consent.pk}/").status_code == 404
    assert send(sign_in(world.anouk), f"{here}{consent.pk}/antwoord/", yes="1").status_code == 403
    consent.refresh_from_db()
    assert consent.state == "asked"


def test_a_consent_of_another_circle_is_not_there(world: World, sign_in: SignIn, here: str) -> None:
    consent = ask(world)
    elsewhere = f"/kringen/{world.other_circle.pk}/toestemming/{consent.pk}/"
    assert sign_in(world.stranger).get(elsewhere).status_code == 404


def test_the_signed_paper_is_kept_and_given_back(world: World, sign_in: SignIn, send: Send, here: str) -> None:
    consent = ask(world)
    anouk = sign_in(world.anouk)
    bad = SimpleUploadedFile("x.txt", b"hallo")
    noted = {"who": str(world.fatma.pk), "answer": "yes", "how": "paper"}
    assert send(anouk, f"{here}{consent.pk}/gehoord/", **noted, paper=bad).status_code == 400
    good = SimpleUploadedFile("x.pdf", b"%PDF-1.7 handtekening")
    assert send(anouk, f"{here}{consent.pk}/gehoord/", **noted, paper=good).status_code == 303
    voice = ConsentVoice.objects.get(consent=consent)
    answer = anouk.get(f"{here}{consent.pk}/scan/{voice.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 handtekening"  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert sign_in(world.supporter).get(f"{here}{consent.pk}/scan/{voice.pk}/").status_code == 403


def test_the_paper_is_a_tagged_pdf_with_room_to_sign(world: World, sign_in: SignIn, here: str) -> None:
    consent = ask(world)
    pdf = sign_in(world.anouk).get(f"{here}{consent.pk}/papier.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf.content or b"/StructTreeRoot" in pdf.content
    assert Look.objects.filter(purpose="consent", action="pdf", about_person=world.fatma.pk).exists()


def test_the_resident_opens_to_their_own_people_on_a_page(world: World, sign_in: SignIn, send: Send, here: str) -> None:
    fatma = sign_in(world.fatma)
    page = fatma.get(here + "naaste/").content.decode()
    assert "Riet de Wit" in page
    assert "Psychische gezondheid" not in page
    given = {
        "supporters": [str(world.supporter.pk)],
        "about": [str(world.fatma.pk)],
        "life_domains": [str(world.domains["geld"].pk)],
        "purpose": "Zodat je mee kunt denken",
        "until": f"{clock.today() + timedelta(days=30):%d-%m-%Y}",
    }
    assert send(fatma, here + "naaste/", **given).status_code == 303
    assert Consent.objects.get().state == "given"


@pytest.mark.parametrize("name", ["", "vraag/", "naaste/"])
def test_these_pages_ask_a_constant_number_of_queries(
    world: World, sign_in: SignIn, here: str, name: str, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(world.fatma if name == "naaste/" else world.anouk)
    yes(world, ask(world))
    with django_assert_max_num_queries(13) as few:
        browser.get(here + name)
    for _more in range(5):
        yes(world, ask(world))
    with django_assert_max_num_queries(len(few)):
        browser.get(here + name)


def test_what_runs_out_comes_back_once_two_weeks_before(world: World) -> None:
    consent = yes(world, ask(world))
    told = []
    for days in range(92):
        Mail.objects.all().delete()
        with clock.at(clock.now() + timedelta(days=days)):
            if reminding.remind_of_consents():
                told.append((consent.until - clock.today()).days)
                assert [mail.address for mail in Mail.objects.all()] == [world.anouk.email]
    assert told == [14]


def test_it_stands_on_my_work_until_it_is_asked_again(world: World, sign_in: SignIn) -> None:
    consent = yes(world, ask(world))
    anouk = sign_in(world.anouk)
    with clock.at(clock.now() + timedelta(days=95)):
        assert "loopt af" in anouk.get("/").content.decode()
        until = clock.today() + timedelta(days=60)
        actions.give_again(consent, until=until, by=world.actor(world.anouk), seat=world.seat(world.anouk))
        assert "loopt af" not in anouk.get("/").content.decode()


def test_the_answer_and_the_withdrawal_stand_on_my_work(world: World, sign_in: SignIn) -> None:
    consent = ask(world)
    anouk = sign_in(world.anouk)
    assert "Je wacht op toestemming over Fatma" in anouk.get("/").content.decode()
    yes(world, consent)
    assert "Er is toestemming over Fatma" in anouk.get("/").content.decode()
    actions.withdraw(consent, decider=Decider(world.fatma), by=world.actor(world.fatma))
    assert "De toestemming over Fatma is ingetrokken" in anouk.get("/").content.decode()


def test_the_place_of_the_resident_shows_the_question_until_it_is_answered(world: World, sign_in: SignIn) -> None:
    consent = ask(world)
    fatma = sign_in(world.fatma)
    assert "vraagt uw toestemming" in fatma.get("/").content.decode()
    yes(world, consent)
    assert "vraagt uw toestemming" not in fatma.get("/").content.decode()
