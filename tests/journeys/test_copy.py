"""A resident asks the copy of all that is known about her, on her phone, and somebody handy checks it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kring.copies.making import make_copies
from tests.journeys.visitor import Visitor
from tests.world import World

Visit = Callable[..., Visitor]
CHECK = Path(__file__).parents[2] / "docs" / "check_proof.py"


def taken_along(visitor: Visitor, words: str, to: Path) -> bytes:
    """Press a link that gives a file, and keep it."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=words).first.click()
    download.value.save_as(to)
    return to.read_bytes()


def test_she_asks_it_waits_and_takes_two_files_along_that_anyone_can_check(
    world: World, visit: Visit, tmp_path: Path
) -> None:
    fatma = visit(world.fatma, size="phone").go("/mijn/kopie/")
    fatma.sees("U mag alles hebben wat hier over u staat").press("Maak de kopie van Fatma")
    fatma.sees("Kring maakt de kopie", "0% klaar")
    assert make_copies() == 1
    fatma.press("Kijk hoe ver").sees("De kopie is klaar")
    assert taken_along(fatma, "Om te lezen", tmp_path / "kopie.pdf").startswith(b"%PDF")
    held = tmp_path / "kopie.json"
    assert "Fatma" in taken_along(fatma, "Voor een computer", held).decode()
    words = [sys.executable, "-I", str(CHECK), str(held)]
    answer = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "0 wrong" in answer.stdout
    fatma.press("Gooi nu weg").sees("weggegooid").sees_not("Om te lezen")


def test_without_javascript_she_comes_as_far(world: World, visit: Visit, tmp_path: Path) -> None:
    fatma = visit(world.fatma, javascript=False).go("/mijn/kopie/")
    fatma.press("Maak de kopie van Fatma").sees("Kring maakt de kopie")
    make_copies()
    fatma.go("/mijn/kopie/").sees("De kopie is klaar")
    assert taken_along(fatma, "Om te lezen", tmp_path / "kopie.pdf").startswith(b"%PDF")
