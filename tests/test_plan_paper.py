"""The plan on paper: what may lie on the kitchen table, tagged so that everybody can read it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kring.core import clock
from kring.log.models import Look
from kring.plans import actions as plans
from kring.sharing.actions import Withhold, withhold
from kring.sharing.models import Withholding
from tests.conftest import SignIn
from tests.world import World


def pdf(world: World, sign_in: SignIn, who: Any, voor: str = "") -> PdfReader:
    answer = sign_in(who).get(reverse("plan_pdf", args=[world.circle.pk]), {"voor": voor} if voor else {})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_the_pdf_is_tagged_in_dutch_and_has_a_title(world: World, sign_in: SignIn) -> None:
    document = pdf(world, sign_in, world.anouk)
    root: Any = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("nl")
    assert document.metadata is not None
    assert document.metadata.title == "Ons plan · De Wit"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_pdf_says_what_matters_and_who_does_what(world: World, sign_in: SignIn) -> None:
    said = words(pdf(world, sign_in, world.anouk))
    for part in ("Dat Sam op zijn school kan blijven.", "De huur is weer op orde", "Bellen met de deurwaarder"):
        assert part in said


def test_nothing_that_the_printer_may_not_read_is_on_the_paper(world: World, sign_in: SignIn) -> None:
    assert "Rust in het hoofd" in words(pdf(world, sign_in, world.fatma))
    assert "Rust in het hoofd" not in words(pdf(world, sign_in, world.ahmed))
    assert (
        "Rust in het hoofd"
        not in sign_in(world.ahmed).get(reverse("plan_print", args=[world.circle.pk])).content.decode()
    )


def test_the_kitchen_table_leaves_out_what_the_resident_may_not_read(world: World, sign_in: SignIn) -> None:
    goal = plans.add_goal(
        world.plan,
        result="Nog niet voor aan tafel",
        life_domain=world.domains["gezin"],
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    until = clock.today() + timedelta(days=30)
    how = Withhold(Withholding.Why.SAFETY, until)
    withhold(goal, how, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    assert "Nog niet voor aan tafel" not in words(pdf(world, sign_in, world.anouk))
    assert "Nog niet voor aan tafel" in words(pdf(world, sign_in, world.anouk, voor="mij"))
    assert "Nog niet voor aan tafel" not in words(pdf(world, sign_in, world.fatma))


HARD_WORDS = [
    '#import "x": *',
    "\\u{1F600} $x^2$ @noot",
    "😀👨\u200d👩\u200d👧❤\ufe0f hoera",
    "<script>alert(1)</script>",
    "سلام 你好",
    "'; \" \\ `raw`",
]


@pytest.mark.parametrize("text", HARD_WORDS)
def test_no_words_of_people_can_break_the_pdf(world: World, sign_in: SignIn, text: str) -> None:
    plans.add_goal(
        world.plan,
        result=text + " einde",
        own_words=text,
        life_domain=world.domains["gezin"],
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    assert "einde" in words(pdf(world, sign_in, world.anouk))


def test_a_look_on_paper_is_a_look(world: World, sign_in: SignIn) -> None:
    pdf(world, sign_in, world.ahmed)
    assert Look.objects.filter(page="plan_pdf", about_person=world.fatma.pk, allowed=True).exists()


@pytest.mark.parametrize("name", ["plan_pdf", "plan_print"])
def test_the_paper_is_not_there_for_others(world: World, sign_in: SignIn, name: str) -> None:
    for who in (world.stranger, world.left):
        assert sign_in(who).get(reverse(name, args=[world.circle.pk])).status_code == 404


def test_a_person_of_another_household_cannot_be_chosen_for_the_paper(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.anouk).get(reverse("plan_print", args=[world.circle.pk]), {"voor": str(world.other_person.pk)})
    assert "Bas Yilmaz" not in page.content.decode()
    assert sign_in(world.anouk).get(reverse("plan_print", args=[world.circle.pk]), {"voor": "x"}).status_code == 200
