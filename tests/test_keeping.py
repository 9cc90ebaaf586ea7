"""What is over its term: counted and shown, approved by two, taken away, with proof that holds nothing of it."""

import json
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from kring.circles import actions as circles
from kring.circles.models import Circle, Member
from kring.core import clock
from kring.core.models import Mail
from kring.core.removing import removing
from kring.core.verdict import Refused
from kring.households import actions as households
from kring.households.models import Authority, Household, Person, Supporter
from kring.intake import actions as intake
from kring.intake.models import HandOn, HelpRequest
from kring.keeping import running
from kring.keeping.actions import NewTerm, approve_run, ask_run, set_term, stop_run
from kring.keeping.due import GOES_WITH_PERSON, Asked, find_due
from kring.keeping.hanging import Hanging, Thing, free
from kring.keeping.models import Kind, Run, RunLine, RunRow
from kring.keeping.removing import GOES_WITH_CIRCLE
from kring.keeping.running import STUCK_AFTER, fingerprint_of, work_on_runs
from kring.keeping.terms import DEFAULTS, history_of, terms_of
from kring.log.actions import write_looks
from kring.log.models import Act, Look
from kring.log.seals.checking import verify_database
from kring.log.seals.sealing import seal_all_looks
from kring.municipality.models import Municipality
from kring.network.models import Law, Organisation, OrganisationKind, Professional, User
from kring.plans.models import Agreement, Goal, Note
from kring.sharing.models import Item
from kring.sharing.why import kinds
from tests.conftest import SignIn
from tests.log import look
from tests.world import World

WHEN_ALL_IS_OVER = 21
NEW_TERM = NewTerm(years=7, article="Wmo 2015 5.3.4", assumed=False, why="Ons besluit van maart.")


@pytest.fixture
def second(world: World) -> Professional:
    """Another privacy officer of the same municipality."""
    return Professional.objects.create(
        user=User.objects.create_user("tweede@example.nl"),
        organisation=world.officer.organisation,
        name="Tweede Functionaris",
        function="privacy officer",
        email="tweede@example.nl",
        is_privacy_officer=True,
    )


def years_on(years: float) -> Any:
    return clock.at(clock.now() + timedelta(days=years * 365.25))


def close(world: World) -> None:
    circles.close_circle(world.circle, why="Klaar.", by=world.actor(world.anouk), seat=world.seat(world.anouk))


def shown(world: World) -> Run:
    run = ask_run(world.municipality, by=world.actor(world.officer))
    assert work_on_runs() == 1
    run.refresh_from_db()
    assert run.state == Run.State.SHOWN
    return run


def approved(world: World, second: Professional) -> Run:
    run = approve_run(shown(world), by=world.actor(world.officer))
    return approve_run(run, by=world.actor(second))


def done(world: World, second: Professional) -> Run:
    run = approved(world, second)
    assert work_on_runs() == 1
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    return run


def lines_of(run: Run) -> dict[str, RunLine]:
    return {line.law or line.kind: line for line in run.lines.all()}


def what_goes(run: Run) -> set[Thing]:
    return {Thing(row.model, row.row) for row in RunRow.objects.filter(line__run=run)}


# Terms


def test_every_law_and_every_kind_has_a_term_from_the_start(world: World) -> None:
    terms = {(term.kind, term.law): term for term in terms_of(world.municipality)}
    assert {law for kind, law in terms if kind == Kind.WRITTEN} == set(Law.values)
    assert {kind for kind, _law in terms} == set(Kind.values)
    assert (terms[Kind.WRITTEN, Law.WMO].years, terms[Kind.WRITTEN, Law.YOUTH].years) == (15, 20)
    assert all(default.assumed or default.article for default in DEFAULTS.values())


def test_the_officer_changes_a_term_with_a_reason_and_the_old_one_stays_to_be_seen(world: World) -> None:
    set_term(world.municipality, Kind.WRITTEN, Law.WMO, NEW_TERM, by=world.actor(world.officer))
    with years_on(0.1):
        set_term(
            world.municipality, Kind.WRITTEN, Law.WMO, NewTerm(9, "", True, "Terug."), by=world.actor(world.officer)
        )
    assert [term.years for term in history_of(world.municipality, Kind.WRITTEN, Law.WMO)] == [9, 7, 15]
    assert {term.law: term.years for term in terms_of(world.municipality)}[Law.WMO] == 9
    with pytest.raises(Refused):
        set_term(world.municipality, Kind.WRITTEN, Law.WMO, NEW_TERM, by=world.actor(world.anouk))


