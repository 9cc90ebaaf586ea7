"""The story so far: everything in order, what is closed, what was set right, and looking for words."""
from tests.world import World
from kring.sharing.reading import Reading, load_circle
from kring.sharing.rules import seat_of
from kring.home.reading.story import *

def test_debug(world: World, django_assert_max_num_queries) -> None:
    circle = load_circle(world.circle.pk)
    r = Reading(circle, seat_of(world.actor(world.ahmed), circle))
    with django_assert_max_num_queries(7):
        story = read_story(r, Search())
    for e in story.events: print(e.day, e.who.name, e.says, e.words if not e.closed else "CLOSED", e.kind)
    for e in read_story(r, Search(words="huur")).events: print("  ", e.day, e.who.name, e.says, e.words if not e.closed else "CLOSED", e.kind)
    for e in read_story(r, Search(domain=world.domains["psyche"])).events: print("  d", e.day, e.who.name, e.says, e.words if not e.closed else "CLOSED", e.kind)
    assert 0
