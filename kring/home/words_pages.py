"""`/beheer/woorden/`: the hard words of this municipality, each with its plain word."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.core.forms import Form
from kring.core.needs import needs
from kring.municipality.actions import drop_term, set_term
from kring.municipality.models import Municipality
from kring.sharing.rules import may_set_rules


class TermForm(Form):
    """One hard word with its plain word."""

    hard = forms.CharField(label=gettext_lazy("Hard word"), max_length=60)
    plain = forms.CharField(label=gettext_lazy("Plain word, as you would say it at a kitchen table"), max_length=100)


@needs(may_set_rules)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The list; a word that is there already gets the new plain word."""
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_term(_municipality(request), **form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("settings_words")
    page = {"form": form, "terms": list(_municipality(request).terms.all())}
    return render(request, "home/settings_words.html", page, status=400 if form.errors else 200)


@needs(may_set_rules)
@require_POST
def word_drop(request: HttpRequest, term_id: uuid.UUID) -> HttpResponse:
    """Take a word out of the list."""
    drop_term(get_object_or_404(_municipality(request).terms, pk=term_id), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Taken out."))
    return redirect("settings_words")


def _municipality(request: HttpRequest) -> Municipality:
    municipality: Municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    return municipality
