"""Where a question stands, for who sent it: by number and date of birth, or by the link in the mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kring.core.limits import LOOK_UP, one_more
from kring.core.needs import anyone, needs
from kring.core.once import not_once
from kring.intake.forms.door import FollowForm
from kring.intake.links import follow_path, read_link
from kring.intake.models import HandOn, HelpRequest
from kring.intake.rules import what_sender_may_know
from kring.log.actions import record
from kring.municipality.models import Municipality


@needs(anyone)
@not_once
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and date of birth. Whatever does not fit gives one and the same answer."""
    form = FollowForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not one_more(request, LOOK_UP):
            form, status = FollowForm(), 429
        elif form.is_valid():
            found = _found(form)
            if found is not None:
                return redirect(follow_path(found))
            form.add_error(None, _("We do not find a question with this number and this date of birth."))
        status = 400 if form.errors else status
    context = {"form": form, "too_often": status == 429, "municipality": Municipality.objects.order_by("name").first()}
    return render(request, "intake/follow.html", context, status=status)


def _found(form: FollowForm) -> HelpRequest | None:
    if form.cleaned_data["website"]:
        return None
    return HelpRequest.objects.filter(
        number=form.cleaned_data["number"], birth_date=form.cleaned_data["birth_date"]
    ).first()


@needs(anyone)
@never_cache
@require_GET
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands; a link that is too old or was changed leads to number and date of birth."""
    asked = read_link(token)
    requests = HelpRequest.objects.select_related("municipality", "in_hand_by")
    found = requests.filter(pk=asked).first() if asked else None
    if found is None:
        municipality = Municipality.objects.order_by("name").first()
        context = {"form": FollowForm(), "old_link": True, "municipality": municipality}
        return render(request, "intake/follow.html", context, status=404)
    record("intake.followed", by=request.actor, subject=found.pk)  # type: ignore[attr-defined]
    taken_over = HandOn.objects.filter(request=found, state=HandOn.State.ACCEPTED).select_related("organisation")
    standing = what_sender_may_know(found, taken_over_by=taken_over.first())
    return render(request, "intake/standing.html", {"sent": found, "standing": standing})
