"""The catalogue of grounds: the sheet that says who reads what, made from the rules."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kring.network.models import OrganisationKind
from kring.sharing.access import default_sheet
from kring.sharing.management.commands import access
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def test_the_sheet_in_docs_says_what_the_rules_say() -> None:
    call_command("access", "--check")


def test_a_sheet_that_says_something_else_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sheet = tmp_path / "access.md"
    monkeypatch.setattr(access, "SHEET", sheet)
    call_command("access")
    sheet.write_text(sheet.read_text().replace("Wonen", "Geld", 1))
    with pytest.raises(CommandError):
        call_command("access", "--check")


def test_the_sheet_names_every_kind_somewhere() -> None:
    cells = " ".join(cell for part in default_sheet() for row in part.rows for cell in row)
    assert all(str(kind.label) in cells for kind in OrganisationKind)


def test_the_page_follows_the_catalogue_of_today(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    assert "Afspraak met de corporatie" not in officer.get("/beheer/wie-leest-wat/").content.decode()
    levels = {str(domain.pk): "1" if domain.key == "geld" else "0" for domain in world.domains.values()}
    send(officer, "/beheer/gronden/school/", **levels, why="Afspraak met de corporatie")
    page = officer.get("/beheer/wie-leest-wat/").content.decode()
    assert "Afspraak met de corporatie" in page
    assert "versie 2" in page
