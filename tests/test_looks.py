"""Nothing about people leaves before it is written down who looked, at whom, as what, how and what for."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from kring.core.models import Once
from kring.log.looking import TooLate, look_at
from kring.log.models import Act, Look
from kring.log.processing import OF_MODULE, PROCESSING, processing_of
from kring.sharing.middleware import GateMiddleware
from tests.conftest import SignIn
from tests.test_structure import KRING
from tests.world import World

Send = Callable[..., Any]
Page = Callable[[HttpRequest], HttpResponseBase]


def through_the_gate(world: World, page: Page, method: str = "GET") -> HttpResponseBase:
    """What the gate lets leave of a page that Anouk asks for."""
    request = RequestFactory().generic(method, "/ergens/")
    request.user = world.anouk.user
    request.resolver_match = None
    return GateMiddleware(page)(request)  # type: ignore[arg-type]


def showing(world: World, answer: HttpResponseBase) -> Page:
    """A page that shows Fatma by this answer."""

    def page(request: HttpRequest) -> HttpResponseBase:
        look_at(request, [world.fatma], purpose="test")
        return answer

    return page


def take_the_log_away() -> None:
    """From here on no look can be written, as when a disk is full."""
    full = "RAISE(ABORT, 'the disk is full')"
    does = f"BEGIN SELECT {full}; END" if connection.vendor == "sqlite" else "EXECUTE FUNCTION kring_append_only()"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER disk_full BEFORE INSERT ON log_look FOR EACH ROW {does}")


def test_a_row_tells_who_looked_at_whom_and_as_what(world: World, sign_in: SignIn) -> None:
    sign_in(world.anouk).get(reverse("plan", args=[world.circle.pk]))
    rows = list(Look.objects.filter(page="plan", allowed=True))
    row = next(row for row in rows if row.about_person == world.fatma.pk)
    assert (row.by_name, row.by_role) == (world.anouk.name, world.anouk.function)
    assert (row.by_organisation, row.by_organisation_id) == (
        world.anouk.organisation.name,
        world.anouk.organisation_id,
    )
    assert (row.circle, row.action, row.processing, row.purpose) == (world.circle.pk, "view", "plan", "plan")
    assert row.trace is not None
    assert {other.trace for other in rows} == {row.trace}


def test_every_request_has_a_trace_of_its_own(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.anouk)
    for _ in range(2):
        browser.get(reverse("plan", args=[world.circle.pk]))
    assert Look.objects.filter(page="plan").values("trace").distinct().count() == 2


@pytest.mark.parametrize(("who", "role"), [("fatma", "resident"), ("supporter", "supporter")])
def test_who_has_no_job_looks_as_resident_or_supporter(world: World, sign_in: SignIn, who: str, role: str) -> None:
    sign_in(getattr(world, who)).get(reverse("circle", args=[world.circle.pk]))
    row = Look.objects.filter(page="circle").first()
    assert row is not None
    assert (row.by_role, row.by_organisation, row.by_organisation_id) == (role, "", None)


@pytest.mark.parametrize(
    ("address", "action"), [("home", "list"), ("circles", "list"), ("plan_pdf", "pdf"), ("plan_print", "pdf")]
)
def test_a_list_and_a_paper_are_looks_too(world: World, sign_in: SignIn, address: str, action: str) -> None:
    args = [world.circle.pk] if address.startswith("plan") else []
    assert sign_in(world.anouk).get(reverse(address, args=args)).status_code == 200
    assert set(Look.objects.filter(page=address).values_list("action", flat=True)) == {action}


def test_every_page_of_people_belongs_to_an_activity_of_the_register() -> None:
    assert set(OF_MODULE.values()) <= set(PROCESSING)
    modules = {path.parent.name for path in KRING.glob("*/views.py")} | {p.parent.name for p in KRING.glob("*/views/")}
    assert all(processing_of(f"kring.{name}.views") for name in modules - {"core"})
    assert processing_of("kring.intake.views.household") == "household"
    assert processing_of("allauth.account.views") == ""


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse("Fatma"),
        lambda: HttpResponse("Fatma", status=400),
        lambda: HttpResponse(status=304),
        lambda: HttpResponse("Fatma", status=302, headers={"Location": "/"}),
        lambda: HttpResponse(status=302, headers={"Location": "/zoek/?naam=Fatma"}),
        lambda: StreamingHttpResponse(iter(["Fatma"])),
        lambda: FileResponse(iter([b"Fatma"]), content_type="application/pdf"),
    ],
    ids=["page", "form again", "not modified", "redirect with a body", "redirect that tells", "stream", "file"],
)
def test_whatever_shows_somebody_is_written_down_or_held_back(
    world: World, answer: Callable[[], HttpResponseBase], method: str
) -> None:
    let_through = through_the_gate(world, showing(world, answer()), method)
    assert let_through.status_code in (200, 400, 302, 304)
    assert Look.objects.filter(about_person=world.fatma.pk, allowed=True).count() == 1
    assert let_through.headers["Cache-Control"] == "no-store, private"
    take_the_log_away()
    held_back = through_the_gate(world, showing(world, answer()), method)
    assert held_back.status_code == 503
    assert b"Fatma" not in b"".join(held_back)  # type: ignore[call-overload]
    assert "Location" not in held_back.headers


def test_a_redirect_after_a_form_shows_nobody(world: World) -> None:
    through_the_gate(world, showing(world, HttpResponse(status=303, headers={"Location": "/kringen/"})), "POST")
    assert not Look.objects.exists()


def test_a_stream_cannot_show_somebody_after_its_looks_were_written(world: World) -> None:
    def page(request: HttpRequest) -> HttpResponseBase:
        def body() -> Iterator[str]:
            look_at(request, [world.fatma], purpose="test")
            yield "Fatma"

        return StreamingHttpResponse(body())

    answer = through_the_gate(world, page)
    with pytest.raises(TooLate):
        list(answer)  # type: ignore[call-overload]


@pytest.mark.parametrize("address", ["circle", "plan", "plan_pdf", "story", "home"])
def test_without_its_log_kring_answers_503_and_names_nobody(world: World, sign_in: SignIn, address: str) -> None:
    browser = sign_in(world.anouk)
    take_the_log_away()
    answer = browser.get(reverse(address, args=[] if address == "home" else [world.circle.pk]))
    assert answer.status_code == 503
    assert "De W" not in answer.content.decode()
    assert "Fatma" not in answer.content.decode()


def test_without_its_log_a_refusal_is_held_back_too(world: World, sign_in: SignIn) -> None:
    browser = sign_in(world.stranger)
    take_the_log_away()
    assert browser.get(reverse("circle", args=[world.circle.pk])).status_code == 503


def test_who_has_not_signed_in_leaves_no_row(db: None) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert GateMiddleware(lambda _request: HttpResponse("Kring"))(request).status_code == 200
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    ("who", "address"),
    [("supporter", "circle_reopen"), ("ahmed", "lead_take")],
    ids=["refused by the gate", "refused by the action"],
)
def test_a_refusal_is_kept_when_all_the_rest_rolls_back(
    world: World, sign_in: SignIn, send: Send, who: str, address: str
) -> None:
    before = Act.objects.count()
    answer = send(sign_in(getattr(world, who)), reverse(address, args=[world.circle.pk]))
    assert answer.status_code == 403
    assert (Act.objects.count(), Once.objects.count()) == (before, 0)
    row = Look.objects.get(page=address)
    assert (row.allowed, row.circle, row.by_name) == (False, world.circle.pk, getattr(world, who).name)
    assert row.reason


@pytest.mark.parametrize("table", ["log_look", "log_act"])
@pytest.mark.parametrize("change", ["UPDATE {} SET by_name = 'Iemand'", "DELETE FROM {}"])
def test_no_row_is_changed_or_removed(world: World, sign_in: SignIn, table: str, change: str) -> None:
    sign_in(world.anouk).get(reverse("circle", args=[world.circle.pk]))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


@pytest.mark.parametrize(("model", "table"), [(Look, "log_look"), (Act, "log_act")])
def test_no_row_is_written_over(world: World, sign_in: SignIn, model: Any, table: str) -> None:
    """SQLite's INSERT OR REPLACE removes the row that stands in its way."""
    sign_in(world.anouk).get(reverse("circle", args=[world.circle.pk]))
    assert model.objects.exists()
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {table} SELECT * FROM {table}")


def test_every_append_only_table_still_has_its_triggers(db: None) -> None:
    """SQLite makes a table anew to add a column, and its triggers are gone with the old one."""
    calls = "".join(path.read_text() for path in KRING.glob("*/migrations/*.py"))
    tables = set(re.findall(r'[^_]append_only\("(\w+)"\)', calls))
    assert "log_look" in tables
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            expected = {f"{table}_no_{verb}" for table in tables for verb in ("UPDATE", "DELETE")}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            expected = {f"{table}_append_only" for table in tables}
        assert expected <= {name for (name,) in cursor.fetchall()}
