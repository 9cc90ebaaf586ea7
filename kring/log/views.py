"""Whether Kring is well, for the one who watches the machine. Nothing about people."""

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kring.core.needs import anyone, needs
from kring.log.models import LogCheck
from kring.log.seals.watch import CLOSED_AFTER, RED_AFTER, waits


@needs(anyone)
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Green (200) while looks get their seals within a minute and the last check was good; else red (503)."""
    try:
        waiting = waits()
        check = LogCheck.objects.order_by("-at").first()
    except DatabaseError:
        return JsonResponse({"status": "red", "database": "no answer"}, status=503)
    log_is_good = check is None or not check.problem
    green = waiting <= RED_AFTER and log_is_good
    says = {
        "status": "green" if green else "red",
        "database": "ok",
        "oldest_look_without_seal_seconds": int(waiting.total_seconds()),
        "shows_people": waiting <= CLOSED_AFTER,
        "last_check_of_the_log": "none yet" if check is None else "good" if log_is_good else "not good",
    }
    return JsonResponse(says, status=200 if green else 503)
