"""While they talk: what one types the others see, for who may read it; nothing gets lost; the method leads."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.core import clock
from kring.core.ids import new_id
from kring.core.verdict import Refused
from kring.log.models import Look
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Draft, Kind, Method, Parked, ReadBack
from kring.meetings.talk.pulse import COOKIE, LASTS
from kring.municipality.models import Municipality
from kring.plans.models import Note
from tests.conftest import SignIn
from tests.test_circle_form import doing
from tests.test_table import Send, agreed, begun, brought, now_of, where
from tests.world import World


def types(
    world: World, item: AgendaItem, text: str, *, who: str = "anouk", kind: str = "agreement", **more: Any
) -> Any:
    """Somebody types at the table; gives the draft."""
    screen = {"draft": new_id(), "screen": new_id(), "revision": 0, **more}
    if kind == "agreement":
        screen.setdefault("goal", world.goal)
    item = AgendaItem.objects.select_related("circle__household", "meeting").get(pk=item.pk)
    if screen.get("goal"):
        screen["goal"].circle = item.circle
    return actions.keep_draft(item, kind=kind, text=text, **screen, seat=world.seat(getattr(world, who)))


def page_of(world: World, sign_in: SignIn, item: AgendaItem, who: str) -> str:
    return sign_in(getattr(world, who)).get(where(item)).content.decode()


def typed(world: World, **fields: Any) -> dict[str, Any]:
    """What the form of an agreement sends while Anouk types."""
    said = {"goal": str(world.goal.pk), "responsible": str(world.seat(world.ahmed).pk), "when": "this_week", "day": ""}
    return {**said, "draft": str(new_id()), "screen": str(uuid.uuid4()), "revision": "0", **fields}


# Typing


def test_what_one_types_stands_on_the_screens_of_the_others(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    ahmed = sign_in(world.ahmed)
    live = ahmed.get(where(item)).context["live"]
    known = {"sinds": live.main, "typt": live.stamp}
    send(sign_in(world.anouk), where(item, "item_draft", "agreement"), what="De verhuurder be", **typed(world))
    part = ahmed.get(now_of(item), known)
    assert "De verhuurder be" in part.content.decode()
    assert "Ahmed El Amrani" in part.content.decode()
    # Only the live part travels, and who it is about was looked at.
    assert "Wie blijft" not in part.content.decode()
    assert Look.objects.filter(by_user=world.ahmed.user_id, page="item_live", circle=world.circle.pk).exists()


def test_what_was_typed_stands_in_the_form_again_after_the_phone_fell(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item, anouk = begun(world), sign_in(world.anouk)
    anouk.post(
        where(item, "item_draft", "agreement"), typed(world, what="De verhuurder"), headers={"HX-Request": "true"}
    )
    page = anouk.get(where(item)).content.decode()
    form = page[page.index("formulier-agree") :]
    assert "De verhuurder" in form
    assert "checked" in form
    assert "Wordt nu getypt" not in page


def test_without_javascript_the_text_is_kept_by_a_button(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    answer = send(sign_in(world.anouk), where(item, "item_draft", "decision"), decided="Wij wachten", **typed(world))
    assert answer.status_code == 303
    assert "Wij wachten" in page_of(world, sign_in, item, "ahmed")


@pytest.mark.parametrize(
    ("goal", "who", "sees"),
    [
        ("goal", "ahmed", True),
        ("goal", "fatma", True),
        ("goal", "gees", False),
        ("second_goal", "ahmed", False),
        ("second_goal", "fatma", True),
    ],
)
def test_an_agreement_being_typed_is_read_as_its_goal(
    world: World, sign_in: SignIn, goal: str, who: str, sees: bool
) -> None:
    """Also by who may stay at the table for the talk as a whole."""
    item = begun(world)
    types(world, item, "Praten met de dokter", goal=getattr(world, goal))
    assert ("Praten met de dokter" in page_of(world, sign_in, item, who)) is sees
    part = sign_in(getattr(world, who)).get(now_of(item), follow=True).content.decode()
    assert ("Praten met de dokter" in part) is sees


def test_an_agreement_without_a_goal_yet_is_not_for_other_organisations(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    types(world, item, "Iets doen", goal=None)
    assert "Iets doen" not in page_of(world, sign_in, item, "ahmed")


def test_who_steps_out_gets_no_byte_of_what_is_typed(world: World, sign_in: SignIn) -> None:
    item = begun(world, life_domain=world.domains["psyche"])
    types(world, item, "Over haar slaap", kind="question")
    for who in ("ahmed", "supporter", "stranger", "other_person", "door"):
        browser = sign_in(getattr(world, who))
        for address in (where(item), where(item, "item_now"), where(item, "item_wall"), now_of(item)):
            answer = browser.get(address, follow=True)
            assert answer.status_code in (403, 404), who
            assert b"slaap" not in answer.content
            assert "Hoe houdt zij haar huis?" not in answer.content.decode()


def test_who_loses_the_ground_meanwhile_is_sent_away_at_the_next_question(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    ahmed = sign_in(world.ahmed)
    live = ahmed.get(where(item)).context["live"]
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    types(world, item, "Na zijn vertrek", kind="question")
    answer = ahmed.get(now_of(item), {"sinds": live.main, "typt": live.stamp})
    assert answer.status_code in (403, 404)
    assert b"vertrek" not in answer.content


# Nothing happened


def asking(world: World, sign_in: SignIn, item: AgendaItem) -> tuple[Any, str]:
    """A screen of Ahmed that has just heard that nothing changed, and where it asks again."""
    ahmed = sign_in(world.ahmed)
    ahmed.get(where(item))
    return ahmed, quiet(ahmed, item)


def quiet(browser: Client, item: AgendaItem) -> str:
    """Where this screen asks again, after it heard that nothing changed."""
    live = browser.get(where(item)).context["live"]
    again = f"{now_of(item)}?sinds={live.main}&typt={live.stamp}"
    assert browser.get(again).status_code == 204
    return again


def test_that_nothing_happened_costs_one_small_query(
    world: World, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    ahmed, again = asking(world, sign_in, begun(world))
    with django_assert_num_queries(1):
        assert ahmed.get(again).status_code == 204


def test_what_somebody_does_is_seen_at_the_next_question(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    ahmed, again = asking(world, sign_in, item)
    draft = types(world, item, "De verhuurder")
    assert "De verhuurder" in ahmed.get(again).content.decode()
    for change in (
        lambda: types(world, item, "De verhuurder bellen", draft=draft.pk, screen=draft.screen, revision=1),
        lambda: actions.park(item, question="Wie?", by=world.actor(world.anouk), seat=world.seat(world.anouk)),
        lambda: actions.throw_away(Draft.objects.get(pk=draft.pk), seat=world.seat(world.anouk)),
        lambda: actions.go_to_step(item, 2, by=world.actor(world.anouk), seat=world.seat(world.anouk)),
    ):
        again = quiet(ahmed, item)
        change()
        assert ahmed.get(again).status_code in (200, 302)


def test_the_whole_is_asked_again_after_some_seconds(world: World, sign_in: SignIn) -> None:
    ahmed, again = asking(world, sign_in, begun(world))
    with clock.at(clock.now() + timedelta(seconds=LASTS + 1)), CaptureQueriesContext(connection) as asked:
        assert ahmed.get(again).status_code == 204
    assert len(asked) > 1


def test_the_short_answer_is_only_for_the_browser_that_had_the_long_one(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    ahmed, again = asking(world, sign_in, item)
    beat = ahmed.cookies[COOKIE].value
    for who in ("stranger", "supporter", "door", "other_person"):
        other = sign_in(getattr(world, who))
        other.cookies[COOKIE] = beat
        assert other.get(again).status_code in (403, 404)
    nobody = Client()
    nobody.cookies[COOKIE] = beat
    assert nobody.get(again).status_code == 302
    ahmed.logout()
    ahmed.cookies[COOKIE] = beat
    assert ahmed.get(again).status_code == 302


@pytest.mark.parametrize("beat", ["", ".", "x.y", "99999999999999999999.0", "-1.0", "1" * 4000])
def test_a_beat_that_was_made_up_is_not_believed(world: World, sign_in: SignIn, beat: str) -> None:
    ahmed, again = asking(world, sign_in, begun(world))
    ahmed.cookies[COOKIE] = beat
    with CaptureQueriesContext(connection) as asked:
        assert ahmed.get(again).status_code == 204
    assert len(asked) > 1


def test_who_left_the_circle_is_sent_away_at_once(world: World, sign_in: SignIn) -> None:
    ahmed, again = asking(world, sign_in, begun(world))
    circles.leave(world.seat(world.ahmed), by=world.actor(world.ahmed))
    assert ahmed.get(again).status_code in (403, 404)


def test_who_writes_at_a_talk_sees_first_who_will_read_it(world: World, sign_in: SignIn) -> None:
    waits = brought(world)
    before = page_of(world, sign_in, waits, "fatma")
    readers = before[before.index("die aan tafel blijven") :][:400]
    assert all(name in readers for name in ("Anouk Bakker", "Ahmed El Amrani", "Gees Postma"))
    # Health is no task of housing: he stays out, and stands among no readers.
    health = brought(world, life_domain=world.domains["psyche"])
    page = page_of(world, sign_in, health, "fatma")
    assert "Ahmed" not in page[page.index("die aan tafel blijven") :][:400]


# Two at one text


def test_two_screens_at_one_text_keep_both(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    first = types(world, item, "De verhuurder bellen", kind="decision")
    laptop, phone = uuid.uuid4(), uuid.uuid4()
    types(world, item, "De verhuurder bellen, morgen", kind="decision", draft=first.pk, screen=laptop, revision=1)
    # The phone still has revision 1.
    other = types(world, item, "De verhuurder mailen", kind="decision", draft=first.pk, screen=phone, revision=1)
    assert other.pk != first.pk
    assert set(Draft.objects.values_list("text", flat=True)) == {"De verhuurder bellen, morgen", "De verhuurder mailen"}
    page = page_of(world, sign_in, item, "anouk")
    assert "De verhuurder bellen, morgen" in page
    assert "Zelf, op een ander scherm" in page
    assert "De verhuurder mailen" in page


def test_a_screen_that_did_not_hear_that_its_text_was_kept_goes_on_with_it(world: World) -> None:
    item, screen, draft = begun(world), uuid.uuid4(), new_id()
    for text in ("De", "De ver", "De verhuurder"):
        types(world, item, text, kind="decision", draft=draft, screen=screen, revision=0)
    assert Draft.objects.get().text == "De verhuurder"


def test_somebody_goes_on_with_the_text_of_another_and_nothing_of_either_is_lost(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item, screen = begun(world), uuid.uuid4()
    draft = types(world, item, "De verhuurder", screen=screen)
    send(sign_in(world.fatma), where(item, "draft_take", draft.pk))
    draft.refresh_from_db()
    assert draft.author == world.seat(world.fatma)
    types(world, item, "De verhuurder bellen", draft=draft.pk, screen=screen, revision=1)
    texts = {(one.author.name, one.text) for one in Draft.objects.all()}
    assert texts == {("Fatma de Wit", "De verhuurder"), ("Anouk Bakker", "De verhuurder bellen")}


def test_what_was_said_does_not_come_back_by_a_late_message(world: World, sign_in: SignIn, send: Send) -> None:
    item, anouk = begun(world), sign_in(world.anouk)
    said = typed(world, what="De verhuurder bellen")
    anouk.post(where(item, "item_draft", "agreement"), said, headers={"HX-Request": "true"})
    send(anouk, where(item, "item_agree"), **said)
    assert ReadBack.objects.get().agreement.what == "De verhuurder bellen"
    anouk.post(where(item, "item_draft", "agreement"), said, headers={"HX-Request": "true"})
    assert not Draft.objects.exclude(text="").exists()
    assert "Wordt nu getypt" not in page_of(world, sign_in, item, "ahmed")


def test_only_the_writer_throws_a_text_away(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    draft = types(world, item, "De verhuurder", kind="question")
    assert send(sign_in(world.ahmed), where(item, "draft_away", draft.pk)).status_code == 403
    send(sign_in(world.anouk), where(item, "draft_away", draft.pk))
    assert not Draft.objects.exclude(text="").exists()


def test_what_cannot_be_kept_is_said_and_not_kept(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    for fields in ({"screen": "x"}, {"revision": "-1"}, {"what": "x" * 1001}, {"what": "\x00"}):
        answer = send(sign_in(world.anouk), where(item, "item_draft", "agreement"), **typed(world, **fields))
        assert answer.status_code == 400
    assert send(sign_in(world.anouk), where(item, "item_draft", "roman"), **typed(world)).status_code == 404
    assert not Draft.objects.exists()


def test_nothing_is_typed_before_the_talk_begins(world: World) -> None:
    with pytest.raises(Refused):
        types(world, brought(world), "Te vroeg", kind="question")


# Said, decided, kept


def test_the_words_of_the_resident_stand_as_they_were_said(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    send(sign_in(world.fatma), where(item, "item_words"), words="Ik wil hier blijven.", on_top="on")
    note = Note.objects.get(kind=Note.Kind.WORDS)
    assert (note.author, note.text) == (world.seat(world.fatma), "Ik wil hier blijven.")
    assert "Ik wil hier blijven." in page_of(world, sign_in, item, "ahmed")
    story = sign_in(world.ahmed).get(reverse("story", args=[world.circle.pk])).content.decode()
    assert "in eigen woorden" in story
    plan = sign_in(world.fatma).get(reverse("plan", args=[world.circle.pk])).content.decode()
    assert "Ik wil hier blijven." in plan


def test_a_professional_writes_down_who_said_it(world: World, sign_in: SignIn, send: Send) -> None:
    item, fatma = begun(world), world.seat(world.fatma)
    send(sign_in(world.anouk), where(item, "item_words"), words="Laat mij het doen.", said_by=str(fatma.pk))
    assert item.said.get().said_by == fatma
    not_hers = {"words": "Nee.", "said_by": str(world.seat(world.ahmed).pk)}
    assert send(sign_in(world.anouk), where(item, "item_words"), **not_hers).status_code == 400


def test_a_decision_says_who_said_it_and_stands_in_the_story(world: World, sign_in: SignIn, send: Send) -> None:
    item, gees = begun(world, life_domain=world.domains["wonen"]), world.seat(world.ahmed)
    send(sign_in(world.anouk), where(item, "item_decide"), decided="De huur gaat voor.", said_by=str(gees.pk))
    page = page_of(world, sign_in, item, "fatma")
    assert "De huur gaat voor." in page
    story = reverse("story", args=[world.circle.pk])
    assert "De huur gaat voor." in sign_in(world.ahmed).get(story).content.decode()
    # The talk was about housing, and mental health has no task in that.
    assert "De huur gaat voor." not in sign_in(world.gees).get(story).content.decode()
    assert send(sign_in(world.anouk), where(item, "item_decide"), decided="", said_by="x").status_code == 400


def test_a_question_that_was_kept_is_answered_or_becomes_an_agreement(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item, anouk = begun(world), sign_in(world.anouk)
    who = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    one, two = actions.park(item, question="En het gas?", **who), actions.park(item, question="En de bus?", **who)
    assert send(anouk, where(item, "parked_answer", one.pk), answer="").status_code == 400
    send(anouk, where(item, "parked_answer", one.pk), answer="Dat loopt door.")
    said = {**typed(world), "what": "De bus bellen", "parked": str(two.pk)}
    send(anouk, where(item, "item_agree"), **said)
    assert dict(Parked.objects.values_list("question", "became")) == {"En het gas?": "answered", "En de bus?": "agreed"}
    assert "Dat loopt door." in page_of(world, sign_in, item, "ahmed")
    assert send(anouk, where(item, "parked_answer", one.pk), answer="Toch niet.").status_code == 403


def test_a_question_that_stays_open_stands_at_the_next_talk(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    who = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    actions.park(item, question="En het gas?", **who)
    actions.close(item, **who)
    following = begun(world, question="Hoe verder?")
    page = page_of(world, sign_in, following, "ahmed")
    assert "Nog open van een vorige keer" in page
    assert "En het gas?" in page


# The method


def test_a_talk_goes_by_the_steps_of_the_municipality(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    assert [step["name"] for step in item.steps][:2] == ["Aankomen", "Eerst de inwoner"]
    send(sign_in(world.anouk), where(item, "item_step", 2))
    for who in ("ahmed", "fatma"):
        live = sign_in(getattr(world, who)).get(where(item)).context["live"]
        assert live.step["name"] == "Eerst de inwoner"
    assert send(sign_in(world.supporter), where(item, "item_step", 3)).status_code == 403
    assert send(sign_in(world.anouk), where(item, "item_step", 99)).status_code == 403


def test_the_municipality_writes_its_own_steps(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    send(officer, reverse("settings_methods"))
    method = Method.objects.get()
    send(officer, reverse("settings_step_new", args=[method.pk]), name="Thee", help="Schenk in.", minutes="2", does="")
    tea = method.steps.get(name="Thee")
    for _time in range(20):
        send(officer, reverse("settings_step_move", args=[method.pk, tea.pk]), how="up")
    assert method.steps.first() == tea
    send(officer, reverse("settings_step_new", args=[method.pk]), name="", minutes="x", does="")
    assert method.steps.count() == 10
    item = begun(world)
    assert item.steps[0] == {"name": "Thee", "help": "Schenk in.", "minutes": 2, "does": ""}
    send(officer, reverse("settings_step_move", args=[method.pk, tea.pk]), how="away")
    item.refresh_from_db()
    assert item.steps[0]["name"] == "Thee"


def two_methods(world: World) -> tuple[Method, Method]:
    """Kring's own for every kind of table, and a short one with one step."""
    usual = actions.add_default_method(world.municipality, by=None)
    short = actions.add_method(world.municipality, name="Kort", by=None)
    actions.set_step(short, None, name="Praten", by=world.actor(world.officer))
    return usual, short


