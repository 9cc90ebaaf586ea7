"""In any world: the list filter and the single answer are the same rule."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kring.circles.models import Member
from kring.core import clock
from kring.households.models import Person
from kring.municipality.models import Sensitivity
from kring.network.models import Organisation, OrganisationKind
from kring.plans.models import Goal, Note
from kring.sharing.models import Item
from kring.sharing.rules import Facts, facts_of_member, may_read
from tests.world import World

LEVELS = some.sampled_from(Sensitivity.values)


def worlds(world: World) -> some.SearchStrategy[tuple[list[dict[str, Any]], dict[str, Any], Member]]:
    """Columns of some items, a table of grounds, and a reader, out of what the cast has."""
    members = list(Member.objects.select_related("organisation", "person", "circle"))
    domains = [domain.pk for domain in world.domains.values()][:4]
    domain = some.sampled_from(domains)
    organisations = [*Organisation.objects.values_list("pk", flat=True), None]
    item = some.fixed_dictionaries(
        {
            "circle": some.sampled_from([world.circle, world.other_circle]),
            "life_domain_id": some.none() | domain,
            "sensitivity": LEVELS,
            "audience": some.sampled_from(Item.Audience.values),
            "open_to_resident": some.booleans(),
            "about": some.sampled_from([None, *Person.objects.all()]),
            "author": some.sampled_from(members),
            "author_organisation_id": some.sampled_from(organisations),
            "for_member": some.sampled_from([None, *members]),
        }
    )
    reach = some.dictionaries(LEVELS, some.frozensets(domain), max_size=3)
    grounds = some.dictionaries(some.sampled_from(OrganisationKind.values), reach, max_size=6)
    return some.tuples(some.lists(item, min_size=1, max_size=8), grounds, some.sampled_from(members))


@pytest.mark.django_db
def test_list_and_single_answer_agree_in_any_world(world: World) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(worlds(world))
    def holds(drawn: tuple[list[dict[str, Any]], dict[str, Any], Member]) -> None:
        rows, grounds, reader = drawn
        facts = facts_of_member(reader, grounds, list(reader.person.authorities_held.all()) if reader.person else [])
        with transaction.atomic():
            notes = [Note(text="Iets.", **columns) for columns in rows]
            Note.objects.bulk_create(notes)
            listed = set(Note.objects.readable_by(facts).values_list("pk", flat=True))
            single = {
                note.pk
                for note in Note.objects.select_related("author", "life_domain")
                if may_read(facts, note).allowed
            }
            transaction.set_rollback(True)
        assert listed == single

    holds()


def test_without_facts_nothing_opens(world: World) -> None:
    for model in (Note, Goal):
        assert not model.objects.readable_by(Facts()).exists()
        assert not any(may_read(Facts(), item).allowed for item in model.objects.select_related("author"))


def test_what_nobody_has_a_ground_for_is_read_by_its_writers_and_the_one_it_is_about(world: World) -> None:
    note = Note(
        id=uuid.uuid4(),
        circle=world.circle,
        life_domain=world.domains["psyche"],
        sensitivity=Sensitivity.CRIMINAL,
        author=world.seat(world.gees),
        author_organisation=world.gees.organisation,
        about=world.fatma,
        written_at=clock.now(),
    )
    readers = {
        member.name
        for member in Member.objects.filter(circle=world.circle).select_related("organisation", "person")
        if may_read(facts_of_member(member, {}, []), note).allowed
    }
    assert readers == {"Gees Postma", "Fatma de Wit"}
