"""Pages for what stands on top: what matters, what we all say, and the day of the review."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from kring.core import clock
from kring.core.needs import needs
from kring.plans import actions, rules
from kring.plans.forms import HorizonForm, MattersForm, MessageForm
from kring.plans.models import Note, Period
from kring.plans.readers import readers_of
from kring.plans.reading import read_frame
from kring.plans.views import CircleRequest, back_to_plan, look


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def matters(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """What matters, by the resident, or written down for a resident by a professional."""
    persons = look(request)
    own = request.seat.is_resident
    form = MattersForm(request.POST or None, persons=[] if own else persons)
    if form.is_valid():
        data = form.cleaned_data
        about = data.get("about")
        actions.say_what_matters(request.circle, words=data["words"], about=about, by=request.actor, seat=request.seat)
        return back_to_plan(request)
    about = form.cleaned_data.get("about") if form.is_bound else None
    context = {
        "form": form,
        "own": own,
        "frame": read_frame(request.reading),
        "reading": request.reading,
        "readers": readers_of(request.reading, Note(about=about or (None if own or not persons else persons[0]))),
    }
    return render(request, "plans/matters.html", context, status=400 if form.is_bound else 200)


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """The words everybody uses, with the day on which they were agreed."""
    look(request)
    form = MessageForm(request.POST or None, initial={"agreed_on": clock.today()})
    if form.is_valid():
        actions.agree_message(request.circle, by=request.actor, seat=request.seat, **form.cleaned_data)
        return back_to_plan(request)
    context = {
        "form": form,
        "frame": read_frame(request.reading),
        "reading": request.reading,
        "readers": readers_of(request.reading, Note(kind=Note.Kind.MESSAGE)),
    }
    return render(request, "plans/message.html", context, status=400 if form.is_bound else 200)


@needs(rules.may_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def horizon(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Another day for the review of this period."""
    period = get_object_or_404(Period.objects.select_related("plan"), plan__circle=request.circle, ended_at=None)
    period.plan.circle = request.circle
    form = HorizonForm(request.POST or None, period=period, initial={"review_on": period.review_on})
    if form.is_valid():
        actions.set_horizon(period, review_on=form.cleaned_data["review_on"], by=request.actor, seat=request.seat)
        return back_to_plan(request)
    return render(request, "plans/horizon.html", {"form": form, "period": period}, status=400 if form.is_bound else 200)