def test_who_leads_begins_in_another_way_than_that_of_the_kind_of_table(
    world: World, sign_in: SignIn, send: Send
) -> None:
    _usual, short = two_methods(world)
    item, anouk = brought(world), sign_in(world.anouk)
    page = anouk.get(where(item)).content.decode()
    assert "Hoe praten we?" in page
    assert "Hoe praten we?" not in sign_in(world.supporter).get(where(item)).content.decode()
    assert send(anouk, where(item, "item_begin"), method="x").status_code == 400
    item.refresh_from_db()
    assert item.state == "waiting"
    assert send(anouk, where(item, "item_begin"), method=str(short.pk)).status_code == 303
    item.refresh_from_db()
    assert (item.method, len(item.steps), item.step) == ("Kort", 1, 1)


def test_the_way_of_talking_changes_until_the_first_step_was_left(world: World, sign_in: SignIn, send: Send) -> None:
    usual, short = two_methods(world)
    item, anouk = brought(world), sign_in(world.anouk)
    send(anouk, where(item, "item_begin"), method=str(short.pk))
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert send(anouk, where(item, "item_method"), method=str(usual.pk)).status_code == 303
        item.refresh_from_db()
        assert (item.method, item.step) == (usual.name, 1)
        assert send(anouk, where(item, "item_method"), method="").status_code == 400
        send(anouk, where(item, "item_step", 2))
        send(anouk, where(item, "item_step", 1))
        assert send(anouk, where(item, "item_method"), method=str(short.pk)).status_code == 403
        assert "Praat zo" not in anouk.get(where(item)).content.decode()
    item.refresh_from_db()
    assert item.method == usual.name


