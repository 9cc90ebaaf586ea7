"""An organisation, my own card, and faces. Finding people is a page of `home`, which knows what I share with them."""

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kring.core.needs import needs, signed_in
from kring.network.actions import change_professional
from kring.network.forms import CardForm
from kring.network.models import Organisation, Professional
from kring.network.rules import works_here

A_DAY = 24 * 60 * 60


@needs(works_here)
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """One organisation, with who works there."""
    municipality = request.actor.professional.organisation.municipality  # type: ignore[attr-defined]
    found = Organisation.objects.filter(municipality=municipality).prefetch_related("districts")
    one = get_object_or_404(found, pk=organisation_id)
    people = Professional.objects.directory(municipality).filter(organisation=one)
    return render(request, "network/organisation.html", {"organisation": one, "people": people})


@needs(works_here)
def my_card(request: HttpRequest) -> HttpResponse:
    """Change my own card, with a photo."""
    mine = request.actor.professional  # type: ignore[attr-defined]
    form = CardForm(request.POST or None, request.FILES or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in CardForm.Meta.fields}
        if form.cleaned_data["face"]:
            details["photo"] = form.cleaned_data["face"]
        change_professional(mine, by=request.actor, **details)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. Your colleagues see it."))
        return redirect("professional", mine.pk)
    return render(request, "network/my_card.html", {"form": form}, status=400 if form.is_bound else 200)


@needs(signed_in)
def face(request: HttpRequest, professional_id: uuid.UUID) -> HttpResponseBase:
    """The photo of a professional."""
    found = Professional.objects.filter(pk=professional_id).exclude(photo="").first()
    name = str(found.photo) if found else ""
    if found is None or not found.photo.storage.exists(name):
        raise Http404
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    response = FileResponse(found.photo.open("rb"), content_type=kind)
    response["Cache-Control"] = f"private, max-age={A_DAY}"
    return response
