"""To a resident Kring says "u", to who is under 18 "je": on every page around plan and table that they can open."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import SignIn
from tests.test_access import FOUND
from tests.test_access import named as named  # a fixture: something of every kind, to open every address with
from tests.test_circle_form import self_organising
from tests.test_table_summary import child_at_the_table
from tests.world import World

JE = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
U = re.compile(r"\b(?:u|uw)\b", re.IGNORECASE)
# The pages of these modules, and two more; the catalogue of grounds and who looked speak for themselves.
AROUND = ("kring.meetings.", "kring.plans.", "kring.mirrors.", "kring.themes.")
ALSO = ("home", "circle", "story")
# To who works there, whoever opens it.
PUBLIC = {"answer_link"}


def said(page: str) -> list[str]:
    """The sentences of the main part of a page, without what people wrote in a field or said themselves."""
    main = page.split("<main")[1].split("</main")[0]
    main = re.sub(r"<(textarea|blockquote)\b.*?</\1>", "", main, flags=re.S)
    return [line.strip() for line in html.unescape(re.sub(r"<[^>]+>", "\n", main)).splitlines() if line.strip()]


def addresses(named: dict[str, Any]) -> list[str]:
    return [
        reverse(name, kwargs={part: named[part] for part in pattern.pattern.converters})
        for name, pattern in FOUND.items()
        if (pattern.callback.__module__.startswith(AROUND) or name in ALSO) and name not in PUBLIC
    ]


@pytest.mark.parametrize(("who", "never"), [("fatma", JE), ("sam", U)])
@pytest.mark.parametrize("organised", ["directed", "self"])
def test_everybody_at_home_is_spoken_to_as_they_should(
    world: World, sign_in: SignIn, named: dict[str, Any], who: str, never: re.Pattern[str], organised: str
) -> None:
    child_at_the_table(world)
    if organised == "self":
        self_organising(world)
    browser, seen, wrong = sign_in(getattr(world, who)), 0, []
    for address in addresses(named):
        answer = browser.get(address)
        if answer.streaming or b"<main" not in answer.content:
            continue
        seen += 1
        wrong += [f"{address}: {line}" for line in said(answer.content.decode()) if never.search(line)]
    assert wrong == []
    assert seen > 30, seen
