"""Nothing stays without a hand on it unseen: who is late is mailed to the front door team, once."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kring.core import clock
from kring.core.mails import tell
from kring.intake.models import HelpRequest
from kring.log.actions import record
from kring.municipality.models import Municipality
from kring.network.models import Professional


def remind_late_requests() -> int:
    """Mail each front door team about what is late and was not mailed before; the number of those requests."""
    return sum(_remind(municipality) for municipality in Municipality.objects.all())


@transaction.atomic
def _remind(municipality: Municipality) -> int:
    unseen = HelpRequest.objects.late(municipality).filter(reminded_at__isnull=True)
    late = [request.pk for request in unseen.select_for_update(of=("self",))]
    if not late:
        return 0
    team = Professional.objects.working().filter(organisation__municipality=municipality, does_triage=True)
    for address in sorted({member.email for member in team if member.email}):
        tell(
            address,
            subject=gettext_lazy("Questions wait too long at the front door"),
            text=gettext_lazy("A question waits longer than your municipality agreed. See whose hand it can have."),
            path=reverse("triage"),
        )
    HelpRequest.objects.filter(pk__in=late).update(reminded_at=clock.now())
    for request in late:
        record("intake.reminded", by=None, subject=request)
    return len(late)
