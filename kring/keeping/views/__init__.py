"""Pages of keeping: runs and terms for the privacy officer, requests to destroy for who asks and who answers."""

from django.http import HttpRequest

from kring.circles.actors import Actor

PURPOSE = "destruction"


class KeepingRequest(HttpRequest):
    """A request that came through the gate."""

    actor: Actor