@pytest.mark.parametrize("change", [{"years": 0}, {"why": ""}, {"law": ""}])
def test_the_database_refuses_a_term_of_nothing_or_without_a_reason(world: World, change: dict[str, Any]) -> None:
    row = set_term(world.municipality, Kind.WRITTEN, Law.WMO, NEW_TERM, by=world.actor(world.officer))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**change)


# What is over its term


def test_nothing_of_an_open_circle_goes_however_old(world: World) -> None:
    with years_on(80):
        lines = lines_of(shown(world))
    assert {name: line.counted for name, line in lines.items() if line.counted and name not in ("act", "look")} == {}


def test_what_was_written_goes_by_the_law_under_which_it_was_written(world: World) -> None:
    close(world)
    laws = {note.written_under for note in Note.objects.filter(circle=world.circle)}
    assert len(laws) > 1
    with years_on(3):
        lines = lines_of(shown(world))
    assert lines[Law.TENANCY].counted == Note.objects.filter(written_under=Law.TENANCY, circle=world.circle).count()
    assert lines[Law.CARE].counted == lines[Law.WMO].counted == lines["circle"].counted == 0


def test_a_change_begins_the_term_anew_for_all_that_was_written_under_that_law_there(world: World) -> None:
    with years_on(10):
        close(world)
    with years_on(14):
        assert not lines_of(shown(world))[Law.WMO].counted
    Run.objects.update(state=Run.State.STOPPED, ended_at=clock.now())
    with years_on(16):
        assert lines_of(shown(world))[Law.WMO].counted


def test_what_something_hangs_on_that_stays_is_counted_and_stays(world: World, second: Professional) -> None:
    Agreement.objects.filter(pk=world.agreement.pk).update(written_under=Law.CARE)
    close(world)
    with years_on(16):
        run = done(world, second)
    line = lines_of(run)[Law.WMO]
    # The goal on which the agreement of another law hangs, and what that goal itself needs.
    assert line.hanging >= 1
    assert Goal.objects.filter(pk=world.goal.pk).exists()
    assert not Note.objects.filter(pk=world.money_note.pk).exists()
    assert Circle.objects.filter(pk=world.circle.pk).exists()


def test_what_hangs_on_what_stays_stays_too_all_the_way_up() -> None:
    one, two, three = (Thing("goal", uuid.UUID(int=number)) for number in range(3))
    hanging = [Hanging(what=three, on=two), Hanging(what=two, on=one)]
    assert free([one, two, three], hanging) == {one, two, three}
    assert free([one, two], hanging) == set()
    assert free([two, three], hanging) == {two, three}


# Approved by two


def test_the_same_person_never_says_yes_twice(world: World) -> None:
    run = approve_run(shown(world), by=world.actor(world.officer))
    with pytest.raises(Refused, match="Iemand anders moet ook ja zeggen"):
        approve_run(run, by=world.actor(world.officer))
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(second_by=world.officer.user)


def test_nothing_goes_before_two_people_said_yes(world: World) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        run = approve_run(shown(world), by=world.actor(world.officer))
        assert work_on_runs() == 0
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(state=Run.State.APPROVED)
    assert Circle.objects.filter(pk=world.circle.pk).exists()


def test_the_second_officer_is_asked_by_mail_and_the_mail_names_nobody(world: World, second: Professional) -> None:
    approve_run(shown(world), by=world.actor(world.officer))
    mail = Mail.objects.latest("pk")
    assert (mail.address, "De Wit" in mail.text) == (second.email, False)


def test_who_is_no_officer_or_of_another_municipality_says_nothing(world: World, second: Professional) -> None:
    run = shown(world)
    for who in (world.anouk, world.fatma, world.door):
        with pytest.raises(Refused):
            approve_run(run, by=world.actor(who))
    with pytest.raises(Refused):
        ask_run(world.municipality, by=world.actor(world.anouk))


def test_after_a_month_it_is_shown_again_first(world: World) -> None:
    run = shown(world)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="langer dan een maand"):
        approve_run(run, by=world.actor(world.officer))


def test_one_run_is_open_at_a_time_and_stopping_it_takes_nothing(world: World, second: Professional) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        run = approved(world, second)
        with pytest.raises(Refused, match="Maak die eerst af"):
            ask_run(world.municipality, by=world.actor(second))
        stop_run(run, by=world.actor(second))
        assert work_on_runs() == 0
        assert Circle.objects.filter(pk=world.circle.pk).exists()
        shown(world)


