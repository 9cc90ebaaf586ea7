"""A form that is sent twice is done once, and both answers are the same."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import Client
from django.urls import path

from kring.core.models import Once
from kring.core.needs import anyone, needs
from kring.core.once import forget_old_keys
from kring.municipality.models import District, Municipality
from kring.network.models import User

pytestmark = pytest.mark.urls(__name__)


@needs(anyone)
def add(request: HttpRequest) -> HttpResponse:
    """Adds a municipality, unless its name is wrong."""
    if request.POST["name"] == "fout":
        Municipality.objects.create(name="half gedaan")
        return render(request, "400.html", status=400)
    made = Municipality.objects.create(name=request.POST["name"] + str(Municipality.objects.count()))
    return redirect(f"/gemaakt/{made.pk}/")


urlpatterns = [path("maak/", add), path("maak/ook/", add), path("taal/", add, name="language")]


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
def test_a_wrong_form_keeps_nothing_and_its_key_can_be_used_again(client: Client) -> None:
    key = uuid.uuid4()
    assert send(client, key, name="fout").status_code == 400
    assert not Municipality.objects.exists()
    assert send(client, key).status_code == 303


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


def at_once(times: int, work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_six_at_once_with_one_key_do_it_once(client: Client) -> None:
    key, seen = uuid.uuid4(), []
    at_once(6, lambda: seen.append(send(Client(), key)["Location"]))
    assert Municipality.objects.count() == 1
    assert len(seen) == 6
    assert len(set(seen)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_control_without_one_key_does_it_six_times() -> None:
    at_once(6, lambda: send(Client(), uuid.uuid4(), name=uuid.uuid4().hex))
    assert Municipality.objects.count() == 6
    assert not District.objects.exists()
