"""After a talk: who gets which summary, on the page, in the PDF and by mail; what is set right beside it; last time."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from kring.circles import actions as circles
from kring.core import clock
from kring.core.models import Mail
from kring.log.models import Look
from kring.meetings import actions
from kring.meetings.models import AgendaItem, Correction
from kring.network.models import User
from kring.plans import actions as plans
from kring.plans.models import Bottleneck
from tests.conftest import SignIn
from tests.test_table import a_table, agreed, begun, brought
from tests.world import World

Send = Callable[..., Any]
# What is said at the talk, by a short name.
SAID = {
    "question": "Hoe houdt zij haar huis?",
    "words": "Dat Sam hier op school blijft.",
    "aloud": "Ik wil niet weg uit deze buurt.",
    "home": "De verhuurder bellen",
    "mind": "Samen naar de praktijkondersteuner",
    "decided": "De huur wordt niet opgezegd.",
    "parked": "Wie past op zaterdag op?",
    "rule": "Zonder verwijzing geen gesprek.",
    "message": "Wij houden het huis.",
    "beside": "Het was woensdag, niet dinsdag.",
}
# Who sees what of a talk about the household as a whole. `home` is an agreement in the life domain of living, `mind`
# one about health; `rule` is a bottleneck about health that Gees keeps at; `beside` is what Fatma set right;
# `aloud` she said at the table, Anouk wrote it down.
# Mail: a link to the summary, to the plan, or nothing.
CASES = """
who        page  question  words  aloud  home  mind  decided  parked  rule  message  beside  mail
anouk      200   x         x      x      x     x     x        x       x     x        x       verslag
ahmed      200   x         x      x      x     -     x        x       -     x        x       verslag
gees       200   x         x      x      -     -     x        x       x     x        x       verslag
fatma      200   x         x      x      x     x     x        x       x     x        x       verslag
sam        200   x         x      x      x     x     x        x       x     x        x       verslag
supporter  403   -         -      -      -     -     -        -       -     -        -       -
left       404   -         -      -      -     -     -        -       -     -        -       -
invited    403   -         -      -      -     -     -        -       -     -        -       -
stranger   404   -         -      -      -     -     -        -       -     -        -       -
door       404   -         -      -      -     -     -        -       -     -        -       -
other      404   -         -      -      -     -     -        -       -     -        -       -
"""
# The same of a talk about health, which Anouk brought. Ahmed has no ground for it, but does something that was agreed
# there. What Fatma says about the health of the household is not hers alone to open: it needs a task in law. What she
# sets right has the readers of the talk itself.
ABOUT_HEALTH = """
who        page  question  words  aloud  home  mind  decided  parked  rule  message  beside  mail
anouk      200   x         -      x      x     x     x        x       x     x        x       verslag
ahmed      403   -         -      -      -     -     -        -       -     -        -       plan
gees       403   -         -      -      -     -     -        -       -     -        -       -
fatma      200   x         x      x      x     x     x        x       x     x        x       verslag
sam        200   x         x      x      x     x     x        x       x     x        x       verslag
supporter  403   -         -      -      -     -     -        -       -     -        -       -
left       404   -         -      -      -     -     -        -       -     -        -       -
stranger   404   -         -      -      -     -     -        -       -     -        -       -
"""


def rows(table: str) -> list[Any]:
    head, *lines = (line.split() for line in table.strip().splitlines())
    return [pytest.param(dict(zip(head, line, strict=True)), id=line[0]) for line in lines]


def talked(world: World, domain: str = "", *, keep: bool = True) -> AgendaItem:
    """The whole talk: words of Fatma, two agreements, a question, a bottleneck, the message; and closed."""
    child_at_the_table(world)
    for one in (world.fatma, world.sam, world.supporter):
        one.email = one.user.email
        one.save()
    item = brought(world, a_table(world), life_domain=world.domains.get(domain))
    fatma: Any = {"by": world.actor(world.fatma), "seat": world.seat(world.fatma)}
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    actions.prepare(item, goal=SAID["words"], **fatma)
    item = actions.begin(item, **anouk)
    actions.be_here(item, world.seat(world.anouk))
    actions.hear(agreed(world, item, what=SAID["home"]), **anouk)
    actions.ask_yes(
        agreed(world, item, what=SAID["mind"], goal=world.second_goal, who=world.seat(world.anouk)), **anouk
    )
    actions.say_words(item, text=SAID["aloud"], said_by=world.seat(world.fatma), **anouk)
    actions.decide(item, text=SAID["decided"], said_by=world.seat(world.anouk), **anouk)
    actions.park(item, question=SAID["parked"], **anouk)
    rule = {"rule": SAID["rule"], "effect": "Ze wacht.", "who_could_decide": "De huisarts", "goal": world.second_goal}
    owner = world.seat(world.anouk if domain else world.gees)
    actions.notice(item, **rule, owner=owner, due_on=clock.today() + timedelta(days=9), **anouk)
    Mail.objects.all().delete()
    item = actions.close(item, message=SAID["message"], **anouk)
    if keep:
        actions.correct(item, text=SAID["beside"], **fatma)
    return item


def child_at_the_table(world: World) -> None:
    """Sam, 14, has an account and a seat."""
    if world.sam.user is None:
        world.sam.user = User.objects.create_user("sam@example.nl", "een lang wachtwoord voor Sam")
        world.sam.save()
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    seat = circles.invite(world.circle, person=world.sam, **anouk)
    circles.accept_invitation(seat, by=world.actor(world.sam))


def where(item: AgendaItem, name: str = "summary") -> str:
    return reverse(name, args=[item.circle_id, item.pk])


def on_paper(answer: Any) -> str:
    reader = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def person(world: World, name: str) -> Any:
    return getattr(world, {"other": "other_person"}.get(name, name))


@pytest.mark.parametrize(
    ("domain", "case"),
    [
        *(pytest.param("", *one.values, id=f"household-{one.id}") for one in rows(CASES)),
        *(pytest.param("psyche", *one.values, id=f"health-{one.id}") for one in rows(ABOUT_HEALTH)),
    ],
)
def test_everybody_gets_the_summary_of_what_they_may_see(
    world: World, sign_in: SignIn, domain: str, case: dict[str, str]
) -> None:
    item = talked(world, domain)
    who = person(world, case["who"])
    browser = sign_in(who)
    page, pdf = browser.get(where(item)), browser.get(where(item, "summary_pdf"))
    assert (page.status_code, pdf.status_code) == (int(case["page"]), int(case["page"]))
    told = {name for name in SAID if case[name] == "x"}
    shown = page.content.decode()
    assert {name for name, words in SAID.items() if words in shown} == told
    paper = on_paper(pdf) if pdf.status_code == 200 else pdf.content.decode()
    assert {name for name, words in SAID.items() if words in paper} == told
    mails = Mail.objects.filter(address=who.user.email).exclude(text__contains="recht")
    links = {mail.text.strip().rsplit("/", 2)[1] for mail in mails}
    assert links == ({case["mail"]} - {"-"})


def test_no_mail_says_what_was_said_or_about_whom(world: World) -> None:
    talked(world)
    for mail in Mail.objects.all():
        assert not any(words in mail.subject + mail.text for words in (*SAID.values(), "Wit", "Fatma", "Sam"))


def test_what_is_closed_is_told_with_why_to_who_may_know_it_is_there(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    page = sign_in(world.ahmed).get(where(item))
    assert page.context["summary"].closed == 2
    assert "2 delen van dit gesprek" in page.content.decode()


def test_the_resident_reads_first_what_was_said_at_home_and_what_they_do_themself(
    world: World, sign_in: SignIn
) -> None:
    item = begun(world)
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    actions.hear(agreed(world, item, what="De post openen", who=world.seat(world.fatma)), **anouk)
    actions.hear(agreed(world, item), **anouk)
    actions.close(item, **anouk)
    parts = sign_in(world.fatma).get(where(item)).context["parts"]
    assert [(part.key, [line.text for line in part.lines]) for part in parts][:2] == [
        ("mine", ["De post openen"]),
        ("agreed", ["De verhuurder bellen"]),
    ]
    assert sign_in(world.anouk).get(where(item)).context["parts"][0].key == "agreed"


@pytest.mark.parametrize(("who", "says"), [("fatma", "Dit doet u"), ("sam", "Dit doe je")])
def test_a_resident_reads_u_and_a_child_je(world: World, sign_in: SignIn, who: str, says: str) -> None:
    child_at_the_table(world)
    item = begun(world)
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    seat = world.seat(getattr(world, who))
    actions.hear(agreed(world, item, what="De post openen", who=seat), **anouk)
    actions.close(item, **anouk)
    browser = sign_in(getattr(world, who))
    assert says in browser.get(where(item)).content.decode()
    assert says in on_paper(browser.get(where(item, "summary_pdf")))


def test_the_summary_stays_as_it_was_when_the_plan_goes_on(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    made = item.made.get(agreement__what=SAID["home"]).agreement
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    with clock.at(clock.now() + timedelta(hours=1)):
        plans.change_agreement(made, revision=made.revision, what="De verhuurder schrijven", **anouk)
        plans.agree_message(world.circle, words="Nu eerst rust.", **anouk)
        page = sign_in(world.fatma).get(where(item)).content.decode()
    assert SAID["home"] in page
    assert SAID["message"] in page
    assert "De verhuurder schrijven" not in page
    assert "Nu eerst rust." not in page
    assert "Sindsdien veranderd" in page


def test_a_talk_that_has_not_ended_has_no_summary_yet(world: World, sign_in: SignIn) -> None:
    item = begun(world)
    for name in ("summary", "summary_pdf"):
        assert sign_in(world.anouk).get(where(item, name))["Location"] == where(item, "item")


def test_the_pdf_is_tagged_in_the_language_of_the_reader_and_is_a_look(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    answer = sign_in(world.anouk).get(where(item, "summary_pdf"))
    reader = PdfReader(io.BytesIO(answer.content))
    root: Any = reader.trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert str(root["/Lang"]).startswith("nl")
    assert reader.metadata is not None
    assert reader.metadata.title == "Hoe houdt zij haar huis? · De Wit"
    assert Look.objects.filter(page="summary_pdf", action="pdf", about_person=world.fatma.pk).exists()


def test_who_was_at_the_table_is_who_was_there_while_it_was_talked_about(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    there = sign_in(world.fatma).get(where(item)).context["summary"].at_table
    assert there == [world.seat(world.anouk)]


def closing(world: World, sign_in: SignIn, send: Send, *there: Any, item: AgendaItem | None = None) -> AgendaItem:
    """Anouk closes on the page where was read aloud, and says who was there."""
    item, anouk = item or begun(world), sign_in(world.anouk)
    anouk.get(where(item, "item"))
    ticks = [str(world.seat(who).pk) for who in there]
    assert send(anouk, where(item, "item_close"), message="", asks_there="True", there=ticks).status_code == 303
    return AgendaItem.objects.get(pk=item.pk)


def test_the_chair_says_who_was_there_with_or_without_a_screen(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    for who in (world.anouk, world.ahmed):
        sign_in(who).get(where(item, "item"))
    page = sign_in(world.anouk).get(where(item, "item_read"))
    assert "Wie zat er aan tafel?" in page.content.decode()
    assert set(page.context["close"].initial["there"]) == {world.seat(world.anouk), world.seat(world.ahmed)}
    item = closing(world, sign_in, send, world.anouk, world.fatma, item=item)
    assert item.there_said_by == world.seat(world.anouk)
    summary = sign_in(world.fatma).get(where(item, "summary"))
    assert set(summary.context["summary"].at_table) == {world.seat(world.anouk), world.seat(world.fatma)}
    assert "opgeschreven door Anouk Bakker" in summary.content.decode()


def test_nobody_ticked_is_nobody_there_and_opening_it_again_asks_anew(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item = closing(world, sign_in, send)
    assert sign_in(world.anouk).get(where(item, "summary")).context["summary"].at_table == []
    actions.reopen(item, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    assert AgendaItem.objects.get(pk=item.pk).there_said_by is None


def test_who_may_not_stay_or_is_not_here_is_no_choice(world: World, sign_in: SignIn, send: Send) -> None:
    item, anouk = begun(world, life_domain=world.domains["wonen"]), sign_in(world.anouk)
    for who in (world.seat(world.gees), world.circle.members.get(professional=world.left)):
        said = {"message": "", "asks_there": "True", "there": [str(who.pk)]}
        assert send(anouk, where(item, "item_close"), **said).status_code == 400
    assert AgendaItem.objects.get(pk=item.pk).state == "open"


def test_the_pages_after_a_talk_stay_within_twelve_queries(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    following = brought(world, a_table(world, days=9))
    browser = sign_in(world.anouk)
    for address in (where(item), where(item, "summary_pdf"), where(following, "last_time")):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        assert len(queries) <= 12, (address, [query["sql"][:140] for query in queries])


def test_what_was_done_since_is_told_beside_what_was_agreed(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    made = item.made.get(agreement__what=SAID["home"]).agreement
    ahmed: Any = {"by": world.actor(world.ahmed), "seat": world.seat(world.ahmed)}
    plans.close_agreement(made, done=True, **ahmed)
    page = sign_in(world.fatma).get(where(item)).content.decode()
    assert "Sindsdien: gedaan" in page
    assert "Sindsdien veranderd" not in page


# Set right


@pytest.mark.parametrize(("who", "answer"), [("anouk", 303), ("gees", 303), ("fatma", 303), ("supporter", 403)])
def test_who_reads_the_summary_sets_something_right_beside_it(
    world: World, sign_in: SignIn, send: Send, who: str, answer: int
) -> None:
    item = talked(world, keep=False)
    said = send(sign_in(getattr(world, who)), where(item, "summary_correct"), text="Het was woensdag.")
    assert said.status_code == answer
    assert Correction.objects.count() == (answer == 303)


def test_what_is_set_right_stands_beside_with_name_and_moment_and_the_lead_hears_it(
    world: World, sign_in: SignIn, send: Send
) -> None:
    item = talked(world, keep=False)
    Mail.objects.all().delete()
    send(sign_in(world.fatma), where(item, "summary_correct"), text="Het was woensdag.")
    page = sign_in(world.anouk).get(where(item)).content.decode()
    assert "Het was woensdag." in page
    assert SAID["home"] in page
    letter = Mail.objects.get()
    assert letter.address == "anouk@example.nl"
    assert "woensdag" not in letter.subject + letter.text


def test_what_is_set_right_is_never_changed(world: World) -> None:
    talked(world)
    for change in (lambda: Correction.objects.update(text="x"), lambda: Correction.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("wrong", ["", "x" * 1001, "a\x00b"])
def test_odd_words_are_refused_and_nothing_is_kept(world: World, sign_in: SignIn, send: Send, wrong: str) -> None:
    item = talked(world, keep=False)
    assert send(sign_in(world.ahmed), where(item, "summary_correct"), text=wrong).status_code == 400
    assert not Correction.objects.exists()


def test_nothing_is_set_right_while_the_talk_goes_on(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world)
    assert send(sign_in(world.ahmed), where(item, "summary_correct"), text="x").status_code == 403


# Bottlenecks at the table


def test_a_bottleneck_of_the_table_is_about_whom_the_talk_is_about(world: World, sign_in: SignIn, send: Send) -> None:
    item = begun(world, life_domain=world.domains["psyche"])
    day = clock.today() + timedelta(days=9)
    said = {"rule": "Geen plek zonder verwijzing", "effect": "Ze wacht", "who_could_decide": "De huisarts"}
    owner = str(world.seat(world.anouk).pk)
    send(sign_in(world.anouk), where(item, "item_notice"), **said, owner=owner, due_on=f"{day:%d-%m-%Y}")
    one = Bottleneck.objects.get()
    assert (one.life_domain, one.noticed.item) == (world.domains["psyche"], item)
    assert sign_in(world.ahmed).get(reverse("bottleneck", args=[world.circle.pk, one.pk])).status_code == 403


# Last time


def test_the_next_talk_begins_with_what_came_of_the_last(world: World, sign_in: SignIn) -> None:
    item = talked(world)
    home, mind = (back.agreement for back in item.made.order_by("pk"))
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    plans.close_agreement(home, done=False, why_not="Er nam niemand op.", **anouk)
    with clock.at(clock.now() + timedelta(days=6)):
        following = brought(world, a_table(world))
        page = sign_in(world.anouk).get(where(following, "last_time"))
        assert [(one.shown.item, one.stands) for one in page.context["last"].agreed] == [
            (mind, "late"),
            (home, "not_done"),
        ]
        said = page.content.decode()
        assert "Er nam niemand op." in said
        assert SAID["parked"] in said
        assert where(following, "last_time") in sign_in(world.anouk).get(where(following, "item")).content.decode()


def test_of_last_time_everybody_is_told_what_they_may_read(world: World, sign_in: SignIn) -> None:
    talked(world)
    following = brought(world, a_table(world, days=9))
    assert SAID["mind"] not in sign_in(world.ahmed).get(where(following, "last_time")).content.decode()
    assert SAID["mind"] in sign_in(world.fatma).get(where(following, "last_time")).content.decode()
    assert sign_in(world.supporter).get(where(following, "last_time")).status_code == 403


def test_a_last_talk_without_a_ground_is_as_if_there_was_none(world: World, sign_in: SignIn) -> None:
    talked(world, "psyche")
    following = brought(world, a_table(world, days=9))
    ahmed = sign_in(world.ahmed)
    assert ahmed.get(where(following, "last_time")).context["last"] is None
    assert ahmed.get(where(following, "last_time"), headers={"HX-Request": "true"}).content == b""
