"""The copy of all that is held about somebody: who gets it, what is in it, how it is made and checked."""

import io
import json
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as project
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from kring.circles import actions as circles
from kring.copies import looks, making
from kring.copies.actions import ask_copy, forget_old_copies, throw_away
from kring.copies.content import SECTIONS
from kring.copies.making import make_copies
from kring.copies.models import Copy, CopyPart
from kring.copies.sealed import file_of
from kring.core import clock
from kring.core.models import Mail
from kring.core.verdict import Refused
from kring.households import actions as households
from kring.households.models import Authority, Person, Residence
from kring.intake import actions as intake
from kring.log.actions import write_looks
from kring.log.models import Act, Look
from kring.log.seals.sealing import seal_new_looks
from kring.network.models import User
from kring.plans import actions as plans
from kring.sharing.actions import Withhold, withhold
from kring.sharing.models import CrisisAccess, Withholding
from tests.conftest import SignIn
from tests.log import look
from tests.world import PASSWORD, World

CHECK = project.ROOT / "docs" / "check_proof.py"
Send = Callable[..., Any]


def json_of(copy: Copy) -> dict[str, Any]:
    """The JSON file as a program reads it."""
    held: dict[str, Any] = json.loads(b"".join(file_of(copy, "json")))
    return held


def words_of(copy: Copy) -> str:
    """What stands on paper."""
    document = PdfReader(io.BytesIO(b"".join(file_of(copy, "pdf"))))
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def made(world: World, who: Any, about: Person | None = None) -> Copy:
    """The copy that somebody of the cast asks, made by the worker."""
    copy = ask_copy(about or who, by=world.actor(who))
    assert make_copies() == 1
    copy.refresh_from_db()
    assert copy.state == Copy.State.READY
    return copy


def everything(copy: Copy) -> str:
    return json.dumps(json_of(copy), ensure_ascii=False) + words_of(copy)


def looked(world: World, count: int = 3, **fields: Any) -> None:
    """Looks about Fatma, under seals."""
    write_looks(look(number, about_person=world.fatma.pk, **fields) for number in range(count))
    seal_new_looks()


# What is in it


def test_it_holds_what_is_known_about_the_person(world: World) -> None:
    looked(world)
    held = json_of(made(world, world.fatma))
    assert held["format"] == "kring-copy/1"
    assert [section.key for section in SECTIONS] == [name for name in held if isinstance(held[name], list)][:-1]
    assert held["person"][0]["given_name"] == "Fatma"
    assert held["households"][0]["address"] == "Lindelaan 12, 1234 AB"
    assert held["network"][0]["name"] == "Riet de Wit"
    assert held["authority"][0]["about"] == "Sam de Wit"
    assert {goal["result"] for goal in held["goals"]} == {"De huur is weer op orde", "Rust in het hoofd"}
    assert held["agreements"][0]["responsible"] == "Ahmed El Amrani (Woonstee)"
    assert {note["text"] for note in held["notes"]} >= {"De medicatie is veranderd."}
    assert {note["text"] for note in held["messages"]} == {
        "Eerst de huur, dan de rest.",
        "Dat Sam op zijn school kan blijven.",
    }
    assert "Anouk Bakker (Wijkteam Noord)" in {lead["who"] for lead in held["circles"][0]["leads"]}
    assert len(held["looks"]) == 3


def test_paper_says_the_same_in_words(world: World) -> None:
    looked(world, by_name="Gees Postma", by_organisation="GGZ De Brug")
    said = words_of(made(world, world.fatma))
    for part in ("De medicatie is veranderd.", "Lindelaan 12", "Riet de Wit", "Gees Postma (GGZ De Brug)"):
        assert part in said


def test_paper_is_tagged_in_dutch_and_has_a_title(world: World) -> None:
    document = PdfReader(io.BytesIO(b"".join(file_of(made(world, world.fatma), "pdf"))))
    root: Any = document.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("nl")
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert document.metadata is not None
    assert "Fatma de Wit" in (document.metadata.title or "")


def test_what_is_withheld_stays_out_and_nothing_tells_of_it(world: World) -> None:
    before = everything(made(world, world.fatma))
    how = Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=30))
    withhold(world.health_note, how, by=world.actor(world.gees), seat=world.seat(world.gees))
    after = everything(made(world, world.fatma))
    assert "De medicatie is veranderd." in before
    assert "De medicatie is veranderd." not in after
    assert str(world.health_note.pk) not in after