# Taking away


def test_all_of_a_circle_goes_in_the_end_and_nothing_of_another_household(world: World, second: Professional) -> None:
    close(world)
    others = Member.objects.filter(circle=world.other_circle).count()
    with years_on(WHEN_ALL_IS_OVER):
        run = done(world, second)
    assert not Circle.objects.filter(pk=world.circle.pk).exists()
    for model in kinds().values():
        assert not model.objects.filter(circle=world.circle).exists()
        history: Any = getattr(model, "history", None)
        assert history is None or not history.filter(circle=world.circle.pk).exists()
    assert not Act.objects.filter(circle=world.circle.pk).exists()
    assert Circle.objects.filter(pk=world.other_circle.pk).exists()
    assert Member.objects.filter(circle=world.other_circle).count() == others
    assert {str(line.name): line.stayed for line in run.lines.all() if line.stayed} == {}
    # The people go a run later: they were still needed when this one was counted.
    assert Person.objects.filter(pk=world.fatma.pk).exists()


def test_people_of_whom_nothing_is_left_go_with_their_account(world: World, second: Professional) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        done(world, second)
    with years_on(WHEN_ALL_IS_OVER + 1):
        run = done(world, second)
    assert lines_of(run)["person"].removed >= 3
    assert not Person.objects.filter(pk__in=[world.fatma.pk, world.sam.pk]).exists()
    assert not Supporter.objects.filter(pk=world.supporter.pk).exists()
    assert not Household.objects.filter(pk=world.household.pk).exists()
    assert not User.objects.filter(email__in=["fatma@example.nl", "riet@example.nl"]).exists()
    assert Person.objects.filter(pk=world.other_person.pk).exists()


def test_who_decides_for_somebody_that_stays_stays_too(world: World, second: Professional) -> None:
    father = households.add_person(world.municipality, given_name="Wim", family_name="Wit", by=None)
    with years_on(10):
        assert Thing("person", father.pk) in what_goes(shown(world))
    Run.objects.update(state=Run.State.STOPPED, ended_at=clock.now())
    households.give_authority(world.sam, holder=father, kind=Authority.Kind.PARENT, by=None)
    with years_on(10):
        assert Thing("person", father.pk) not in what_goes(shown(world))


def test_what_changed_after_it_was_shown_stays(world: World, second: Professional) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        run = approved(world, second)
        Circle.objects.filter(pk=world.circle.pk).update(closed_at=None, closed_by=None, closed_why="")
        work_on_runs()
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert lines_of(run)["circle"].stayed == 1
    assert Note.objects.filter(pk=world.money_note.pk).exists()


def test_the_proof_says_what_went_and_holds_nothing_of_it(world: World, second: Professional) -> None:
    close(world)
    note = world.money_note.pk
    with years_on(WHEN_ALL_IS_OVER):
        run = done(world, second)
        seal_all_looks()
        assert verify_database().problem == ""
    proof = running.proof_of(run)
    assert f"note {note}" in proof["removed"]
    assert {part["by"] for part in proof["approved"]} == {str(world.officer.user_id), str(second.user_id)}
    said = json.dumps(proof)
    assert not any(word in said for word in ("deurwaarder", "Fatma", "Wit", "Lindelaan"))
    assert Look.objects.get(pk=run.sealed_in).reason == fingerprint_of(run)


def test_looks_go_too_and_the_log_still_holds(world: World, second: Professional) -> None:
    write_looks(look(number, at=clock.now()) for number in range(5))
    seal_all_looks()
    with years_on(6):
        run = done(world, second)
        seal_all_looks()
        found = verify_database()
    assert (found.problem, found.gone) == ("", 5)
    assert lines_of(run)["look"].removed == 5


def test_the_acts_of_runs_stay(world: World, second: Professional) -> None:
    with years_on(1):
        run = done(world, second)
    with years_on(30):
        done(world, second)
    assert {act.name for act in Act.objects.filter(subject=run.pk)} >= {"keeping.run.second_yes", "keeping.run.done"}


