"""Rules of structure, so that nobody has to remember them."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from kring.circles.models import Member
from kring.core import clock
from kring.log.acts import ACTS, say
from kring.meetings import actions as meetings
from kring.plans import actions as plans
from kring.sharing.actions import warn
from kring.sharing.rules import may_read
from kring.sharing.why import kinds
from tests.table import talk
from tests.test_mirror_team import ask_a_mirror
from tests.world import World, facts_of_seat

KRING = Path(__file__).resolve().parent.parent / "kring"
SOURCES = sorted(path for path in KRING.rglob("*.py") if "migrations" not in path.parts)
VIEW_LINES = 22


def views(patterns: Any) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("kring."):
            yield pattern


@pytest.mark.parametrize("pattern", list(views(get_resolver().url_patterns)), ids=lambda pattern: pattern.name)
def test_every_page_declares_what_it_needs(pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "needs", None) is not None


def recorded(tree: ast.AST) -> Iterator[str]:
    """The names that calls of `record` in this file may write; a variable stands for what is assigned to it."""
    assigned: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            words = {c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
            assigned.setdefault(node.targets[0].id, set()).update(words)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
            name = node.args[0]
            if isinstance(name, ast.Name):
                yield from assigned.get(name.id, set())
            else:
                yield from (c.value for c in ast.walk(name) if isinstance(c, ast.Constant) and isinstance(c.value, str))


def test_every_act_that_is_recorded_has_a_sentence() -> None:
    names = {name for path in SOURCES for name in recorded(ast.parse(path.read_text()))}
    assert len(names) > 40
    assert names <= set(ACTS)


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_act_reads_as_a_sentence(name: str, language: str) -> None:
    with translation.override(language):
        words = say(name, "Anouk")
    assert words.endswith(".")
    assert "%" not in words


def decorated_views() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "needs"
                for d in node.decorator_list
            ):
                yield f"{path.relative_to(KRING)}:{node.name}", node


def test_views_are_short() -> None:
    """About twenty lines of doing: from the line after the docstring to the last."""
    long = {}
    for name, node in decorated_views():
        first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
        lines = (node.end_lineno or 0) - first.lineno + 1
        if lines > VIEW_LINES:
            long[name] = lines
    assert long == {}


def test_list_and_single_answer_agree_for_every_kind_of_item_and_everybody(world: World) -> None:
    plans.hold_review(
        world.period,
        outcomes={
            world.goal: plans.GoalOutcome(result="partly", why="Bijna."),
            world.second_goal: plans.GoalOutcome(result="not", why="Nog niet."),
        },
        score=6,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    item = talk(world, world.domains["psyche"]).item
    ask_a_mirror(world, life_domain=world.domains["psyche"])
    until, anouk, seat = clock.today() + timedelta(days=9), world.actor(world.anouk), world.seat(world.anouk)
    meetings.close(item, by=anouk, seat=seat)
    meetings.correct(item, text="Het was woensdag.", by=anouk, seat=seat)
    owner = world.seat(world.ahmed)
    said = {"rule": "Geen huis", "effect": "Ze kan niet weg", "who_could_decide": "De directeur"}
    plans.add_bottleneck(world.circle, **said, goal=world.goal, owner=owner, due_on=until, by=anouk, seat=seat)
    warn(world.circle, kind="dog", text="De hond loopt los.", until=until, by=anouk, seat=seat)
    related = ("organisation", "person", "circle__household__municipality")
    facts = {member: facts_of_seat(member) for member in Member.objects.present().select_related(*related)}
    for kind, model in kinds().items():
        items = list(model.objects.select_related("author", "life_domain"))
        assert items, kind
        for member, reader in facts.items():
            one_by_one = {item.pk for item in items if may_read(reader, item).allowed}
            listed = set(model.objects.readable_by(reader).values_list("pk", flat=True))
            assert one_by_one == listed, (kind, member.name)