def test_what_was_withheld_and_is_open_again_is_in_it(world: World) -> None:
    how = Withhold(Withholding.Why.SAFETY, clock.today() + timedelta(days=3))
    withhold(world.health_note, how, by=world.actor(world.gees), seat=world.seat(world.gees))
    with clock.at(clock.now() + timedelta(days=5)):
        assert "De medicatie is veranderd." in everything(made(world, world.fatma))


def test_what_is_about_somebody_else_stays_out(world: World) -> None:
    plans.write_note(
        world.circle,
        text="Sam spijbelt.",
        life_domain=world.domains["gezin"],
        about=world.sam,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    assert "Sam spijbelt." not in everything(made(world, world.fatma))
    assert "Sam spijbelt." in everything(made(world, world.fatma, about=world.sam))


def test_what_they_did_themself_is_in_their_own_copy_and_not_in_that_of_a_child(world: World) -> None:
    held = json_of(made(world, world.fatma))
    assert {"plan.matters", "circle.joined"} <= {act["act"] for act in held["acts"]}
    assert not json_of(made(world, world.fatma, about=world.sam))["acts"]
    assert str(world.other_circle.pk) not in {act["circle"] for act in held["acts"]}


def test_another_persons_copy_holds_nothing_of_this_household(world: World) -> None:
    said = everything(made(world, world.other_person))
    assert "Fatma" not in said
    assert "De huur" not in said
    assert "Werk vinden." in said


def test_who_left_keeps_a_copy_of_what_is_about_them_and_not_of_what_came_after(world: World) -> None:
    circles.leave(world.seat(world.fatma), by=world.actor(world.fatma))
    households.move_out(Residence.objects.get(person=world.fatma), by=None)
    with clock.at(clock.now() + timedelta(days=30)):
        plans.agree_message(
            world.circle, words="Nieuwe boodschap.", by=world.actor(world.anouk), seat=world.seat(world.anouk)
        )
        said = everything(made(world, world.fatma))
    assert "De medicatie is veranderd." in said
    assert "Nieuwe boodschap." not in said
    assert "Lindelaan" not in said


def test_a_parent_who_lives_elsewhere_gets_no_address_and_no_household(world: World) -> None:
    parent = world.other_person
    households.give_authority(world.sam, holder=parent, kind=Authority.Kind.PARENT, by=None)
    said = everything(made(world, parent, about=world.sam))
    assert "Lindelaan" not in said
    assert "De huur is weer op orde" not in said
    assert "Eerst de huur" not in said


def test_a_question_that_somebody_asked_without_their_knowing_stays_out(world: World) -> None:
    for number, knows in enumerate(("yes", "no")):
        request = intake.ask_for_help(
            world.municipality,
            sender="professional" if number else "self",
            given_name="Fatma",
            family_name="Wit",
            words="Onze vraag." if knows == "yes" else "Zij weet het niet.",
            person_knows=knows,
            by=None,
        )
        request.person = world.fatma
        request.save(update_fields=["person"])
    said = everything(made(world, world.fatma))
    assert "Onze vraag." in said
    assert "Zij weet het niet." not in said


def test_looks_in_a_crisis_that_is_not_told_yet_stay_out_until_it_is(world: World) -> None:
    now = clock.now()
    crisis = CrisisAccess.objects.create(
        circle=world.circle,
        professional=world.stranger,
        organisation=world.stranger.organisation,
        danger="violence",
        words="Er was gevaar.",
        since=now - timedelta(hours=1),
        until=now + timedelta(hours=1),
        withheld_until=clock.today() + timedelta(days=3),
        withheld_why="Te gevaarlijk om nu te vertellen.",
    )
    looked(world, purpose="crisis", by_user=world.stranger.user.pk, by_name="Stef Vreeman", circle=world.circle.pk)  # type: ignore[union-attr]
    assert "Stef Vreeman" not in everything(made(world, world.fatma))
    crisis.resident_told_at = clock.now()
    crisis.save(update_fields=["resident_told_at"])
    said = everything(made(world, world.fatma))
    assert "Stef Vreeman" in said
    assert "Er was gevaar." not in said


# What it leaves out on purpose, with the reason.
NOT_IN_IT = {
    "keeping.DestructionRequest": "they see what was asked, with every answer, under My place",
    "households.CitizenNumber": "a copy passes hands that no law names; the municipality shows it to the person",
    "intake.LooksAlike": "about another person that turned out not to be them",
    "sharing.HiddenLooks": "would tell what it hides",
}
IN_IT = {
    "circles.Member": "circles",
    "circles.Retelling": "circles",
    "copies.Copy": "copies",
    "households.Authority": "authority",
    "households.Person": "person",
    "households.Residence": "households",
    "households.Supporter": "network",
    "intake.HelpRequest": "help_requests",
    "meetings.AgendaItem": "tables",
    "meetings.Correction": "table_words",
    "meetings.Draft": "table_words",
    "meetings.Parked": "table_words",
    "mirrors.MirrorCase": "mirror_teams",
    "meetings.Preparation": "table_words",
    "meetings.TableRequest": "table_words",
    "plans.Agreement": "agreements",
    "plans.Bottleneck": "bottlenecks",
    "plans.Goal": "goals",
    "plans.HistoricalAgreement": "agreements",
    "plans.HistoricalGoal": "goals",
    "plans.Note": "notes",
    "plans.Outcome": "reviews",
    "plans.Review": "reviews",
    "sharing.Consent": "consents",
    "sharing.ConsentVoice": "consents",
    "sharing.LookQuestion": "look_questions",
    "sharing.PersonGroup": "notes",
    "sharing.SafetyNote": "safety_notes",
}


def test_every_model_that_points_at_a_person_is_in_the_copy_or_left_out_with_a_reason() -> None:
    """Who adds one says here in which section it is, or why it stays out."""
    points = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.related_model is Person and field.concrete
    }
    assert points <= set(IN_IT) | set(NOT_IN_IT)
    assert set(IN_IT) <= points
    assert set(IN_IT.values()) <= {section.key for section in SECTIONS}