def test_with_one_way_of_talking_nothing_is_asked_and_another_municipality_has_its_own(
    world: World, sign_in: SignIn, send: Send
) -> None:
    actions.add_default_method(world.municipality, by=None)
    item, anouk = brought(world), sign_in(world.anouk)
    assert "Hoe praten we?" not in anouk.get(where(item)).content.decode()
    theirs = actions.add_default_method(Municipality.objects.create(name="Elders"), by=None)
    assert send(anouk, where(item, "item_begin"), method=str(theirs.pk)).status_code == 400
    with pytest.raises(Refused):
        actions.begin(item, method=theirs, **doing(world, world.anouk))
    assert send(anouk, where(item, "item_begin")).status_code == 303


def test_a_kind_of_table_has_its_own_method(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    send(officer, reverse("settings_methods"))
    send(officer, reverse("settings_method_new"), name="Kort", kinds=[Kind.CASE])
    short = Method.objects.get(name="Kort")
    send(officer, reverse("settings_step_new", args=[short.pk]), name="Zeg het", minutes="1", does="")
    assert [step["name"] for step in begun(world).steps] == ["Zeg het"]
    assert send(officer, reverse("settings_method_new"), name="Kort").status_code == 403


# The wall


def test_on_the_wall_stands_only_what_everybody_who_stays_may_read(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    agreed(world, item)
    agreed(world, item, goal=world.second_goal, what="Naar de dokter", who=world.seat(world.anouk))
    types(world, item, "Wie belt er?", kind="question")
    types(world, item, "Over de pillen", goal=world.second_goal)
    page = sign_in(world.anouk).get(where(item, "item_wall")).content.decode()
    assert "Naar de dokter" not in page
    assert "pillen" not in page
    assert "Wie belt er?" in page
    assert "alleen op ieders eigen scherm" in page


def test_the_plan_stands_beside_the_talk_for_each_reader(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    beside = where(item, "item_plan")
    assert "Rust in het hoofd" in sign_in(world.anouk).get(beside).content.decode()
    assert "Rust in het hoofd" not in sign_in(world.ahmed).get(beside).content.decode()
    assert "De huur is weer op orde" in sign_in(world.ahmed).get(beside).content.decode()
