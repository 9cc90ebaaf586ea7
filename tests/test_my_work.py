"""Mijn werk: what waits, this week, my circles; and constant queries."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.circles import actions as circles
from kring.core import clock
from kring.households import actions as households
from kring.log.models import Look
from kring.plans import actions as plans
from tests.world import World


def signed_in(client: Client, who) -> Client:  # type: ignore[no-untyped-def]
    client.force_login(who.user)
    return client


def page(client: Client, who) -> str:  # type: ignore[no-untyped-def]
    response = signed_in(client, who).get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_debug(world: World, client: Client) -> None:
    for who in (world.anouk, world.ahmed, world.door, world.invited, world.stranger, world.fatma, world.supporter):
        text = page(client, who)
        print(text[text.index("<main"):text.index("</main")])
    with CaptureQueriesContext(connection, ) as c:
        page(client, world.door)
    print(len(c), [q["sql"][:90] for q in c])
    assert 0