# That anyone can check it


def check(file: Path) -> subprocess.CompletedProcess[str]:
    """The small script, in a Python of its own that knows nothing of Kring."""
    words = [sys.executable, "-I", str(CHECK), str(file)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=file.parent)


def test_anyone_checks_all_looks_of_a_copy_with_the_small_script(world: World, tmp_path: Path) -> None:
    looked(world, 12)
    file = tmp_path / "kopie.json"
    file.write_bytes(b"".join(file_of(made(world, world.fatma), "json")))
    answer = check(file)
    assert answer.returncode == 0, answer.stderr
    assert "12 looks, 0 wrong" in answer.stdout


@pytest.mark.parametrize("forge", ["look", "position", "path", "head", "key", "format"])
def test_a_copy_that_was_changed_does_not_pass(world: World, tmp_path: Path, forge: str) -> None:
    looked(world, 6)
    held = json_of(made(world, world.fatma))
    one, head = held["looks"][2], held["head"]
    changes: dict[str, Callable[[], Any]] = {
        "look": lambda: one.update(look=one["look"].replace("wijkcoach", "politie")),
        "position": lambda: one.update(position=one["position"] + 1),
        "path": lambda: one["path"].reverse(),
        "head": lambda: head.update(size=head["size"] + 1),
        "key": lambda: head.update(key="0" * 64),
        "format": lambda: held.update(format="kring-copy/9"),
    }
    changes[forge]()
    file = tmp_path / "kopie.json"
    file.write_text(json.dumps(held))
    assert check(file).returncode == 1


def test_many_looks_go_in_batches_and_each_is_there_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "BATCH", 7)
    same = clock.now()
    looked(world, 40, at=same)
    held = json_of(made(world, world.fatma))
    ids = [json.loads(one["look"])["id"] for one in held["looks"]]
    assert len(ids) == len(set(ids)) == 40


# How it is made


def test_a_double_click_asks_once(world: World, sign_in: SignIn) -> None:
    browser, once = sign_in(world.fatma), str(uuid.uuid4())
    address = reverse("copy_make", args=[world.fatma.pk])
    for _click in range(2):
        assert browser.post(address, {"once": once}).status_code == 303
    assert Copy.objects.count() == 1


def test_one_copy_is_made_at_a_time(world: World) -> None:
    fatma = world.actor(world.fatma)
    ask_copy(world.fatma, by=fatma)
    with pytest.raises(Refused):
        ask_copy(world.fatma, by=fatma)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(about=world.fatma, asked_by=fatma.user)


def test_a_worker_that_died_in_the_middle_is_followed_by_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(world)
    copy = ask_copy(world.fatma, by=world.actor(world.fatma))

    def die(*_words: Any) -> bytes:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(making, "make_pdf", die)
        with pytest.raises(SystemExit):
            make_copies()
    copy.refresh_from_db()
    assert copy.state == Copy.State.MAKING
    assert 0 < copy.percent < 100
    assert make_copies() == 0
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert make_copies() == 1
    copy.refresh_from_db()
    assert copy.state == Copy.State.READY
    assert len(json_of(copy)["looks"]) == 3


