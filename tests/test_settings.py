"""The municipality's own rules: the privacy officer changes them, and they count at once."""

from collections.abc import Callable
from typing import Any

import pytest

from kring.log.models import Act
from kring.municipality.models import Municipality, Sensitivity
from kring.network.models import OrganisationKind
from kring.sharing.models import Ground, RulesVersion
from kring.sharing.rules import may_read
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def table(world: World, kind: str, **changes: int) -> dict[str, str]:
    tasks = Ground.objects.in_force().filter(organisation_kind=kind, basis="task")
    now = dict(tasks.values_list("life_domain__key", "up_to"))
    levels = {str(domain.pk): str(changes.get(key, now.get(key, 0))) for key, domain in world.domains.items()}
    version = RulesVersion.objects.latest("number").number
    return {**levels, "reason": "Afspraak van 1 november", "made_from": str(version)}


def test_the_officer_opens_a_domain_for_a_kind_and_it_counts_at_once(world: World, sign_in: SignIn, send: Send) -> None:
    def verdict() -> bool:
        reader = world.facts(world.ahmed)
        return may_read(reader, world.second_goal).allowed

    assert not verdict()
    fields = table(world, OrganisationKind.HOUSING, psyche=Sensitivity.SPECIAL)
    answer = send(sign_in(world.officer), "/beheer/gronden/corporatie/", **fields)
    assert answer.status_code == 303
    assert verdict()
    act = Act.objects.get(name="settings.ground.changed")
    assert act.detail == {"kind": "corporatie", "from": None, "to": 2, "version": 2}


def test_two_officers_at_the_table_at_once_the_second_sees_what_the_first_changed(
    world: World, sign_in: SignIn, send: Send
) -> None:
    first = table(world, OrganisationKind.HOUSING, psyche=Sensitivity.SPECIAL)
    second = table(world, OrganisationKind.HOUSING, geld=Sensitivity.ORDINARY)
    assert send(sign_in(world.officer), "/beheer/gronden/corporatie/", **first).status_code == 303
    answer = send(sign_in(world.officer), "/beheer/gronden/corporatie/", **second)
    assert answer.status_code == 409
    assert "Afspraak van 1 november" in answer.content.decode()
    assert may_read(world.facts(world.ahmed), world.second_goal).allowed


def test_the_table_says_first_who_reads_more_or_less(world: World, sign_in: SignIn, send: Send) -> None:
    officer, fields = sign_in(world.officer), table(world, OrganisationKind.HOUSING, wonen=0)
    page = send(officer, "/beheer/gronden/corporatie/", **fields, preview="1").content.decode()
    assert "Gaat dicht" in page
    assert may_read(world.facts(world.ahmed), world.money_note).allowed


def test_taking_a_ground_away_closes_it(world: World, sign_in: SignIn, send: Send) -> None:
    send(sign_in(world.officer), "/beheer/gronden/corporatie/", **table(world, OrganisationKind.HOUSING, wonen=0))
    reader = world.facts(world.ahmed)
    assert not may_read(reader, world.money_note).allowed


def test_a_change_without_a_reason_is_not_saved(world: World, sign_in: SignIn, send: Send) -> None:
    fields = {**table(world, OrganisationKind.HOUSING, psyche=2), "reason": ""}
    assert send(sign_in(world.officer), "/beheer/gronden/corporatie/", **fields).status_code == 400
    assert not Ground.objects.filter(organisation_kind="corporatie", basis="task", up_to=2).exists()


@pytest.mark.parametrize("address", ["/beheer/", "/beheer/gronden/corporatie/"])
def test_others_are_told_who_can(world: World, sign_in: SignIn, send: Send, address: str) -> None:
    for who in (world.anouk, world.fatma, world.door):
        browser = sign_in(who)
        assert browser.get(address).status_code == 403
        assert send(browser, address, **table(world, OrganisationKind.HOUSING, psyche=2)).status_code == 403
    assert not Ground.objects.filter(basis="task", up_to=2).exists()


def test_settings_are_changed_and_wrong_ones_refused(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    fields = {"horizon_days": "28", "triage_days": "3", "lead_rule": "steady", "word_lead": "regieassistent"}
    assert send(officer, "/beheer/", **fields).status_code == 303
    municipality = Municipality.objects.get()
    assert (municipality.horizon_days, municipality.words) == (28, {"lead": "regieassistent"})
    for wrong in ({"horizon_days": "3"}, {"lead_rule": "iedereen"}, {"triage_days": "x"}):
        assert send(officer, "/beheer/", **{**fields, **wrong}).status_code == 400
    assert Municipality.objects.get().horizon_days == 28


def test_an_unknown_kind_or_a_domain_elsewhere_is_not_there(world: World, sign_in: SignIn) -> None:
    officer = sign_in(world.officer)
    other = Municipality.objects.create(name="Elders").life_domains.create(key="x", name="X")
    assert officer.get("/beheer/gronden/ruimtevaart/").status_code == 404
    assert officer.get(f"/beheer/leefgebied/{other.pk}/").status_code == 404
    assert officer.get("/beheer/").status_code == 200


def test_the_settings_page_asks_a_constant_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    officer = sign_in(world.officer)
    with django_assert_max_num_queries(12):
        officer.get("/beheer/")


def test_the_officer_gives_and_takes_tasks_and_ends_a_job(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    send(officer, f"/beheer/mensen/{world.anouk.pk}/", does_triage="on")
    world.anouk.refresh_from_db()
    assert world.anouk.does_triage
    send(officer, f"/beheer/mensen/{world.anouk.pk}/", does_triage="on", ends="on")
    world.anouk.refresh_from_db()
    assert not world.anouk.does_triage
    assert world.anouk.ended_on is not None
    assert sign_in(world.anouk).get(f"/kringen/{world.circle.pk}/").status_code == 404


def test_the_officer_cannot_lock_themselves_out(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    assert send(officer, f"/beheer/mensen/{world.officer.pk}/", ends="on").status_code == 403
    world.officer.refresh_from_db()
    assert world.officer.is_privacy_officer


def test_people_are_found_by_a_part_of_their_name(world: World, sign_in: SignIn) -> None:
    officer = sign_in(world.officer)
    assert "Gees Postma" in officer.get("/beheer/mensen/", {"zoek": "postm"}).content.decode()
    assert "Gees Postma" not in officer.get("/beheer/mensen/", {"zoek": "zzz"}).content.decode()
