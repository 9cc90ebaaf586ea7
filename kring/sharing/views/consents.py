"""Consent: what was asked and given; asking, choosing, withdrawing, noting what was said, and on paper."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles.actors import Actor
from kring.circles.models import Circle
from kring.circles.rules import may_work_here
from kring.circles.views import CircleRequest, status
from kring.core.needs import needs
from kring.core.verdict import Verdict, no, yes
from kring.households.models import Person
from kring.log.models import Look
from kring.sharing import consent_rules as rules
from kring.sharing.actions import consent as actions
from kring.sharing.consent_paper import paper_of_letter
from kring.sharing.consent_rules import Around, Decider
from kring.sharing.families import Family, families_of
from kring.sharing.forms.consent import AskForm, NotedForm, OpenForm, UntilForm, WishForm
from kring.sharing.letters import (
    ConsentShown,
    consents_of,
    letter_of,
    runs_out,
    show_consents,
)
from kring.sharing.looks import look_at
from kring.sharing.models import Consent, ConsentVoice
from kring.sharing.reading import Reading
from kring.sharing.rules import seat_of

FORM = ["GET", "HEAD", "POST"]


def may_see_consents(actor: Actor, circle: Circle) -> Verdict:
    """Residents and professionals in the circle; what is open to a supporter they simply read."""
    seat = seat_of(actor, circle)
    if seat is None or seat.state != seat.State.ACCEPTED:
        return no(_("You are not in this circle."), what_opens=_("Answer the invitation first."))
    if seat.supporter_id is not None:
        return no(_("This is between the people it is about and who works with them."))
    return yes(_("You are in this circle."))


def may_ask(actor: Actor, circle: Circle) -> Verdict:
    """A professional in an open circle."""
    return rules.may_note(seat_of(actor, circle), circle)


def may_open(actor: Actor, circle: Circle) -> Verdict:
    """A resident in an open circle."""
    seat = seat_of(actor, circle)
    at_work = may_work_here(circle, seat)
    if at_work.allowed and seat is not None and seat.person_id is None:
        return no(_("Only the people it is about open something to their own people."))
    return at_work


@needs(may_see_consents)
@require_safe
def consents(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """For a professional what was asked, runs, and ended; for a resident their letters."""
    rows = show_consents(request.reading, request.actor, consents_of(request.reading))
    look_at(request, {row.consent.about for row in rows}, purpose="consent", action=Look.Action.LIST)
    page = {
        "reading": request.reading,
        "asked": families_of(row for row in rows if row.state == Consent.State.ASKED),
        "running": families_of(row for row in rows if row.runs),
        "over": families_of(row for row in rows if row.state not in (Consent.State.ASKED, Consent.State.GIVEN)),
        "may_ask": may_ask(request.actor, request.circle),
        "may_open": may_open(request.actor, request.circle),
    }
    here = "sharing/consents.html" if request.seat.professional_id else "sharing/my_consents.html"
    return render(request, here, page)


@needs(may_ask)
@require_http_methods(FORM)
def consent_ask(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Ask, after reading what the resident will read."""
    arounds = _arounds(request.reading)
    form = AskForm(request.POST or None, reading=request.reading, arounds=arounds)
    return _wish(request, form, "sharing/consent_ask.html", _("Asked. You hear when there is an answer."))


