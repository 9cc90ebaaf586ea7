"""Every form of every page with what people and programs should not send: nothing breaks, nothing of it stays.

The forms are found on the pages themselves, so a new page is asked too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kring.core import clock
from tests.conftest import SignIn
from tests.test_access import ADDRESSES, FOUND, PEOPLE
from tests.test_access import named as named  # a fixture: something of every kind, to open every address with
from tests.world import World

ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$")
# Made by the page or the browser, not chosen by a person; somebody else's draft is not touched by one's key.
OWN = {"csrfmiddlewaretoken", "once", "next", "draft", "screen"}
TYPED = {"text", "textarea", "search", "tel", "email"}
DAY = re.compile("date|day|due|_on$|until|since|from")
UNREADABLE = "Een\x00twee"


@dataclass
class Found:
    """A form as it stands on a page: where it goes, and per field its type and the values that are offered."""

    where: str
    fields: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def typed(self) -> list[str]:
        return [name for name, (kind, _values) in self.fields.items() if kind in TYPED]

    def chosen(self) -> list[str]:
        """Fields that offer rows of the database."""
        return [name for name, (_kind, values) in self.fields.items() if any(ID.match(value) for value in values)]


class Forms(HTMLParser):
    """The forms of a page that change something."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Found] = []
        self.open: Found | None = None
        self.list = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        if tag == "form":
            self.open = Found((said.get("action") or self.address).split("#")[0])
            if said.get("method", "").lower() == "post" and "logout" not in self.open.where:
                self.found.append(self.open)
        elif self.open is not None and tag in ("input", "button", "select", "textarea") and said.get("name"):
            kind = said.get("type") or ("text" if tag == "input" else tag)
            self.open.fields.setdefault(said["name"], (kind, []))[1].append(said.get("value") or "")
            self.list = said["name"] if tag == "select" else ""
        elif self.open is not None and tag == "option" and self.list:
            self.open.fields[self.list][1].append(said.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def forms(world: World, sign_in: SignIn, named: dict[str, Any]) -> Iterator[tuple[str, Client, Found]]:
    """Every form once, with the browser of somebody who sees it."""
    browsers = {who: sign_in(getattr(world, attribute)) if attribute else Client() for who, attribute in PEOPLE.items()}
    seen = set()
    for name, pattern in FOUND.items():
        parts = {part: named[part] for part in pattern.pattern.converters}
        if name == "settings_grounds":
            parts["kind"] = "wijkteam"
        address = reverse(name, kwargs=parts)
        for who in (person for person, answer in ADDRESSES[name].items() if answer == 200):
            page = browsers[who].get(address)
            if not page.headers["Content-Type"].startswith("text/html"):
                break
            reader = Forms(address)
            reader.feed(b"".join(page).decode())
            for one in reader.found:
                key = (one.where, tuple(sorted(one.fields)))
                if key not in seen:
                    seen.add(key)
                    yield f"{name} as {who}: {one.where}", browsers[who], one


def fitting(name: str) -> str:
    """What is typed in a field by its name, where the page offers nothing; a day that is still to come fits most."""
    if DAY.search(name):
        return f"{clock.today() + timedelta(days=3):%d-%m-%Y}"
    return "a@example.nl" if "mail" in name else "0612345678" if "phone" in name else "Iets"


def sent(browser: Client, form: Found, changed: dict[str, Any]) -> int:
    """What the form is answered with the first of what it offers, and these fields otherwise; nothing of it stays."""
    fields: dict[str, Any] = {}
    for name, (kind, values) in form.fields.items():
        fits = fitting(name) if kind in TYPED else ""
        if kind not in ("button", "submit", "file"):
            fields[name] = next((value for value in values if value), fits)
    with transaction.atomic():
        answer = browser.post(form.where, {**fields, **changed})
        transaction.set_rollback(True)
    if "kring-errors" in (page := answer.content.decode()):
        assert "<title>Fout: " in page, f"the tab of {form.where} does not say that there is a mistake"
    return int(answer.status_code)


@pytest.mark.parametrize(
    "address",
    [
        "/kringen/?zoek=a%00b",
        "/netwerk/?zoek=%00",
        "/netwerk/themas/?zoek=%00",
        "/beheer/mensen/?zoek=%00",
        "/beheer/gronden/%00/",
        "/voordeur/volgen/a%00b/",
    ],
)
def test_an_address_that_no_database_can_look_for_is_refused_on_both(
    world: World, sign_in: SignIn, address: str
) -> None:
    answer = sign_in(world.officer).get(address)
    assert answer.status_code == 400
    assert "Er is niets bewaard" in answer.content.decode()


def test_no_form_takes_what_cannot_be_kept_or_a_row_of_somebody_else(
    world: World, sign_in: SignIn, named: dict[str, Any]
) -> None:
    strange = [
        world.other_circle.pk,
        world.other_circle.members.first().pk,
        world.other_household.pk,
        world.other_circle.pk.int,
    ]
    asked = taken = 0
    for where, browser, form in forms(world, sign_in, named):
        taken += sent(browser, form, {}) in (302, 303)
        typed = {name: UNREADABLE for name in form.typed() if name not in OWN}
        tries = [("unreadable", typed)] if typed else []
        tries += [(f"{name} of another", {name: row}) for name in form.chosen() if name not in OWN for row in strange]
        for what, changed in tries:
            asked += 1
            assert sent(browser, form, changed) in (200, 400, 403, 404, 405, 409), f"{where}, {what}"
    # The other side: so many forms were found, and so many are taken when nothing is wrong with them.
    assert asked > 250, asked
    assert taken > 100, taken


def test_who_searches_among_their_circles_leaves_no_name_in_an_address(
    world: World, sign_in: SignIn, send: Callable[..., Any]
) -> None:
    browser = sign_in(world.anouk)
    found = send(browser, "/kringen/", zoek="de w")
    assert found["Location"] == "/kringen/"
    assert "De Wit" in browser.get("/kringen/").content.decode()
    send(browser, "/kringen/", zoek="Zonderling")
    assert "Geen kring gevonden" in browser.get("/kringen/").content.decode()
    # The next time all of them stand there again.
    assert "Geen kring gevonden" not in browser.get("/kringen/").content.decode()