def test_after_three_tries_it_says_that_it_did_not_work_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = ask_copy(world.fatma, by=world.actor(world.fatma))

    def fail(*_words: Any) -> bytes:
        raise ValueError("kapot")

    monkeypatch.setattr(making, "make_pdf", fail)
    for minutes in (0, 11, 22, 33):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            make_copies()
    copy.refresh_from_db()
    assert copy.state == Copy.State.FAILED
    assert not copy.parts.exists()


def test_who_no_longer_decides_gets_nothing(world: World) -> None:
    copy = ask_copy(world.sam, by=world.actor(world.fatma))
    households.end_authority(Authority.objects.get(about=world.sam), by=None)
    assert make_copies() == 0
    copy.refresh_from_db()
    assert copy.state == Copy.State.FAILED


def test_a_copy_thrown_away_while_it_is_made_does_not_come_back(world: World) -> None:
    copy = ask_copy(world.fatma, by=world.actor(world.fatma))
    throw_away(copy, by=world.actor(world.fatma))
    assert make_copies() == 0
    assert not CopyPart.objects.exists()


def test_a_mail_tells_that_it_is_ready_and_nothing_else(world: World) -> None:
    made(world, world.fatma)
    mail = Mail.objects.get(address="fatma@example.nl")
    assert reverse("copies") in mail.text
    assert "Fatma" not in mail.subject + mail.text


def test_after_a_week_it_is_gone(world: World, sign_in: SignIn) -> None:
    copy = made(world, world.fatma)
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert sign_in(world.fatma).get(reverse("copy_pdf", args=[copy.pk])).status_code == 404
        assert forget_old_copies() == 1
    copy.refresh_from_db()
    assert copy.state == Copy.State.GONE
    assert not copy.parts.exists()


def test_what_is_kept_cannot_be_read_without_the_key(world: World) -> None:
    made(world, world.fatma)
    assert CopyPart.objects.exists()
    assert not any(b"Fatma" in bytes(part.body) for part in CopyPart.objects.all())


# Who gets it


def test_taking_it_along_is_a_look(world: World, sign_in: SignIn) -> None:
    copy = made(world, world.fatma)
    browser = sign_in(world.fatma)
    for name, action in (("copy_pdf", "pdf"), ("copy_json", "export")):
        answer = browser.get(reverse(name, args=[copy.pk]))
        assert answer.status_code == 200
        assert len(b"".join(answer)) > 500  # type: ignore[arg-type]
        assert Look.objects.filter(page=name, action=action, about_person=world.fatma.pk).count() == 1
    assert set(Act.objects.filter(subject=world.fatma.pk, name__startswith="copy").values_list("name", flat=True)) == {
        "copy.asked",
        "copy.made",
    }


@pytest.mark.parametrize("name", ["copy_pdf", "copy_json"])
@pytest.mark.parametrize("who", ["anouk", "officer", "supporter", "other_person", "ahmed"])
def test_the_copy_of_somebody_else_is_not_there(world: World, sign_in: SignIn, who: str, name: str) -> None:
    copy = made(world, world.fatma)
    assert sign_in(getattr(world, who)).get(reverse(name, args=[copy.pk])).status_code == 404


def test_nobody_throws_away_the_copy_of_somebody_else(world: World, sign_in: SignIn, send: Send) -> None:
    copy = made(world, world.fatma)
    assert send(sign_in(world.other_person), reverse("copy_throw_away", args=[copy.pk])).status_code == 404
    assert send(sign_in(world.fatma), reverse("copy_throw_away", args=[copy.pk])).status_code == 303
    assert not CopyPart.objects.exists()


@pytest.mark.parametrize(
    ("age", "parent", "child"), [(8, True, False), (13, True, True), (16, False, True), (19, False, True)]
)
def test_who_asks_for_a_child_follows_age_and_authority(world: World, age: int, parent: bool, child: bool) -> None:
    sam, today = world.sam, clock.today()
    sam.birth_date = date(today.year - age, 1, 1)
    sam.user = type(world.fatma.user).objects.create_user("sam@example.nl", "x")  # type: ignore[union-attr]
    sam.save()
    for who, may in ((world.fatma, parent), (sam, child)):
        if may:
            ask_copy(sam, by=world.actor(who))
        else:
            with pytest.raises(Refused):
                ask_copy(sam, by=world.actor(who))