@needs(may_open)
@require_http_methods(FORM)
def consent_open(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """A resident opens something to somebody of their own network, without being asked."""
    me = request.seat.person_id
    arounds = [row for row in _arounds(request.reading) if any(one.key == me for one in row[1].deciders)]
    form = OpenForm(request.POST or None, reading=request.reading, arounds=arounds)
    return _wish(request, form, "sharing/consent_open.html", _("It is open. You can withdraw it at any moment."))


@needs(may_see_consents)
@require_safe
def consent(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """One consent as a letter, with what this reader may do."""
    row = _one(request, consent_id)
    page = {"row": row, "reading": request.reading}
    page["may_note"] = rules.may_note(request.seat, request.circle)
    return render(request, "sharing/consent.html", {**page, "runs_out": row.runs and runs_out(row.consent.until)})


@needs(may_see_consents)
@require_POST
def consent_say(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """Yes or no, in one press; with `all` about everybody for whom the same is asked."""
    rows = _meant(request, consent_id, lambda family: family.to_say)
    says_yes = "yes" in request.POST
    if not says_yes and "no" not in request.POST:
        return redirect("consent", circle_id, consent_id)
    done = actions.say_together(rows, says_yes=says_yes, by=request.actor, seat=request.seat)
    messages.success(request, _said(done[-1], says_yes=says_yes))
    return redirect("consents", circle_id)


@needs(may_see_consents)
@require_POST
def consent_withdraw(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """It ends now; with `all` for everybody for whom the same was given."""
    rows = _meant(request, consent_id, lambda family: family.to_withdraw)
    actions.withdraw_together(rows, by=request.actor)
    messages.success(request, _("Withdrawn. From now on it is closed. The help goes on."))
    return redirect("consents", circle_id)


@needs(may_ask)
@require_POST
def consent_take_back(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """The question is no longer asked."""
    actions.take_back(_one(request, consent_id).consent, by=request.actor, seat=request.seat)
    messages.success(request, _("The question is taken back."))
    return redirect("consents", circle_id)


@needs(may_ask)
@require_http_methods(FORM)
def consent_noted(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """Somebody answered on paper or in a talk: who, what, how, and by whom it was noted."""
    row = _one(request, consent_id)
    if row.state not in (Consent.State.ASKED, Consent.State.GIVEN):
        no(_("This question was answered already.")).insist()
    form = NotedForm(request.POST or None, request.FILES or None, deciders=row.letter.deciders, given=row.runs)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        noted = actions.Noted(how=given["how"], seat=request.seat, paper=given["paper"])
        decider, says_yes = form.deciders[given["who"]], given["answer"] == "yes"
        done = actions.note_answer(row.consent, decider=decider, says_yes=says_yes, noted=noted, by=request.actor)
        messages.success(request, _said(done, says_yes=says_yes))
        return redirect("consent", circle_id, consent_id)
    page = {"form": form, "row": row, "reading": request.reading}
    return render(request, "sharing/consent_noted.html", page, status=status(form))


@needs(may_see_consents)
@require_http_methods(FORM)
def consent_again(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """The same once more, until another day."""
    row = _one(request, consent_id)
    row.may_give_again.insist()
    latest = rules.last_day(row.consent.about)
    form = UntilForm(request.POST or None, about=row.consent.about, initial={"until": f"{latest:%d-%m-%Y}"})
    if request.method == "POST" and form.is_valid():
        new = actions.give_again(row.consent, until=form.cleaned_data["until"], by=request.actor, seat=request.seat)
        given = new.state == Consent.State.GIVEN
        messages.success(request, _("Given again.") if given else _("Asked. You hear when there is an answer."))
        return redirect("consent", circle_id, new.pk)
    page = {"form": form, "row": row, "reading": request.reading}
    return render(request, "sharing/consent_again.html", page, status=status(form))


@needs(may_see_consents)
@require_safe
def consent_paper(request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    """The letter to print, with room to sign."""
    row = _one(request, consent_id, action=Look.Action.PDF)
    pdf = paper_of_letter(row, request.circle)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="toestemming.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@needs(may_see_consents)
@require_safe
def consent_scan(
    request: CircleRequest, circle_id: uuid.UUID, consent_id: uuid.UUID, voice_id: uuid.UUID
) -> HttpResponseBase:
    """The signed paper as it was scanned; always to keep, never shown inside a page."""
    _one(request, consent_id)
    voice = ConsentVoice.objects.filter(consent=consent_id, pk=voice_id).exclude(paper="").first()
    if voice is None or not voice.paper.storage.exists(str(voice.paper)):
        raise Http404
    response = FileResponse(voice.paper.open("rb"), as_attachment=True)
    response["Cache-Control"] = "no-store"
    return response


def _wish(request: CircleRequest, form: WishForm, template: str, done: str) -> HttpResponse:
    """Show the form, or the letters before they leave, or ask."""
    preview = "preview" in request.POST
    if form.is_valid() and not preview:
        asked = [actions.ask_consent(request.circle, wish, by=request.actor, seat=request.seat) for wish in form.wishes]
        waits = request.seat.person_id and any(one.state == Consent.State.ASKED for one in asked)
        messages.success(request, _("Your yes is noted. Somebody else decides about this too.") if waits else done)
        return redirect("consents", request.circle.pk)
    look_at(request, [person for person, _around in form.arounds.values()], purpose="consent")
    deciders = {key: around.deciders for key, (_person, around) in form.arounds.items()}
    letters = [letter_of(w, deciders[str(w.about.pk)], request.reading.members) for w in form.wishes]
    page = {"form": form, "letters": letters, "reading": request.reading}
    return render(request, template, page, status=400 if form.errors else 200)


def _one(request: CircleRequest, consent_id: uuid.UUID, action: str = Look.Action.VIEW) -> ConsentShown:
    """One consent of this circle that concerns the reader; otherwise it is not there (404)."""
    rows = show_consents(request.reading, request.actor, consents_of(request.reading).filter(pk=consent_id))
    if not rows:
        raise Http404
    look_at(request, [rows[0].consent.about], purpose="consent", action=action)
    return rows[0]


def _meant(
    request: CircleRequest, consent_id: uuid.UUID, of: Callable[[Family], list[ConsentShown]]
) -> list[tuple[Consent, Decider | None]]:
    """The consent of the address; with `all` those that were asked together and the reader answers or withdraws."""
    one = _one(request, consent_id)
    if "all" not in request.POST:
        return [(one.consent, one.mine)]
    rows = show_consents(request.reading, request.actor, consents_of(request.reading))
    family = next(family for family in families_of(rows) if any(r.consent.pk == consent_id for r in family.rows))
    return [(row.consent, row.mine) for row in of(family) or [one]]


def _arounds(reading: Reading) -> list[tuple[Person, Around]]:
    """For each person it can be about: what a wish is held against (one query beside those of the reading)."""
    persons = {person.pk: person for person in reading.persons}
    persons |= {member.person.pk: member.person for member in reading.members if member.person}
    authorities = rules.authorities_over(persons.values())
    common: dict[str, Any] = {
        "persons": set(persons),
        "organisations": {member.organisation_id for member in reading.members if member.organisation_id},
        "supporters": {member.supporter_id for member in reading.members if member.supporter_id},
        "catalogue": reading.around.catalogue,
    }
    return [
        (person, Around(**common, deciders=rules.who_must_decide(person, authorities))) for person in persons.values()
    ]


def _said(consent: Consent, *, says_yes: bool) -> str:
    if consent.state == Consent.State.GIVEN:
        return _("Consent counts from now on. It can be withdrawn at any moment.")
    if says_yes:
        return _("The yes is noted. Somebody else decides about this too.")
    if consent.state == Consent.State.WITHDRAWN:
        return _("Withdrawn. From now on it is closed. The help goes on.")
    return _("The no is noted. The help goes on.")
