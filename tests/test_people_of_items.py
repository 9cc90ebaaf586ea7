"""Items get their people from the seats that the gate read: also who left, and never by a query of their own."""

from typing import Any

from kring.plans.models import Agreement, Note
from kring.sharing.reading import Reading, load_circle
from tests.world import World


def reading_of(world: World) -> Reading:
    circle = load_circle(world.circle.pk)
    assert circle is not None
    reading = Reading(circle, next(seat for seat in circle.seats_now if seat.professional == world.anouk))  # type: ignore[attr-defined]
    assert reading.facts.organisation
    return reading


def test_who_left_stays_the_writer_of_what_they_wrote(world: World, django_assert_num_queries: Any) -> None:
    reading = reading_of(world)
    handover = Note.objects.select_related("life_domain").get(kind=Note.Kind.HANDOVER)
    with django_assert_num_queries(0):
        reading.may_read(handover)
        assert handover.author.name == "Lex Smit"
        assert handover.author_organisation is not None
        assert handover.author_organisation.name == "Schuldhulp Teststad"


def test_who_left_has_no_seat_now_and_reads_nothing(world: World) -> None:
    reading = reading_of(world)
    assert "Lex Smit" not in [seat.name for seat in (*reading.members, *reading.invited)]
    agreement = Agreement.objects.get(pk=world.agreement.pk)
    assert "Lex Smit" not in [member.name for member, _verdict in reading.who_reads(agreement)]


def test_an_agreement_comes_with_who_does_it(world: World, django_assert_num_queries: Any) -> None:
    reading = reading_of(world)
    agreement = Agreement.objects.select_related("life_domain").get(pk=world.agreement.pk)
    with django_assert_num_queries(1):  # the grounds, once
        reading.who_reads(agreement)
        assert agreement.responsible.name == "Ahmed El Amrani"
        assert agreement.author.name == "Anouk Bakker"
        assert agreement.circle is reading.circle
