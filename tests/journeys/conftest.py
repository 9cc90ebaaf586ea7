"""A real browser on a real server. Every page that is met is looked at by axe, and must fit the screen."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from kring.households.models import Person, Supporter
from kring.network.models import Professional
from tests.journeys.visitor import Visitor
from tests.stock import out_of_stock
from tests.world import World

# Playwright's synchronous calls run beside an event loop, which Django would otherwise refuse to share a thread with.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 320, "height": 640}}
# Works on a desk; every page is also looked at as it is on a phone. Cheaper than walking all of it twice.
BOTH = "both"
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the test fails with one line when it is not there."""
    path = shutil.which(os.environ.get("KRING_CHROMIUM", "chromium"))
    if path is None:
        pytest.fail("The journeys need Chromium (Debian: apt-get install chromium).", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def world(transactional_db: None) -> World:
    """The fixed cast, committed, so that the server sees it."""
    return out_of_stock()[0]


@pytest.fixture
def visit(browser: Browser, live_server: Any, world: World) -> Iterator[Visit]:
    """`visit(world.anouk)` opens a browser as that person; `visit()` as a stranger; `size="phone"` at 320 px."""
    opened = []

    def go(
        who: Professional | Person | Supporter | None = None,
        *,
        size: str = "desk",
        javascript: bool = True,
        keyboard: bool = False,
    ) -> Visitor:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=SIZES.get(size, SIZES["desk"]),
            locale="nl-NL",
            java_script_enabled=javascript,
        )
        opened.append(context)
        if who is not None:
            assert who.user is not None
            client = Client()
            client.force_login(who.user)
            session = client.cookies[project.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        context.set_default_timeout(5_000)
        also = SIZES["phone"] if size == BOTH else None
        return Visitor(context.new_page(), checks=javascript, keyboard=keyboard, also=also)

    yield go
    for context in opened:
        context.close()
