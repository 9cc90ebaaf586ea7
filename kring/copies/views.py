"""Asking for a copy, seeing how far it is, taking it along, throwing it away."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import Actor, GatedRequest
from kring.copies import actions
from kring.copies.forms import OnPaperForm
from kring.copies.models import Copy, CopyPart
from kring.copies.paper import left_out
from kring.copies.reading import copies_of, copies_on_paper_by, found_by
from kring.copies.rules import may_help_with_copies, may_see_copies, may_take_along
from kring.copies.sealed import file_of
from kring.core.needs import needs, signed_in
from kring.log.models import Look
from kring.sharing.consent_rules import authorities_over
from kring.sharing.looks import look_at

PURPOSE = "copy"
TYPES = {CopyPart.File.PDF: "application/pdf", CopyPart.File.JSON: "application/json"}


@needs(may_see_copies)
@require_safe
def copies(request: GatedRequest) -> HttpResponse:
    """One button, how far it is, and the two files; the same for each person one decides for."""
    rows = copies_of(request.actor)
    others = [row.about for row in rows if row.about != request.actor.person]
    look_at(request, others, purpose="place", action=Look.Action.LIST)
    under_way = any(row.copy and row.copy.is_under_way for row in rows)
    page = {"rows": rows, "under_way": under_way, "left_out": left_out(), "only_me": len(rows) == 1}
    return render(request, "copies/copies.html", page)


@needs(may_see_copies)
@require_POST
def copy_make(request: GatedRequest, person_id: uuid.UUID) -> HttpResponse:
    """Ask for it; the worker makes it."""
    about = next((row.about for row in copies_of(request.actor) if row.about.pk == person_id), None)
    if about is None:
        raise Http404
    actions.ask_copy(about, by=request.actor)
    messages.success(request, _("We make your copy. You get a mail when it is ready."))
    return redirect("copies")


@needs(signed_in)
@require_safe
def copy_pdf(request: GatedRequest, copy_id: uuid.UUID) -> HttpResponseBase:
    """The copy on paper."""
    return _file(request, copy_id, CopyPart.File.PDF, Look.Action.PDF)


@needs(signed_in)
@require_safe
def copy_json(request: GatedRequest, copy_id: uuid.UUID) -> HttpResponseBase:
    """The copy for a program, with the proofs."""
    return _file(request, copy_id, CopyPart.File.JSON, Look.Action.EXPORT)


@needs(signed_in)
@require_POST
def copy_throw_away(request: GatedRequest, copy_id: uuid.UUID) -> HttpResponse:
    """It is gone at once."""
    copy = _mine(request.actor, copy_id)
    actions.throw_away(copy, by=request.actor)
    messages.success(request, _("The copy is thrown away."))
    return redirect("copies_on_paper" if copy.seen_how else "copies")


@needs(may_help_with_copies)
@require_http_methods(["GET", "HEAD", "POST"])
def copies_on_paper(request: GatedRequest) -> HttpResponse:
    """The officer makes one for somebody without an account, and prints it."""
    form = OnPaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = found_by(request.actor, *form.whom())
        look_at(request, found, purpose=PURPOSE, action=Look.Action.SEARCH)
        if len(found) == 1:
            actions.ask_copy(found[0], by=request.actor, seen_how=form.cleaned_data["seen_how"])
            messages.success(request, _("The copy is being made."))
            return redirect("copies_on_paper")
        form.nobody_found()
    rows = copies_on_paper_by(request.actor)
    look_at(request, [row.about for row in rows], purpose=PURPOSE, action=Look.Action.LIST)
    page = {"form": form, "rows": rows, "under_way": any(row.is_under_way for row in rows)}
    return render(request, "copies/on_paper.html", page, status=400 if form.errors else 200)


def _mine(actor: Actor, copy_id: uuid.UUID) -> Copy:
    """A copy that this account asked for and still may have; anything else is not there (404)."""
    copy = get_object_or_404(Copy.objects.select_related("about"), pk=copy_id)
    if not may_take_along(actor, copy, authorities_over([copy.about])).allowed:
        raise Http404
    return copy


def _file(request: GatedRequest, copy_id: uuid.UUID, file: str, action: str) -> HttpResponseBase:
    copy = _mine(request.actor, copy_id)
    if not copy.is_ready or (copy.seen_how and file == CopyPart.File.JSON):
        raise Http404
    look_at(request, [copy.about], purpose=PURPOSE, action=action, ground="officer" if copy.seen_how else "self")
    pieces: Iterable[bytes] = file_of(copy, file)
    response = StreamingHttpResponse(pieces, content_type=TYPES[CopyPart.File(file)])
    response["Content-Disposition"] = f'attachment; filename="kopie.{file}"'
    response["Cache-Control"] = "no-store, private"
    return response
