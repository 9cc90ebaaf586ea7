"""The rows of triage. Each shows its oldest; what does not fit is found by searching."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, Q

from kring.core import clock
from kring.intake.models import HandOn, HelpRequest, HelpRequestQuerySet
from kring.municipality.models import Municipality
from kring.network.models import Professional

SHOWN = 50
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Queue:
    """One row with its name, the requests in it, and whether there are more than are shown."""

    name: str
    requests: list[HelpRequest]
    more: bool = False


def queues_for(job: Professional) -> list[Queue]:
    """All rows as this member of the front door team sees them (seven queries)."""
    ours = _ours(job.organisation.municipality)
    waiting = ours.filter(in_hand_by__ended_on__isnull=True)
    in_hand = waiting.filter(state=HelpRequest.State.IN_HAND)
    finished = ours.filter(finished_at__gte=clock.now() - LATELY)
    return [
        _queue("new", ours.without_hand()),
        _queue("mine", in_hand.filter(in_hand_by=job)),
        _queue("partner", waiting.filter(state=HelpRequest.State.OFFERED).prefetch_related(_OPEN_QUESTION)),
        _queue("others", in_hand.exclude(in_hand_by=job)),
        _queue("finished", finished.order_by("-finished_at")),
    ]


_OPEN_QUESTION = Prefetch(
    "hand_ons",
    queryset=HandOn.objects.filter(state=HandOn.State.OFFERED).select_related("organisation"),
    to_attr="open_questions",
)


def search(text: str, municipality: Municipality) -> Queue:
    """By number, however typed, or by a part of a name; waiting and finished, the newest first."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    number = "-".join(signs[at : at + 3] for at in range(0, len(signs), 3))
    named = Q()
    for word in text.split():
        named &= Q(given_name__icontains=word) | Q(prefix__icontains=word) | Q(family_name__icontains=word)
    return _queue("found", _ours(municipality).filter(Q(number=number) | named).order_by("-came_in_at"))


def _ours(municipality: Municipality) -> HelpRequestQuerySet:
    return HelpRequest.objects.filter(municipality=municipality).select_related(
        "municipality", "in_hand_by__organisation", "person__same_as"
    )


def _queue(name: str, requests: HelpRequestQuerySet) -> Queue:
    rows = list(requests[: SHOWN + 1])
    return Queue(name, rows[:SHOWN], more=len(rows) > SHOWN)
