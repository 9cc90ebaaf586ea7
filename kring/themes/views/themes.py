"""The list of themes, and what is done with one: start, join, hand over, follow up, end."""

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import GatedRequest
from kring.core.forms import Form
from kring.core.needs import needs
from kring.network.rules import works_here
from kring.themes import actions, rules
from kring.themes.finding import find
from kring.themes.forms import DoneForm, EndForm, FollowUpForm, OfferForm, ThemeForm
from kring.themes.models import FollowUp, Theme
from kring.themes.views import here, the_theme, to_theme


@needs(works_here)
@require_safe
def themes(request: GatedRequest) -> HttpResponse:
    """What we work on together; and finding a theme or report again."""
    asked = request.GET.get("zoek", "").strip()[:100]
    if asked:
        return render(request, "themes/found.html", {"asked": asked, "found": find(here(request), asked)})
    running, open_now = Q(joinings__left_at__isnull=True, joinings__isnull=False), Q(follow_ups__done_at__isnull=True)
    mine = Q(joinings__professional=request.actor.professional) & running
    rows = (
        Theme.objects.filter(municipality=here(request))
        .select_related("owner__organisation")
        .annotate(
            people=Count("joinings__professional", filter=running, distinct=True),
            places=Count("joinings__professional__organisation", filter=running, distinct=True),
            to_do=Count("follow_ups", filter=open_now & Q(follow_ups__isnull=False), distinct=True),
            i_join=Count("joinings", filter=mine, distinct=True),
        )
        .order_by(F("ended_at").desc(nulls_first=True), "name")
    )
    return render(request, "themes/themes.html", {"themes": rows, "asked": ""})


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_start(request: GatedRequest) -> HttpResponse:
    """Begin a theme."""
    names = Theme.objects.running(here(request)).values_list("name", flat=True)
    form = ThemeForm(request.POST or None, taken=names)
    if form.is_valid():
        return to_theme(actions.start_theme(**form.cleaned_data, by=request.actor).pk)
    page = {"form": form, "title": _("Begin a theme"), "back_to": reverse("themes"), "back": _("Themes")}
    return render(request, "themes/form.html", page, status=400 if form.is_bound else 200)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_change(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """Other words for what it is about."""
    theme = the_theme(request, theme_id)
    rules.may_keep(theme, request.actor).insist()
    names = Theme.objects.running(here(request)).exclude(pk=theme.pk).values_list("name", flat=True)
    form = ThemeForm(request.POST or None, taken=names, initial={"name": theme.name, "about": theme.about})
    if form.is_valid():
        return to_theme(actions.change_theme(theme, **form.cleaned_data, by=request.actor).pk)
    return _form(request, form, theme, _("Change this theme"))


@needs(works_here)
@require_POST
def theme_join(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """I take part."""
    actions.join_theme(the_theme(request, theme_id), by=request.actor)
    messages.success(request, _("You take part. The tables of this theme stand in your list now."))
    return to_theme(theme_id)


@needs(works_here)
@require_POST
def theme_leave(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """I take part no longer."""
    actions.leave_theme(the_theme(request, theme_id), by=request.actor)
    return to_theme(theme_id)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_offer(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """Ask somebody to take it over."""
    theme = the_theme(request, theme_id)
    rules.may_keep(theme, request.actor).insist()
    others = [one.professional for one in rules.taking_part(theme) if one.professional_id != theme.owner_id]
    form = OfferForm(request.POST or None, joined=others)
    if form.is_valid():
        actions.offer_theme(theme, form.cleaned_data["to"], why=form.cleaned_data["why"], by=request.actor)
        return to_theme(theme_id)
    return _form(request, form, theme, _("Hand this theme over"))


@needs(works_here)
@require_POST
def theme_offer_back(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """The question is taken back."""
    actions.take_back_offer(the_theme(request, theme_id), by=request.actor)
    return to_theme(theme_id)


@needs(works_here)
@require_POST
def theme_answer(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """I take it over, or not."""
    theme, said = the_theme(request, theme_id), request.POST.get("answer", "")
    if said not in ("yes", "no"):
        raise BadRequest
    actions.answer_offer(theme, yes=said == "yes", by=request.actor)
    return to_theme(theme_id)


@needs(works_here)
@require_POST
def theme_take(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """The owner left: I go on with it."""
    actions.take_theme(the_theme(request, theme_id), by=request.actor)
    return to_theme(theme_id)


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_end(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """It is done."""
    theme = the_theme(request, theme_id)
    rules.may_keep(theme, request.actor).insist()
    form = EndForm(request.POST or None)
    if form.is_valid():
        return to_theme(actions.end_theme(theme, **form.cleaned_data, by=request.actor).pk)
    return _form(request, form, theme, _("End this theme"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_add(request: GatedRequest, theme_id: uuid.UUID) -> HttpResponse:
    """Who does what by when."""
    theme = the_theme(request, theme_id)
    rules.may_write(theme, request.actor).insist()
    joined = [one.professional for one in rules.taking_part(theme)]
    form = FollowUpForm(request.POST or None, joined=joined, initial={"who": request.actor.professional})
    if form.is_valid():
        actions.add_follow_up(theme, **form.cleaned_data, by=request.actor)
        return to_theme(theme_id, "vervolg")
    return _form(request, form, theme, _("Add a follow-up"))


@needs(works_here)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_done(request: GatedRequest, theme_id: uuid.UUID, follow_up_id: uuid.UUID) -> HttpResponse:
    """It was done."""
    theme = the_theme(request, theme_id)
    follow_up = get_object_or_404(FollowUp, theme=theme, pk=follow_up_id)
    follow_up.theme = theme
    rules.may_finish(follow_up, request.actor).insist()
    form = DoneForm(request.POST or None)
    if form.is_valid():
        actions.finish_follow_up(follow_up, **form.cleaned_data, by=request.actor)
        return to_theme(theme_id, "vervolg")
    return _form(request, form, theme, _("Done"), lead=follow_up.what)


def _form(request: GatedRequest, form: Form, theme: Theme, title: str, lead: str = "") -> HttpResponse:
    page = {
        "form": form,
        "title": title,
        "lead": lead,
        "back_to": reverse("theme", args=[theme.pk]),
        "back": theme.name,
    }
    return render(request, "themes/form.html", page, status=400 if form.is_bound else 200)
