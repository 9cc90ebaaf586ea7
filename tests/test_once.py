"""A form that is sent twice is done once, and both answers are the same."""

import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import Client
from django.urls import path

from kring.core.models import Once
from kring.core.needs import anyone, needs, signed_in
from kring.core.once import OnceMiddleware, forget_old_keys, not_once
from kring.municipality.models import District, Municipality
from kring.network.models import User

pytestmark = pytest.mark.urls(__name__)

# A view that is told to be "slow" says that it has begun, and waits until it may go on.
begun, go_on = threading.Event(), threading.Event()


@needs(anyone)
def add(request: HttpRequest) -> HttpResponse:
    """Adds a municipality, unless its name is wrong."""
    name = request.POST["name"]
    made = Municipality.objects.create(name=f"{name}{Municipality.objects.count()}")
    if name == "traag":
        begun.set()
        assert go_on.wait(30)
    if name == "stuk":
        raise RuntimeError("Halfway.")
    if name in ("fout", "nog eens"):
        return render(request, "400.html", status=400 if name == "fout" else 200)
    answer = redirect(f"/gemaakt/{made.pk}/")
    answer["X-Kept"] = "yes"
    return answer


add_signed_in = needs(signed_in)(lambda request: add(request))
add_again = needs(anyone)(not_once(lambda request: add(request)))

urlpatterns = [
    path("maak/", add),
    path("maak/ook/", add),
    path("maak/eigen/", add_signed_in),
    path("maak/steeds/", add_again),
    path("taal/", add, name="language"),
    path("binnen/", add, name="account_login"),
]


def send(client: Client, key: object, where: str = "/maak/", name: str = "Stad") -> HttpResponse:
    return client.post(where, {"once": str(key), "name": name})  # type: ignore[return-value]


@pytest.mark.django_db
def test_a_double_click_does_it_once_and_shows_the_same(client: Client) -> None:
    key = uuid.uuid4()
    first, second = send(client, key), send(client, key)
    assert Municipality.objects.count() == 1
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "geen sleutel", "12345"])
def test_a_form_without_a_key_does_nothing(client: Client, key: str) -> None:
    assert send(client, key).status_code == 400
    assert not Municipality.objects.exists()


@pytest.mark.django_db
def test_the_answer_is_see_other_with_all_that_the_view_gave(client: Client) -> None:
    answer = send(client, uuid.uuid4())
    assert (answer.status_code, answer.reason_phrase, answer["X-Kept"]) == (303, "See Other", "yes")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [("fout", 400), ("nog eens", 200), ("stuk", 500)])
def test_what_is_not_done_keeps_nothing_and_its_key_can_be_used_again(client: Client, name: str, status: int) -> None:
    key = uuid.uuid4()
    client.raise_request_exception = False
    assert send(client, key, name=name).status_code == status
    assert not Municipality.objects.exists()
    assert not Once.objects.exists()
    assert send(client, key).status_code == 303


@pytest.mark.django_db
def test_being_sent_to_sign_in_is_not_the_same_as_done(client: Client) -> None:
    key = uuid.uuid4()
    away = send(client, key, "/maak/eigen/")
    assert away["Location"].startswith("/")
    assert not Once.objects.exists()
    client.force_login(User.objects.create_user("x@example.nl"))
    assert send(client, key, "/maak/eigen/")["Location"].startswith("/gemaakt/")


@pytest.mark.django_db
def test_a_page_may_say_that_it_needs_no_key(client: Client) -> None:
    assert [client.post("/maak/steeds/", {"name": "Stad"}).status_code for _ in range(2)] == [302, 302]
    assert Municipality.objects.count() == 2


@pytest.mark.django_db
def test_the_key_of_somebody_else_or_for_another_page_is_refused(client: Client) -> None:
    key = uuid.uuid4()
    send(client, key)
    assert send(client, key, "/maak/ook/").status_code == 400
    client.force_login(User.objects.create_user("x@example.nl"))
    assert send(client, key).status_code == 400
    assert Municipality.objects.count() == 1


@pytest.mark.django_db
def test_old_keys_are_forgotten(client: Client) -> None:
    send(client, uuid.uuid4())
    Once.objects.update(at="2020-01-01T00:00:00Z")
    assert forget_old_keys() == 1


def start(work: Callable[[], object]) -> threading.Thread:
    """Do it in a thread of its own, with its own connection to the database."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def at_once(times: int, work: Callable[[], object]) -> None:
    for thread in [start(work) for _ in range(times)]:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_six_at_once_with_one_key_do_it_once() -> None:
    key, seen = uuid.uuid4(), []
    at_once(6, lambda: seen.append(send(Client(), key)["Location"]))
    assert Municipality.objects.count() == 1
    assert len(seen) == 6
    assert len(set(seen)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "made"), [("traag", "traag0"), ("stuk", "Stad0")])
def test_who_comes_second_waits_for_the_first(first: str, made: str) -> None:
    """Its answer when it was done; done now when the first went wrong."""
    key, answers = uuid.uuid4(), {}
    begun.clear(), go_on.clear()

    def post(who: str, name: str) -> None:
        answers[who] = send(Client(raise_request_exception=False), key, name=name)

    one = start(lambda: post("first", first))
    if first == "traag":
        assert begun.wait(30)
    two = start(lambda: post("second", "Stad"))
    two.join(0.3 if first == "traag" else 0)
    assert first == "stuk" or "second" not in answers
    go_on.set()
    one.join(), two.join()
    assert [town.name for town in Municipality.objects.all()] == [made]
    assert answers["second"].status_code == 303


@pytest.mark.django_db(transaction=True)
def test_the_control_without_the_stored_key_does_it_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the six would do if a transaction were all there is: each of them adds one."""

    def only_a_transaction(self: OnceMiddleware, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            return self.get_response(request)  # type: ignore[return-value]

    monkeypatch.setattr(OnceMiddleware, "__call__", only_a_transaction)
    key = uuid.uuid4()
    at_once(6, lambda: send(Client(), key, name=uuid.uuid4().hex))
    assert Municipality.objects.count() == 6
    assert not District.objects.exists()


HOLDER = """
import sys
from kring.core.sqlite.lock import WriteLock
lock = WriteLock(sys.argv[1])
lock.acquire()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.mark.django_db(transaction=True)
def test_who_meets_a_long_import_hears_that_it_is_busy_and_sends_the_same_again(tmp_path: Path) -> None:
    """Only SQLite has one writer for the whole database; on PostgreSQL the form goes in at once."""
    one_writer = connection.vendor == "sqlite"
    file = os.path.realpath(str(connection.settings_dict["NAME"])) if one_writer else str(tmp_path / "nobody's")
    client, key, patience = Client(), uuid.uuid4(), connection.settings_dict.get("WRITE_PATIENCE")
    connection.settings_dict["WRITE_PATIENCE"] = 0.2
    command = [sys.executable, "-c", HOLDER, file]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "taken\n"
            answer = send(client, key, name='Stad "aan" <zee>')
            made_meanwhile = Municipality.objects.count()
            other.communicate(timeout=10)
    finally:
        connection.settings_dict["WRITE_PATIENCE"] = patience
    if one_writer:
        assert (answer.status_code, made_meanwhile) == (503, 0)
        page = answer.content.decode()
        assert "De tekst is niet weg." in page
        assert f'name="once" value="{key}"' in page
        assert 'value="Stad &quot;aan&quot; &lt;zee&gt;"' in page
    assert send(client, key, name='Stad "aan" <zee>').status_code == 303
    assert Municipality.objects.count() == 1
