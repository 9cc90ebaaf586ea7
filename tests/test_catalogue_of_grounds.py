"""The catalogue of grounds: the sheet made from it, and how the privacy officer changes it, line by line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kring.circles import actions as circles
from kring.circles.models import Member
from kring.core import clock
from kring.log.models import Act
from kring.municipality.models import Municipality
from kring.network.models import OrganisationKind
from kring.plans import actions as plans
from kring.sharing.access import default_sheet, laws_at
from kring.sharing.actions.catalogue import Agreed, as_it_was, change_line, current_version, make_covenant
from kring.sharing.effect import effect_of
from kring.sharing.management.commands import access
from kring.sharing.models import Covenant, Ground, RulesVersion
from kring.sharing.reach import reach_of
from kring.sharing.rules import may_read
from kring.sharing.why import kinds
from tests.conftest import SignIn
from tests.world import World, facts_of_seat

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
    assert "versie 2" not in officer.get("/beheer/wie-leest-wat/").content.decode()
    levels = {str(domain.pk): "1" if domain.key == "geld" else "0" for domain in world.domains.values()}
    send(officer, "/beheer/gronden/school/", **levels, reason="Afspraak met de corporatie", made_from="1")
    page = officer.get("/beheer/wie-leest-wat/").content.decode()
    assert "versie 2" in page


def fields(line: Ground, **changes: Any) -> dict[str, Any]:
    """A line as its form is sent, with what is changed."""
    return {
        "basis": line.basis,
        "organisation_kind": line.organisation_kind,
        "life_domain": str(line.life_domain_id or ""),
        "up_to": str(line.up_to),
        "about": line.about,
        "not_from": line.not_from,
        "why": line.why,
        "why_resident": line.why_resident,
        "article": line.article,
        "reason": "Na overleg met de raad",
        "made_from": str(current_version(line.municipality)),
        **changes,
    }


def line_of(world: World, kind: str, domain: str) -> Ground:
    lines = Ground.objects.in_force().filter(basis="task", organisation_kind=kind)
    return lines.get(life_domain=world.domains[domain])


def reads_money(world: World) -> bool:
    return may_read(world.facts(world.ahmed), world.money_note).allowed


def test_a_changed_line_ends_and_another_begins_with_the_reason(world: World, sign_in: SignIn, send: Send) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    here = reverse("ground_change", args=[line.pk])
    assert send(officer, here, **fields(line, article="BW 7:213", up_to="2")).status_code == 303
    line.refresh_from_db()
    after = line_of(world, "corporatie", "wonen")
    assert (line.until is not None, after.article, after.up_to) == (True, "BW 7:213", 2)
    assert after.added_in == line.ended_in
    assert RulesVersion.objects.latest("number").why == "Na overleg met de raad"
    assert "BW 7:213" in officer.get("/beheer/catalogus/?soort=corporatie").content.decode()


def test_a_line_that_ends_closes_what_it_opened_and_undo_opens_it_again(
    world: World, sign_in: SignIn, send: Send
) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    assert reads_money(world)
    send(officer, reverse("ground_end", args=[line.pk]), reason="Geen taak meer", made_from="1")
    assert not reads_money(world)
    assert "Geen taak meer" in officer.get("/beheer/catalogus/versies/").content.decode()
    send(officer, reverse("version_undo", args=[2]), reason="Toch wel", made_from="2")
    assert reads_money(world)
    assert current_version(world.municipality) == 3


def test_what_was_changed_again_is_not_taken_back_first(world: World, sign_in: SignIn, send: Send) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    send(officer, reverse("ground_change", args=[line.pk]), **fields(line, article="A"))
    second = line_of(world, "corporatie", "wonen")
    send(officer, reverse("ground_change", args=[second.pk]), **fields(second, article="B"))
    answer = send(officer, reverse("version_undo", args=[2]), reason="Terug", made_from="3")
    assert answer.status_code == 403
    assert line_of(world, "corporatie", "wonen").article == "B"


def test_two_officers_at_once_the_second_sees_what_changed_and_keeps_what_they_typed(
    world: World, sign_in: SignIn, send: Send
) -> None:
    line, other = line_of(world, "corporatie", "wonen"), line_of(world, "wijkteam", "wonen")
    officer = sign_in(world.officer)
    late = fields(other, why="Een nieuwe zin", made_from="1")
    send(officer, reverse("ground_change", args=[line.pk]), **fields(line, article="A"))
    answer = send(officer, reverse("ground_change", args=[other.pk]), **late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Na overleg met de raad" in page
    assert "Een nieuwe zin" in page
    assert 'name="made_from" value="2"' in page
    assert line_of(world, "wijkteam", "wonen").pk == other.pk
    again = send(officer, reverse("ground_change", args=[other.pk]), **{**late, "made_from": "2"})
    assert again.status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"why": ""},
        {"basis": "vital", "up_to": "3"},
        {"basis": "consent", "up_to": "3"},
        {"organisation_kind": ""},
        {"begins": "01-01-2020"},
        {"life_domain": "x"},
        {"up_to": "9"},
        {"made_from": "x"},
    ],
)
def test_a_wrong_line_is_not_kept(world: World, sign_in: SignIn, send: Send, wrong: dict[str, str]) -> None:
    line = line_of(world, "corporatie", "wonen")
    answer = send(sign_in(world.officer), reverse("ground_change", args=[line.pk]), **fields(line, **wrong))
    assert answer.status_code == 400
    assert current_version(world.municipality) == 1


def test_a_second_line_for_the_same_is_refused(world: World, sign_in: SignIn, send: Send) -> None:
    line = line_of(world, "corporatie", "wonen")
    assert send(sign_in(world.officer), reverse("ground_add"), **fields(line)).status_code == 403
    assert current_version(world.municipality) == 1


def test_a_line_can_begin_on_a_later_day(world: World, sign_in: SignIn, send: Send) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    begins = clock.today() + timedelta(days=10)
    answer = send(
        officer, reverse("ground_change", args=[line.pk]), **fields(line, up_to="2", begins=f"{begins:%d-%m-%Y}")
    )
    assert answer.status_code == 303
    assert line_of(world, "corporatie", "wonen").up_to == 1
    with clock.at(clock.now() + timedelta(days=11)):
        assert line_of(world, "corporatie", "wonen").up_to == 2


def covenant(world: World, **changes: Any) -> dict[str, Any]:
    parties = [world.ahmed.organisation, world.gees.organisation]
    return {
        "name": "Samen tegen uithuiszetting",
        "purpose": "Ontruiming voorkomen",
        "why_resident": "Zij praten samen, zodat u uw huis houdt.",
        "parties": [str(party.pk) for party in parties],
        "life_domains": [str(world.domains["psyche"].pk)],
        "up_to": "2",
        "until": f"{clock.today() + timedelta(days=90):%d-%m-%Y}",
        "reason": "Getekend op het stadhuis",
        "made_from": str(current_version(world.municipality)),
        **changes,
    }


def test_a_covenant_opens_until_it_ends_with_a_reason(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    assert not may_read(world.facts(world.ahmed), world.health_note).allowed
    assert send(officer, reverse("covenant_add"), **covenant(world)).status_code == 303
    assert may_read(world.facts(world.ahmed), world.health_note).ground == "covenant"
    assert "Samen tegen uithuiszetting" in officer.get("/beheer/catalogus/").content.decode()
    made = Covenant.objects.get()
    end = reverse("covenant_end", args=[made.pk])
    assert send(officer, end, reason="", made_from="2").status_code == 400
    assert send(officer, end, reason="Opgezegd", made_from="2").status_code == 303
    assert not may_read(world.facts(world.ahmed), world.health_note).allowed
    made.refresh_from_db()
    assert made.ended_in is not None
    assert made.ended_in.why == "Opgezegd"


def test_a_covenant_of_one_party_is_none(world: World, sign_in: SignIn, send: Send) -> None:
    alone = covenant(world, parties=[str(world.ahmed.organisation_id)])
    assert send(sign_in(world.officer), reverse("covenant_add"), **alone).status_code == 400
    assert not Covenant.objects.exists()


def test_an_organisation_writes_under_another_law_from_now_on(world: World, sign_in: SignIn, send: Send) -> None:
    here = reverse("organisation_law", args=[world.ahmed.organisation_id])
    answer = send(sign_in(world.officer), here, law="wgs", reason="Doet ook schuldhulp", made_from="1")
    assert answer.status_code == 303
    world.ahmed.organisation.refresh_from_db()
    assert world.ahmed.organisation.writes_under == "wgs"


def test_only_the_officer_of_this_municipality_changes_its_lines(world: World, sign_in: SignIn, send: Send) -> None:
    line = line_of(world, "corporatie", "wonen")
    assert (
        send(sign_in(world.anouk), reverse("ground_end", args=[line.pk]), reason="x", made_from="1").status_code == 403
    )
    elsewhere = Municipality.objects.create(name="Elders")
    Ground.objects.filter(pk=line.pk).update(municipality=elsewhere)
    assert sign_in(world.officer).get(reverse("ground_change", args=[line.pk])).status_code == 404


def test_the_pages_of_the_catalogue_ask_few_queries(world: World, sign_in: SignIn) -> None:
    officer = sign_in(world.officer)
    for address in ("/beheer/catalogus/", "/beheer/catalogus/?soort=alle", "/beheer/catalogus/versies/"):
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        assert len(queries) <= 12


def test_before_a_line_changes_the_officer_sees_whom_it_touches(world: World, sign_in: SignIn) -> None:
    lines = Ground.objects.in_force().filter(municipality=world.municipality, basis=Ground.Basis.TASK)
    line = lines.get(organisation_kind=OrganisationKind.HOUSING, life_domain=world.domains["wonen"])
    reach = reach_of(line)
    # Ahmed, in one circle; the goal, the agreement and the note about the rent.
    assert (reach.people, reach.circles, sum(count for _level, count in reach.written)) == (1, 1, 3)
    officer = sign_in(world.officer)
    assert "in 1 open kring" in officer.get(f"/beheer/catalogus/regel/{line.pk}/").content.decode()
    nobody = lines.filter(organisation_kind=OrganisationKind.SCHOOL).first()
    assert nobody is not None
    assert reach_of(nobody).circles == 0
    assert (
        "in geen enkele open kring"
        in sign_in(world.officer).get(f"/beheer/catalogus/regel/{nobody.pk}/einde/").content.decode()
    )


# Back in time


def test_the_whole_catalogue_is_shown_as_it_was_in_a_version_and_on_a_day(
    world: World, sign_in: SignIn, send: Send
) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    with clock.at(clock.now() + timedelta(days=3)):
        send(officer, reverse("ground_change", args=[line.pk]), **fields(line, article="BW 7:213"))
    with clock.at(clock.now() + timedelta(days=4)):
        send(officer, reverse("covenant_add"), **covenant(world))
        here = "/beheer/wie-leest-wat/"
        today = officer.get(here).content.decode()
        assert "BW 7:213" in today
        assert "Samen tegen uithuiszetting" in today
        before = officer.get(here + "?versie=1").content.decode()
        assert "BW 7:213" not in before
        assert "Zo was het" in before
        assert "BW 7:213" in officer.get(here + "?versie=2").content.decode()
        assert "Samen tegen uithuiszetting" not in officer.get(here + "?versie=2").content.decode()
        day = clock.today() - timedelta(days=2)
        assert "BW 7:213" not in officer.get(here, {"dag": f"{day:%d-%m-%Y}"}).content.decode()
        with CaptureQueriesContext(connection) as queries:
            officer.get(here + "?versie=2")
        assert len(queries) <= 12


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("versie=99", 404),
        ("versie=x", 404),
        ("versie=9999999999999", 404),
        ("dag=31-02-2026", 400),
        ("dag=1-1-2099", 400),
    ],
)
def test_a_version_or_day_that_is_not_there(world: World, sign_in: SignIn, asked: str, status: int) -> None:
    assert sign_in(world.officer).get(f"/beheer/wie-leest-wat/?{asked}").status_code == status


def test_a_version_of_another_municipality_is_not_there(world: World, sign_in: SignIn) -> None:
    elsewhere = Municipality.objects.create(name="Elders")
    RulesVersion.objects.create(municipality=elsewhere, number=7, why="Begin")
    assert sign_in(world.officer).get("/beheer/wie-leest-wat/?versie=7").status_code == 404


def test_the_law_of_an_organisation_is_taken_back_and_shown_as_it_was(
    world: World, sign_in: SignIn, send: Send
) -> None:
    officer, organisation = sign_in(world.officer), world.ahmed.organisation
    here = reverse("organisation_law", args=[organisation.pk])
    assert send(officer, here, law="wgs", reason="Doet ook schuldhulp", made_from="1").status_code == 303
    assert send(officer, here, law="wgs", reason="Nog eens", made_from="2").status_code == 403
    now = clock.now()
    assert [law for _one, law in laws_at(world.municipality, at=now)] == ["wgs"]
    assert send(officer, reverse("version_undo", args=[2]), reason="Toch niet", made_from="2").status_code == 303
    organisation.refresh_from_db()
    assert organisation.law == ""
    assert laws_at(world.municipality, at=clock.now()) == []
    assert [law for _one, law in laws_at(world.municipality, at=now)] == ["wgs"]
    # What came in between is not undone twice.
    assert send(officer, reverse("version_undo", args=[2]), reason="Weer", made_from="3").status_code == 403


def test_a_covenant_is_taken_back_and_one_that_ended_early_runs_on(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    send(officer, reverse("covenant_add"), **covenant(world))
    made = Covenant.objects.get()
    send(officer, reverse("covenant_end", args=[made.pk]), reason="Opgezegd", made_from="2")
    assert send(officer, reverse("version_undo", args=[2]), reason="x", made_from="3").status_code == 403
    assert send(officer, reverse("version_undo", args=[3]), reason="Toch niet", made_from="3").status_code == 303
    assert may_read(world.facts(world.ahmed), world.health_note).ground == "covenant"
    again = Covenant.objects.get(until__gt=clock.now())
    assert again.until == made.until
    assert set(again.parties.all()) == set(made.parties.all())
    assert send(officer, reverse("version_undo", args=[4]), reason="Weg", made_from="4").status_code == 303
    assert not may_read(world.facts(world.ahmed), world.health_note).allowed


def test_a_covenant_of_which_the_day_passed_does_not_run_on(world: World, sign_in: SignIn, send: Send) -> None:
    officer = sign_in(world.officer)
    send(officer, reverse("covenant_add"), **covenant(world))
    send(officer, reverse("covenant_end", args=[Covenant.objects.get().pk]), reason="Opgezegd", made_from="2")
    with clock.at(clock.now() + timedelta(days=200)):
        answer = send(officer, reverse("version_undo", args=[3]), reason="Toch niet", made_from="3")
    assert answer.status_code == 403


# What a change would open or close


def cells(world: World, change: Callable[[], Any]) -> list[tuple[str, str, bool, int, int]]:
    effect = effect_of(world.municipality, change)
    return [(one.domain, one.level, one.opens, len(one.items), len(one.people)) for one in effect.cells]


def test_before_a_line_ends_the_officer_sees_exactly_what_closes_and_nothing_is_changed(
    world: World, sign_in: SignIn, send: Send
) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    answer = send(officer, reverse("ground_end", args=[line.pk]), reason="Weg", made_from="1", preview="1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Gaat dicht" in page
    assert "Bewaar deze verandering" in page
    line.refresh_from_db()
    assert line.until is None
    assert current_version(world.municipality) == 1
    assert not Act.objects.filter(name="settings.ground.changed").exists()


def test_what_is_counted_is_what_saving_does(world: World) -> None:
    """For everybody and everything: read before and after, and held against the cells."""
    officer = world.actor(world.officer)

    def change() -> None:
        line = line_of(world, "corporatie", "wonen")
        after = replace(as_it_was(line), life_domain=world.domains["geld"], up_to=2)
        change_line(world.municipality, before=line, after=after, reason="Anders", made_from=1, by=officer)

    def read() -> set[tuple[Any, Any]]:
        return {
            (seat.professional_id, item.pk)
            for seat in Member.objects.present().filter(circle=world.circle, professional__isnull=False)
            for model in kinds().values()
            for item in model.objects.filter(circle=world.circle)
            if may_read(facts_of_seat(world.seat(seat.professional)), item).allowed  # type: ignore[arg-type]
        }

    effect = effect_of(world.municipality, change)
    before = read()
    change()
    after = read()
    assert {item for _who, item in after - before} == {item for cell in effect.opens for item in cell.items}
    assert {item for _who, item in before - after} == {item for cell in effect.closes for item in cell.items}
    assert {who for who, _item in before - after} == {who for cell in effect.closes for who in cell.people}


def test_a_covenant_shows_what_each_party_would_read(world: World) -> None:
    officer = world.actor(world.officer)
    agreed = Agreed(
        name="Samen",
        purpose="Geen uithuiszetting",
        why_resident="Zij praten samen.",
        parties=[world.ahmed.organisation, world.gees.organisation],
        life_domains=[world.domains["psyche"]],
        up_to=2,
        until=clock.now() + timedelta(days=90),
    )

    def change() -> None:
        make_covenant(world.municipality, agreed, reason="Getekend", made_from=1, by=officer)

    found = {(one.who, one.level): len(one.items) for one in effect_of(world.municipality, change).opens}
    assert found["Woonstee", "bijzonder, zoals gezondheid"] == 1
    assert found["GGZ De Brug", "bijzonder, zoals gezondheid"] == 0
    assert not Covenant.objects.exists()


def test_a_change_that_counts_later_is_counted_as_of_then(world: World, sign_in: SignIn, send: Send) -> None:
    line, officer = line_of(world, "corporatie", "wonen"), sign_in(world.officer)
    later = f"{clock.today() + timedelta(days=30):%d-%m-%Y}"
    given = fields(line, life_domain=str(world.domains["school"].pk), begins=later)
    page = send(officer, reverse("ground_change", args=[line.pk]), **given, preview="1").content.decode()
    assert "Gaat open" in page
    assert "Gaat dicht" in page


def test_counting_asks_as_many_questions_for_two_circles_as_for_one(world: World) -> None:
    officer = world.actor(world.officer)

    def asked() -> int:
        line = line_of(world, "corporatie", "wonen")
        with CaptureQueriesContext(connection) as queries:
            effect_of(
                world.municipality,
                lambda: change_line(world.municipality, before=line, after=None, reason="x", made_from=1, by=officer),
            )
        return len(queries)

    one = asked()
    stef = world.actor(world.stranger)
    seat = circles.invite(
        world.other_circle,
        professional=world.ahmed,
        by=stef,
        seat=world.seat(world.stranger, world.other_circle),
    )
    circles.accept_invitation(seat, by=world.actor(world.ahmed), goal="Wonen")
    plans.write_note(
        world.other_circle,
        text="De huur.",
        life_domain=world.domains["wonen"],
        by=stef,
        seat=world.seat(world.stranger, world.other_circle),
    )
    assert asked() == one


def test_in_a_preview_the_second_officer_sees_what_the_first_changed(world: World, sign_in: SignIn, send: Send) -> None:
    line, other = line_of(world, "corporatie", "wonen"), line_of(world, "wijkteam", "wonen")
    officer = sign_in(world.officer)
    send(officer, reverse("ground_change", args=[line.pk]), **fields(line, article="A"))
    late = fields(other, made_from="1")
    assert send(officer, reverse("ground_change", args=[other.pk]), **late, preview="1").status_code == 409