def test_a_copy_about_a_child_stops_with_the_authority(world: World, sign_in: SignIn) -> None:
    copy = made(world, world.fatma, about=world.sam)
    browser, address = sign_in(world.fatma), reverse("copy_pdf", args=[copy.pk])
    assert browser.get(address).status_code == 200
    households.end_authority(Authority.objects.get(about=world.sam), by=None)
    assert browser.get(address).status_code == 404


def test_the_officer_prints_for_who_has_no_account(world: World, sign_in: SignIn, send: Send) -> None:
    old = households.add_person(
        world.municipality, given_name="Jo", family_name="Oud", birth_date=date(1940, 5, 2), by=None
    )
    browser, page = sign_in(world.officer), reverse("copies_on_paper")
    assert send(browser, page, family_name="oud", birth_date="02-05-1940", seen_how="").status_code == 400
    assert send(browser, page, family_name="oud", birth_date="02-05-1940", seen_how="Paspoort").status_code == 303
    assert make_copies() == 1
    copy = Copy.objects.get(about=old)
    assert "Jo Oud" in words_of(copy)
    assert browser.get(reverse("copy_pdf", args=[copy.pk])).status_code == 200
    assert browser.get(reverse("copy_json", args=[copy.pk])).status_code == 404
    assert Act.objects.get(name="copy.asked").detail["on_paper"] is True


@pytest.mark.parametrize(("name", "born"), [("Wit", "14-03-1985"), ("Nergens", "01-01-1980")])
def test_the_officer_makes_none_for_who_has_an_account_or_is_not_known(
    world: World, sign_in: SignIn, send: Send, name: str, born: str
) -> None:
    answer = send(
        sign_in(world.officer), reverse("copies_on_paper"), family_name=name, birth_date=born, seen_how="Paspoort"
    )
    assert answer.status_code in (400, 403)
    assert not Copy.objects.exists()


def test_the_lead_makes_none(world: World) -> None:
    with pytest.raises(Refused):
        ask_copy(world.fatma, by=world.actor(world.anouk), seen_how="Paspoort")


# The page


def test_the_page_says_how_far_it_is_and_then_gives_two_files(world: World, sign_in: SignIn) -> None:
    browser, page = sign_in(world.fatma), reverse("copies")
    empty = browser.get(page).content.decode()
    assert "hx-trigger" not in empty
    copy = ask_copy(world.fatma, by=world.actor(world.fatma))
    busy = browser.get(page).content.decode()
    assert "hx-trigger" in busy
    assert "noscript" in busy
    make_copies()
    ready = browser.get(page).content.decode()
    assert "hx-trigger" not in ready
    for name in ("copy_pdf", "copy_json", "copy_throw_away"):
        assert reverse(name, args=[copy.pk]) in ready


@pytest.mark.parametrize("name", ["copies", "copy_pdf", "copy_json"])
def test_the_pages_stay_within_twelve_queries(
    world: World, sign_in: SignIn, name: str, django_assert_max_num_queries: Any
) -> None:
    copy = made(world, world.fatma)
    browser = sign_in(world.fatma)
    with django_assert_max_num_queries(12):
        answer = browser.get(reverse(name, args=[] if name == "copies" else [copy.pk]))
        b"".join(answer)  # type: ignore[arg-type]


def test_it_speaks_the_language_of_who_asked(world: World) -> None:
    world.fatma.user.language = "en"  # type: ignore[union-attr]
    world.fatma.user.save()  # type: ignore[union-attr]
    with translation.override("nl"):
        assert "What is known about Fatma de Wit" in words_of(made(world, world.fatma))


def test_a_young_person_is_spoken_to_as_one(world: World, sign_in: SignIn) -> None:
    world.sam.user = User.objects.create_user("sam@example.nl", PASSWORD)
    world.sam.birth_date = clock.today() - timedelta(days=17 * 366)
    world.sam.save()
    page = sign_in(world.sam).get("/mijn/kopie/").content.decode()
    assert "Je mag alles hebben wat hier over je staat" in page
    assert "Daar mag je een kopie van hebben" in words_of(made(world, world.sam))
    assert "Daar mag u een kopie van hebben" in words_of(made(world, world.fatma))
    assert "Je mag vragen om te vernietigen" in sign_in(world.sam).get("/mijn/weghalen/").content.decode()
