"""The story so far: everything in order, what is closed and why, what was set right, and writing in it."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.home.reading.story import PAGE, Event, Search, read_story
from kring.households.models import Person
from kring.municipality.models import Sensitivity
from kring.plans import actions as plans
from kring.plans.models import Note
from kring.sharing.actions import Withhold, withhold
from kring.sharing.models import Item, Withholding
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import seat_of
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]

MOST_QUERIES = 12


def reading_of(world: World, who: Any) -> Reading:
    circle = load_circle(world.circle.pk)
    assert circle is not None
    return Reading(circle, seat_of(world.actor(who), circle))


def story_of(world: World, who: Any, search: Search | None = None) -> list[Event]:
    return read_story(reading_of(world, who), search or Search()).events


def address(world: World, name: str = "story") -> str:
    return reverse(name, args=[world.circle.pk])


def test_the_newest_stands_first_and_acts_stand_between_notes(world: World) -> None:
    events = story_of(world, world.anouk)
    days = [event.day for event in events]
    assert days == sorted(days, reverse=True)
    assert events[-1].says.startswith("Anouk Bakker")
    assert {event.kind for event in events} >= {"note", "goal", ""}


def test_what_happened_earlier_takes_its_place_in_the_order(world: World) -> None:
    seat = world.seat(world.anouk)
    long_ago = clock.today() - timedelta(days=40)
    plans.write_note(
        world.circle,
        text="Toen begon het.",
        life_domain=world.domains["wonen"],
        happened_on=long_ago,
        by=world.actor(world.anouk),
        seat=seat,
    )
    last = story_of(world, world.anouk)[-1]
    assert (last.words, last.day) == ("Toen begon het.", long_ago)


def test_a_closed_note_says_who_about_what_why_and_what_opens_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ahmed).get(address(world)).content.decode()
    assert "medicatie" not in page
    assert "Psychische gezondheid" in page
    assert "Gees Postma" in page
    assert "Toestemming" in page


def test_a_supporter_is_not_told_what_is_closed_nor_about_what(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.supporter)
    page = browser.get(send(browser, address(world), zoek="medicatie")["Location"]).content.decode()
    whole = sign_in(world.supporter).get(address(world)).content.decode()
    story = whole[whole.index('class="kring-timeline"') :]
    assert "Psychische gezondheid" not in story
    assert "Gees Postma (" not in story
    assert "kring-reason" not in page + whole


def test_a_word_that_is_looked_for_stands_in_no_address_and_in_no_other_circle(
    world: World, sign_in: SignIn, send: Send
) -> None:
    browser = sign_in(world.anouk)
    found = send(browser, address(world), zoek="huur", leefgebied="")
    assert found["Location"] == address(world) + "?gezocht=1"
    page = browser.get(found["Location"]).content.decode()
    assert 'value="huur"' in page
    assert "Eerst de huur, dan de rest." in page
    assert "Laat alles zien" in page
    assert 'value="huur"' not in browser.get(address(world)).content.decode()
    stef = world.stranger
    seat = circles.invite(
        world.other_circle, professional=world.anouk, by=world.actor(stef), seat=world.seat(stef, world.other_circle)
    )
    circles.accept_invitation(seat, by=world.actor(world.anouk), goal="Werk")
    other = reverse("story", args=[world.other_circle.pk])
    assert 'value="huur"' not in browser.get(other + "?gezocht=1").content.decode()
    assert send(browser, address(world), zoek="", leefgebied="")["Location"] == address(world)


def test_a_search_that_cannot_be_read_is_told_and_not_kept(world: World, sign_in: SignIn, send: Send) -> None:
    browser = sign_in(world.anouk)
    for wrong in ({"zoek": "a\x00b"}, {"leefgebied": "iets"}):
        answer = send(browser, address(world), **wrong)
        assert answer.status_code == 400
        assert "kring-errors" in answer.content.decode()
    assert "story_search" not in browser.session


def test_looking_for_words_finds_only_what_the_reader_may_read(world: World) -> None:
    search = Search(words="medicatie")
    assert [event.words for event in story_of(world, world.gees, search)] == ["De medicatie is veranderd."]
    assert story_of(world, world.ahmed, search) == []
    assert {event.words for event in story_of(world, world.ahmed, Search(words="HUUR"))} == {
        "De huur is weer op orde",
        "Eerst de huur, dan de rest.",
    }


def test_a_life_domain_narrows_the_story_and_keeps_what_is_closed_visible(world: World) -> None:
    events = story_of(world, world.ahmed, Search(domain=world.domains["psyche"]))
    assert [event.kind for event in events] == ["note", "goal"]
    assert all(event.closed and event.words == "" for event in events)


def test_a_long_story_comes_in_pages_with_as_many_queries(world: World, sign_in: SignIn) -> None:
    seat, actor = world.seat(world.anouk), world.actor(world.anouk)
    for number in range(PAGE * 2):
        plans.write_note(
            world.circle, text=f"Notitie {number}", life_domain=world.domains["wonen"], by=actor, seat=seat
        )
    browser = sign_in(world.anouk)
    browser.get(address(world))
    with CaptureQueriesContext(connection) as queries:
        first = browser.get(address(world)).content.decode()
    second = browser.get(address(world) + "?page=2").content.decode()
    assert len(queries) <= MOST_QUERIES
    assert f"Notitie {PAGE * 2 - 1}<" in first
    assert "Notitie 5<" not in first
    assert f"Notitie {PAGE - 1}<" in second
    assert 'rel="next"' in second
    assert 'rel="prev"' in second


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999", "²", ""])
def test_a_strange_page_number_is_answered(world: World, sign_in: SignIn, page: str) -> None:
    assert sign_in(world.anouk).get(address(world) + f"?page={page}").status_code == 200


def test_who_joined_says_once_that_they_read_it(world: World, sign_in: SignIn, send: Any) -> None:
    browser = sign_in(world.ahmed)
    assert "Ik heb het gelezen" in browser.get(address(world)).content.decode()
    answer = send(browser, address(world, "story_read"))
    assert answer.status_code == 303
    assert world.seat(world.ahmed).story_read_at is not None
    assert "Ik heb het gelezen" not in browser.get(address(world)).content.decode()


def test_a_handover_stands_out_for_the_successor(world: World) -> None:
    inge = circles.accept_invitation(world.seat(world.invited), by=world.actor(world.invited))
    handover = next(event for event in story_of(world, world.invited) if event.for_me)
    assert handover.words == "De schulden staan op een rij."
    assert not any(event.for_me for event in story_of(world, world.ahmed))
    assert inge.story_read_at is None


def test_a_correction_strikes_the_old_words_and_points_at_the_new(world: World, sign_in: SignIn, send: Any) -> None:
    browser = sign_in(world.anouk)
    where = f"{address(world, 'note_write')}?verbetert={world.money_note.pk}"
    assert "Er ligt een brief van de deurwaarder." in browser.get(where).content.decode()
    answer = send(browser, where, **chosen(world, text="Er ligt een brief van de verhuurder."))
    assert answer.status_code == 303
    correction = Note.objects.get(corrects=world.money_note)
    page = browser.get(address(world)).content.decode()
    assert "<s><p>Er ligt een brief van de deurwaarder.</p></s>" in page
    assert f"#verhaal-{correction.pk}" in page
    assert send(browser, where, **chosen(world)).status_code == 403


def test_only_who_wrote_it_sets_it_right(world: World, sign_in: SignIn, send: Any) -> None:
    where = f"{address(world, 'note_write')}?verbetert={world.money_note.pk}"
    assert send(sign_in(world.ahmed), where, **chosen(world)).status_code == 403
    health = f"{address(world, 'note_write')}?verbetert={world.health_note.pk}"
    assert sign_in(world.ahmed).get(health).status_code == 404
    assert sign_in(world.ahmed).get(f"{address(world, 'note_write')}?verbetert={uuid.uuid4()}").status_code == 404


def test_writing_keeps_the_words_and_the_choices(world: World, sign_in: SignIn, send: Any) -> None:
    form = chosen(world, text="Ahmed belde terug.", about=str(world.fatma.pk), audience="organisation")
    assert send(sign_in(world.ahmed), address(world, "note_write"), **form).status_code == 303
    note = Note.objects.get(text="Ahmed belde terug.")
    assert (note.about, note.audience) == (world.fatma, Item.Audience.ORGANISATION)
    assert not Withholding.objects.exists()
    assert note.happened_on == date(2026, 11, 1)


def test_it_says_who_reads_it_before_it_is_kept_without_script(world: World, sign_in: SignIn, send: Any) -> None:
    form = chosen(world, life_domain=str(world.domains["psyche"].pk), preview="1")
    answer = send(sign_in(world.ahmed), address(world, "note_write"), **form)
    assert answer.status_code == 200
    readers = answer.content.decode().split('id="lezers"')[1]
    assert "Ahmed El Amrani" in readers
    assert "Gees Postma" in readers.split("kring-note")[1]
    assert not Note.objects.filter(text=form["text"]).exists()


def test_the_readers_change_with_the_choices_and_the_text_stays_out_of_the_address(
    world: World, sign_in: SignIn
) -> None:
    browser = sign_in(world.ahmed)
    where, plan = address(world, "note_write"), {"life_domain": "plan", "audience": "circle"}
    fragment = browser.get(where, plan, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Anouk Bakker" in fragment.split("kring-note")[0]
    assert 'hx-params="life_domain,about,sensitivity,audience,readers,withheld_why,withheld_until"' in fragment


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 4001},
        {"text": "a\x00b"},
        {"life_domain": ""},
        {"life_domain": "00000000-0000-0000-0000-000000000000"},
        {"about": "00000000-0000-0000-0000-000000000000"},
        {"happened_on": "31 feb"},
        {"happened_on": "31-12-2099"},
        {"audience": "everyone"},
    ],
)
def test_a_wrong_form_comes_back_with_400_and_keeps_nothing(
    world: World, sign_in: SignIn, send: Any, wrong: dict[str, str]
) -> None:
    before = Note.objects.count()
    assert send(sign_in(world.ahmed), address(world, "note_write"), **chosen(world, **wrong)).status_code == 400
    assert Note.objects.count() == before


def test_a_professional_chooses_on_purpose_that_everybody_reads_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.gees).get(address(world, "note_write")).content.decode()
    assert '<option value="" selected>' in page


def test_a_resident_says_something_with_one_field(world: World, sign_in: SignIn, send: Any) -> None:
    form = {"text": "Ik ben bang voor de brief.", "life_domain": "plan", "happened_on": "01-11-2026"}
    answer = send(sign_in(world.fatma), address(world, "note_write"), **form, about=str(world.fatma.pk))
    assert answer.status_code == 303
    note = Note.objects.get(text="Ik ben bang voor de brief.")
    assert note.about == world.fatma


def test_html_in_a_note_is_shown_as_it_was_typed(world: World, sign_in: SignIn, send: Any) -> None:
    browser = sign_in(world.anouk)
    send(browser, address(world, "note_write"), **chosen(world, text="<script>alert(1)</script> 👋 שלום"))
    page = browser.get(address(world)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 👋 שלום" in page


def test_a_closed_circle_is_read_and_not_written(world: World, sign_in: SignIn, send: Any) -> None:
    circles.close_circle(world.circle, why="Het gaat goed.", by=world.actor(world.anouk), seat=world.seat(world.anouk))
    browser = sign_in(world.anouk)
    assert browser.get(address(world)).status_code == 200
    assert address(world, "note_write") not in browser.get(address(world)).content.decode()
    assert send(browser, address(world, "note_write"), **chosen(world)).status_code == 403


def chosen(world: World, **fields: Any) -> dict[str, Any]:
    """A note form as a browser sends it."""
    return {
        "text": "Er was een gesprek.",
        "life_domain": str(world.domains["wonen"].pk),
        "happened_on": "01-11-2026",
        "audience": "circle",
        **fields,
    }


def test_what_is_withheld_or_too_private_leaves_no_trace_for_people_at_home(world: World, sign_in: SignIn) -> None:
    anouk = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    gees = {"by": world.actor(world.gees), "seat": world.seat(world.gees)}
    kept = Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=9))
    home = world.domains["wonen"]
    note = plans.write_note(world.circle, text="Zeebriefje.", life_domain=home, withheld=kept, **anouk)
    before = sign_in(world.fatma).get(address(world, "story")).content.decode().count("kring-timeline__item")
    goal = plans.add_goal(world.plan, result="Zeebrief klaar", life_domain=home, **anouk)
    withhold(goal, kept, **anouk)
    Person.objects.filter(pk=world.sam.pk).update(birth_date=clock.today() - timedelta(days=17 * 366))
    about_sam = plans.write_note(
        world.circle, text="Zeebrief van Sam.", about=world.sam, life_domain=world.domains["psyche"], **gees
    )
    browser = sign_in(world.fatma)
    for page in ("story", "circle", "plan"):
        assert "Zeebrief" not in browser.get(address(world, page)).content.decode()
    story = browser.get(address(world, "story")).content.decode()
    assert story.count("kring-timeline__item") == before
    for kind, item in (("note", note), ("goal", goal), ("note", about_sam)):
        assert browser.get(reverse("why", args=[world.circle.pk, kind, item.pk])).status_code == 404
    with clock.at(clock.now() + timedelta(days=10)):
        assert "Zeebriefje" in browser.get(address(world, "story")).content.decode()


def test_looking_for_a_life_domain_does_not_tell_what_is_too_much_to_tell(
    world: World, sign_in: SignIn, send: Send
) -> None:
    plans.write_note(
        world.circle,
        text="Aangifte.",
        life_domain=world.domains["geld"],
        sensitivity=Sensitivity.CRIMINAL,
        by=world.actor(world.gees),
        seat=world.seat(world.gees),
    )
    browser, where = sign_in(world.ahmed), address(world, "story")
    assert "Er staat iets van Gees Postma" in browser.get(where).content.decode()
    sent = send(browser, where, zoek="", leefgebied=str(world.domains["geld"].pk))
    found = browser.get(sent["Location"]).content.decode()
    assert "Gees Postma" not in found.split("<main")[1]


def test_it_is_about_two_people_and_each_of_them_reads_it(world: World, sign_in: SignIn, send: Any) -> None:
    form = chosen(world, text="Moeder en zoon hadden ruzie.", about=[str(world.fatma.pk), str(world.sam.pk)])
    assert send(sign_in(world.anouk), address(world, "note_write"), **form).status_code == 303
    note = Note.objects.get(text=form["text"])
    assert note.about is None
    assert set(note.about_group.persons.all()) == {world.fatma, world.sam}
    assert "Moeder en zoon" in sign_in(world.fatma).get(address(world, "story")).content.decode()


def test_the_writer_names_who_reads_it(world: World, sign_in: SignIn, send: Any) -> None:
    ahmed = str(world.seat(world.ahmed).pk)
    form = chosen(world, text="Alleen voor de corporatie.", audience="named", readers=[ahmed])
    browser, where = sign_in(world.anouk), address(world, "note_write")
    seen = send(browser, where, **form, preview="1").content.decode().split('id="lezers"')[1]
    assert "Ahmed El Amrani" in seen.split("kring-note")[0]
    assert send(browser, where, **form).status_code == 303
    note = Note.objects.get(text=form["text"])
    assert world.facts(world.ahmed).readable.holds(note)
    assert not world.facts(world.gees).readable.holds(note)
    assert send(browser, where, **{**form, "readers": []}).status_code == 400


def test_a_writer_makes_it_more_sensitive_than_usual_and_never_less(world: World, sign_in: SignIn, send: Any) -> None:
    form = chosen(world, text="Over een aangifte.", sensitivity="3")
    browser, where = sign_in(world.anouk), address(world, "note_write")
    seen = send(browser, where, **form, preview="1").content.decode().split('id="lezers"')[1]
    assert "Ahmed" not in seen.split("kring-note")[0]
    assert send(browser, where, **form).status_code == 303
    assert Note.objects.get(text=form["text"]).sensitivity == Sensitivity.CRIMINAL
    assert send(browser, where, **{**form, "life_domain": "plan"}).status_code == 400
    psyche = chosen(world, text="Slaapt slecht.", life_domain=str(world.domains["psyche"].pk))
    assert send(browser, where, **psyche).status_code == 303
    assert Note.objects.get(text="Slaapt slecht.").sensitivity == Sensitivity.SPECIAL