def test_a_question_at_the_door_goes_with_who_was_asked(world: World, second: Professional) -> None:
    door = world.actor(world.door)
    asked = {"given_name": "Jo", "family_name": "Kok", "words": "Ik heb een vraag.", "sender": "self"}
    request = intake.ask_for_help(world.municipality, **asked)
    intake.take_in_hand(request, by=door)
    question = intake.hand_on(request, to=world.organisations[OrganisationKind.HOUSING], why="Bij jullie.", by=door)
    intake.refuse_hand_on(question, why="Toch niet.", by=world.actor(world.ahmed))
    intake.answer(request, text="We bellen.", by=door)
    with years_on(4):
        assert lines_of(shown(world))["request"].counted == 0
    Run.objects.update(state=Run.State.STOPPED, ended_at=clock.now())
    with years_on(6):
        run = done(world, second)
    assert lines_of(run)["request"].removed == 1
    assert not HelpRequest.objects.filter(pk=request.pk).exists()
    assert not HandOn.objects.filter(request=request.pk).exists()


def test_a_worker_that_died_in_the_middle_is_followed_by_another(
    world: World, second: Professional, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        run = approved(world, second)
        with monkeypatch.context() as broken:
            broken.setattr(running, "_remove_acts", lambda *_: 1 / 0)
            assert work_on_runs() == 0
        run.refresh_from_db()
        assert run.state == Run.State.REMOVING
        # What was taken stays taken, and is counted.
        assert not Circle.objects.filter(pk=world.circle.pk).exists()
        assert work_on_runs() == 0
        with clock.at(clock.now() + STUCK_AFTER + timedelta(minutes=1)):
            assert work_on_runs() == 1
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert {str(line.name): line.stayed for line in run.lines.all() if line.stayed} == {}


def test_a_run_that_was_stopped_while_it_was_counted_stays_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask_run(world.municipality, by=world.actor(world.officer))
    find = running.find_due

    def stop_meanwhile(asked: Any) -> Any:
        stop_run(run, by=world.actor(world.officer))
        return find(asked)

    monkeypatch.setattr(running, "find_due", stop_meanwhile)
    assert work_on_runs() == 0
    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    assert not RunRow.objects.exists()


def test_counting_asks_as_many_questions_for_two_circles_as_for_one(world: World) -> None:
    close(world)
    with years_on(WHEN_ALL_IS_OVER):
        asked = Asked(world.municipality, terms_of(world.municipality), clock.now())
        with CaptureQueriesContext(connection) as one:
            found = find_due(asked)
        Circle.objects.filter(pk=world.other_circle.pk).update(
            closed_at=world.circle.opened_at, closed_by=world.stranger.user, closed_why="Klaar."
        )
        with CaptureQueriesContext(connection) as two:
            assert len(find_due(asked).rows) > len(found.rows)
    assert len(one) == len(two)


# The pages


def test_two_officers_walk_it_through_in_a_browser(
    world: World, second: Professional, sign_in: SignIn, send: Any
) -> None:
    close(world)
    write_looks([look(at=clock.now())])
    Circle.objects.filter(pk=world.circle.pk).update(closed_at=clock.now() - timedelta(days=WHEN_ALL_IS_OVER * 366))
    age_the_circle(world)
    one, two = sign_in(world.officer), sign_in(second)
    assert "Kijk wat over de termijn heen is" in one.get("/beheer/bewaren/").content.decode()
    assert send(one, "/beheer/bewaren/kijk/").status_code == 303
    assert "Kring telt" in one.get("/beheer/bewaren/").content.decode()
    work_on_runs()
    run = Run.objects.get()
    assert send(one, f"/beheer/bewaren/{run.pk}/ja/").status_code == 303
    again = one.get("/beheer/bewaren/").content.decode()
    assert "Iemand anders moet ook ja zeggen" in again
    assert f"/beheer/bewaren/{run.pk}/ja/" not in again
    assert "zei dat weg mag" in two.get("/").content.decode()
    assert send(two, f"/beheer/bewaren/{run.pk}/ja/").status_code == 303
    assert "wat erin stond" in two.get("/beheer/bewaren/").content.decode()
    work_on_runs()
    assert not Circle.objects.filter(pk=world.circle.pk).exists()
    said = two.get(f"/beheer/bewaren/{run.pk}/").content.decode()
    assert "Neem het bewijs mee" in said
    proof = two.get(f"/beheer/bewaren/{run.pk}/bewijs.json").json()
    run.refresh_from_db()
    assert proof["sha256"] == Look.objects.get(pk=run.sealed_in).reason
    assert (
        sha256(json.dumps(proof["proof"], sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        == proof["sha256"]
    )


def age_the_circle(world: World) -> None:
    """What stands in the circle was written long ago; what may not change is left as it is."""
    long_ago = clock.now() - timedelta(days=WHEN_ALL_IS_OVER * 366)
    with removing():
        for model in kinds().values():
            model.objects.filter(circle=world.circle).exclude(pk__in=Note.objects.values("pk")).update(
                written_at=long_ago
            )
            history: Any = getattr(model, "history", None)
            if history is not None:
                history.filter(circle=world.circle.pk).delete()
        for note in Note.objects.filter(circle=world.circle):
            note.delete()


def test_a_term_with_mistakes_says_so_at_the_field_and_keeps_what_was(world: World, sign_in: SignIn, send: Any) -> None:
    answer = send(sign_in(world.officer), "/beheer/bewaren/termijn/wmo/", years="0", article="", why="")
    assert answer.status_code == 400
    assert terms_of(world.municipality)[0].years == 15
    answer = send(sign_in(world.officer), "/beheer/bewaren/termijn/wmo/", years="12", article="", why="Besluit.")
    assert answer.status_code == 303
    assert terms_of(world.municipality)[0].years == 12
    assert "Besluit." in sign_in(world.officer).get("/beheer/bewaren/termijn/wmo/").content.decode()
    assert sign_in(world.officer).get("/beheer/bewaren/termijn/bestaat-niet/").status_code == 404


def test_what_is_assumed_is_confirmed_with_name_day_and_reason(world: World, sign_in: SignIn, send: Any) -> None:
    officer, address = sign_in(world.officer), "/beheer/bewaren/termijn/wgbo/klopt/"
    page = officer.get("/beheer/bewaren/").content.decode()
    assert f'href="{address}"' in page
    assert 'href="/beheer/bewaren/termijn/wmo/klopt/"' not in page  # read in the law
    assert send(officer, address, years="20", article="BW 7:454", why="").status_code == 400
    assert send(officer, address, years="20", article="BW 7:454", why="Opgezocht in de wet.").status_code == 303
    page = officer.get("/beheer/bewaren/").content.decode()
    assert f'href="{address}"' not in page
    assert "Opgezocht in de wet." in page
    assert "Bevestigd door Paul Meijer" in page
    # Twice, or of what a colleague changed meanwhile, is refused.
    assert send(officer, address, years="20", article="", why="Nog eens.").status_code == 403


def test_nobody_confirms_what_a_colleague_changed_meanwhile(world: World, sign_in: SignIn, send: Any) -> None:
    changed = NewTerm(years=12, article="", assumed=True, why="Voorstel.")
    set_term(world.municipality, Kind.WRITTEN, Law.DEBT, changed, by=world.actor(world.officer))
    address = "/beheer/bewaren/termijn/wgs/klopt/"
    answer = send(sign_in(world.officer), address, years="10", article="", why="Zo is het.")
    assert answer.status_code == 403
    assert "veranderde dit net" in answer.content.decode()


def test_the_officer_of_another_municipality_sees_nothing_of_a_run(world: World, sign_in: SignIn) -> None:
    run = shown(world)
    elsewhere = Organisation.objects.create(
        municipality=Municipality.objects.create(name="Elders"), name="Toegang", kind=OrganisationKind.FRONT_DOOR
    )
    Professional.objects.filter(pk=world.officer.pk).update(organisation=elsewhere)
    browser = sign_in(world.officer)
    assert browser.get(f"/beheer/bewaren/{run.pk}/").status_code == 404
    assert "ja/" not in browser.get("/beheer/bewaren/").content.decode()


# Nothing is forgotten


def pointing_at(model: type[Model]) -> set[tuple[type[Model], str]]:
    return {
        (relation.related_model, relation.field.name)  # type: ignore[union-attr]
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    }  # type: ignore[return-value]


def test_every_table_of_a_circle_goes_with_it_or_is_written_in_it() -> None:
    named = {(model, path) for model, path in GOES_WITH_CIRCLE}
    for model, name in pointing_at(Circle):
        assert issubclass(model, Item) or (model, name) in named or is_history(model), (model, name)


def is_history(model: type[Model]) -> bool:
    return model.__name__.startswith("Historical")


def test_whatever_points_at_a_person_goes_with_them_or_keeps_them() -> None:
    assert set(GOES_WITH_PERSON) <= pointing_at(Person)


if connection.vendor == "postgresql":

    def test_the_role_of_the_application_counts_and_leaves_taking_away_to_the_owner(
        world: World, second: Professional, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kring.keeping.removing.may_change_the_log", lambda: False)
        run = approved(world, second)
        assert work_on_runs() == 0
        run.refresh_from_db()
        assert run.state == Run.State.APPROVED
