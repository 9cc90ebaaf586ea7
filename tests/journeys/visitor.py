"""Somebody with a browser, who does what people do: go, press, fill in, read."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

AXE = Axe()
# When the page that axe looks at has it already.
AXE_AGAIN = Axe("0")
# What a press sets going has begun within this time, is drawn so long after it came, and comes in this time at most.
# In milliseconds.
BEGUN, DRAWN, PATIENCE = 120, 60, 5_000
TAB_LIMIT = 200
CHOICES_LIMIT = 60


class Visitor:
    """Wraps a page. After every step axe looks at it, nothing may stick out, and the browser may not complain."""

    def __init__(
        self, page: Page, *, checks: bool = True, keyboard: bool = False, also: ViewportSize | None = None
    ) -> None:
        self.page = page
        # Another size of screen at which every page is looked at too.
        self.also = also
        # By keyboard alone: the Tab key, Enter, Space and the arrows, and not one click.
        self.keyboard = keyboard
        self.checks = checks
        self.complaints: list[str] = []
        # Asked of the server and not yet answered.
        self.asked: set[Request] = set()
        page.on("request", lambda asked: self.asked.add(asked))
        page.on("requestfinished", lambda asked: self.asked.discard(asked))
        page.on("requestfailed", lambda asked: self.asked.discard(asked))
        page.on("console", lambda said: said.type == "error" and self._complain(said.text))
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def go(self, address: str) -> "Visitor":
        """Open an address."""
        self.page.goto(address)
        return self._look()

    def press(self, name: str, *, within: str = "main", exact: bool = False) -> "Visitor":
        """Press a button or link by its words (in the main part of the page unless said)."""
        try:
            target = self._by_words(name, within=within, exact=exact)
            if self.keyboard:
                self._walk_to(target, name)
                self.page.keyboard.press("Enter")
            else:
                target.click()
        except PlaywrightTimeout as fault:
            there = self.page.locator(within).locator("button, a").all_inner_texts()
            raise AssertionError(f"“{name}” is not on {self.page.url}; there are: {there}") from fault
        self._settle()
        return self._look()

    def unfold(self, words: str) -> "Visitor":
        """Open what is folded away under these words."""
        self.page.locator("main summary", has_text=words).first.click()
        return self._look()

    def fill(self, label: str, text: str) -> "Visitor":
        """Type a text in the field with this label."""
        self.page.get_by_label(label).first.fill(text)
        return self

    def choose(self, label: str, option: str | None = None) -> "Visitor":
        """Tick a box or a round button by its words, or take an option of a list."""
        if option is None:
            self.page.get_by_label(label).first.check()
        else:
            self.page.get_by_label(label).first.select_option(label=option)
        return self

    def put(self, **fields: str) -> "Visitor":
        """Fill in fields by their name: a text, the value of a round button or tick box, or that of a list."""
        for name, value in fields.items():
            if self.keyboard:
                self._put_by_keyboard(name, value)
                continue
            field = self.page.locator(f"main [name='{name}']")
            kind = field.first.evaluate("element => element.type || element.tagName", timeout=3000)
            if kind in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif kind.startswith("select"):
                field.first.select_option(value)
            else:
                field.first.fill(value)
        return self

    def sees(self, *texts: str) -> "Visitor":
        """All of these words stand on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def sees_not(self, *texts: str) -> "Visitor":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def tab_to(self, name: str) -> "Visitor":
        """Walk by the Tab key until what has these words has the focus."""
        self._walk_to(self._by_words(name, within="body", exact=False), name)
        return self

    def tab_to_field(self, name: str) -> "Visitor":
        """Walk by the Tab key until the field with this name has the focus."""
        for _ in range(TAB_LIMIT):
            if self.page.evaluate("document.activeElement.name") == name:
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the field {name} cannot be reached by the Tab key")

    def key(self, *keys: str) -> "Visitor":
        """Press keys, or type a text when it is longer than the name of a key."""
        for key in keys:
            self.page.keyboard.press(key)
        self._settle()
        return self._look()

    def type(self, text: str) -> "Visitor":
        self.page.keyboard.type(text)
        return self

    def _walk_to(self, target: Locator, name: str) -> None:
        for _ in range(TAB_LIMIT):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{name}” cannot be reached by the Tab key")

    def _put_by_keyboard(self, name: str, value: str) -> None:
        self.tab_to_field(name)
        kind = self.page.evaluate("document.activeElement.type")
        if kind in ("radio", "checkbox") or kind.startswith("select"):
            for _ in range(CHOICES_LIMIT):
                if self.page.evaluate("document.activeElement.value") == value:
                    break
                self.page.keyboard.press("ArrowDown")
            if not kind.startswith("select") and not self.page.evaluate("document.activeElement.checked"):
                self.page.keyboard.press("Space")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)

    def _by_words(self, name: str, *, within: str, exact: bool) -> Locator:
        place = self.page.locator(within)
        words: str | re.Pattern[str] = name if exact else re.compile(re.escape(name), re.IGNORECASE)
        return place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words)).first

    def _settle(self) -> None:
        """Let a page that is on its way, or a part of it, arrive."""
        self.page.wait_for_timeout(BEGUN)
        self.page.wait_for_load_state("load")
        for _ in range(PATIENCE // DRAWN):
            if not self.asked:
                break
            self.page.wait_for_timeout(DRAWN)
        self.page.wait_for_timeout(DRAWN)
        self.page.wait_for_load_state("load")

    def _complain(self, text: str) -> None:
        # A page that says no (400, 403, 404) is an answer, not a fault of the page.
        if "status of 4" not in text:
            self.complaints.append(text)

    def _look(self) -> "Visitor":
        assert self.complaints == [], self.complaints
        if not self.checks:
            return self
        self._look_at_this_size(AXE)
        own = self.page.viewport_size
        if self.also and own:
            self.page.set_viewport_size(self.also)
            self._look_at_this_size(AXE_AGAIN)
            self.page.set_viewport_size(own)
        return self

    def _look_at_this_size(self, axe: Axe) -> None:
        where = self.page.url
        results = axe.run(self.page)
        assert results.violations_count == 0, f"{where}\n{results.generate_report()}"
        wrong = self.page.locator("main .kring-errors").count()
        assert not wrong or self.page.title().startswith("Fout: "), f"{where}: the tab does not say that it went wrong"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where} is {wide} px too wide"
