"""The front page, the page of a circle, its story, and writing in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.circles import actions
from kring.circles.actors import Actor
from kring.circles.models import Circle, Retelling
from kring.circles.rules import may_work_here
from kring.core.needs import front_page, needs
from kring.core.verdict import Verdict
from kring.home.forms import WHOLE_PLAN, NoteForm, SearchForm, as_id
from kring.home.reading.circle import read_circle
from kring.home.reading.place import read_place
from kring.home.reading.seats import persons_of
from kring.home.reading.story import Search, read_story
from kring.home.reading.work import read_work
from kring.home.rules import may_correct
from kring.home.words import asks_today, greeting, heard
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans.actions import write_note
from kring.plans.models import Note
from kring.plans.readers import readers_of
from kring.sharing.looks import look_at
from kring.sharing.reading import Reading
from kring.sharing.rules import may_see_circle, seat_of

SEARCHED = "gezocht"
_SEARCH = "story_search"


def may_write(actor: Actor, circle: Circle) -> Verdict:
    """What writing in the story needs: a seat in an open circle."""
    return may_work_here(circle, seat_of(actor, circle))


@needs(front_page)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Mijn werk for a professional, the own place of a resident or supporter, the start for who has not signed in."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None:
        return render(request, "home/start.html")
    if actor.is_professional:
        return _work(request, actor)
    place = read_place(actor)
    look_at(request, persons_of(place.shown), purpose="place")
    return render(request, "home/place.html", {"place": place, "hello": greeting(actor.short_name)})


def _work(request: HttpRequest, actor: Actor) -> HttpResponse:
    work = read_work(actor)
    look_at(request, persons_of(work.shown), purpose="work", action="list")
    says = {"hello": greeting(actor.short_name), "asks": asks_today(len(work.waits))}
    return render(request, "home/work.html", {"work": work, **says})


@needs(may_see_circle)
@require_POST
def told_again(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """The resident had to tell it again: counted, and answered in one friendly sentence."""
    actions.told_again(request.circle, by=request.actor)  # type: ignore[attr-defined]
    count = Retelling.objects.filter(circle=request.circle).count()  # type: ignore[attr-defined]
    messages.info(request, heard(count))
    return redirect("home")


@needs(may_see_circle)
@require_safe
def circle(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """The page of one circle: household, who, plan, sharing, the latest of the story."""
    reading = _reading(request)
    page = read_circle(reading)
    look_at(request, reading.persons, purpose="circle")
    shown = {"page": page, "plan": page.plan, "frame": page.frame, "reading": reading}
    return render(request, "home/circle.html", shown)


@needs(may_see_circle)
def story(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Everything that happened, in order; a word that is looked for in it never stands in an address."""
    reading = _reading(request)
    form = SearchForm(request.POST or _searched(request), domains=_domains(reading))
    search = Search(**form.search()) if form.is_valid() else Search()
    if request.method == "POST" and form.is_valid():
        request.session[_SEARCH] = {"circle": str(circle_id), **form.cleaned_data}
        return redirect(request.path + (f"?{SEARCHED}=1" if search.narrows else ""))
    told = read_story(reading, search, number=_page_number(request))
    look_at(request, reading.persons, purpose="story")
    shown = {"story": told, "form": form, "search": search, "reading": reading}
    shown["may_write"] = may_work_here(reading.circle, reading.seat)
    return render(request, "home/story.html", shown, status=400 if form.errors else 200)


@needs(may_see_circle)
@require_POST
def story_read(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """ "I have read it": said once by who joins."""
    seat = _reading(request).seat
    assert seat is not None  # noqa: S101 (may_see_circle)
    actions.read_story(seat, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Good that you have read it. The others see that you know the story."))
    return redirect("circle", circle_id)


@needs(may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def note_write(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Write in the story; who will read it stands beside the text and changes with the choices."""
    reading, corrects = _reading(request), _to_correct(request)
    asks = bool(request.htmx)  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else request.GET if asks else None
    form = NoteForm(data, reading=reading, domains=_domains(reading), initial=_words_of(corrects))
    looks_first = asks or "preview" in request.POST
    if form.is_valid() and not looks_first:
        return _keep_note(request, form, corrects)
    draft = form.draft()
    shown = {"form": form, "reading": reading, "corrects": corrects, "draft": draft}
    shown["readers"] = readers_of(reading, draft, form.supposed) if draft else None
    if asks:
        return render(request, "home/_readers.html", shown)
    return render(request, "home/note.html", shown, status=200 if looks_first or not form.errors else 400)


def _keep_note(request: HttpRequest, form: NoteForm, corrects: Note | None) -> HttpResponse:
    reading = _reading(request)
    assert reading.seat is not None  # noqa: S101 (may_write)
    words = {"text": form.cleaned_data["text"], "happened_on": form.cleaned_data["happened_on"]}
    actor: Actor = request.actor  # type: ignore[attr-defined]
    write_note(reading.circle, **words, **form.fields_of_note(), corrects=corrects, by=actor, seat=reading.seat)
    messages.success(request, _("It stands in the story."))
    return redirect("story", reading.circle.pk)


def _reading(request: HttpRequest) -> Reading:
    """The reader in this circle, as the gate made it."""
    reading: Reading = request.reading  # type: ignore[attr-defined]
    return reading


def _domains(reading: Reading) -> list[LifeDomain]:
    return list(LifeDomain.objects.filter(municipality=reading.circle.household.municipality, in_use=True))


def _searched(request: HttpRequest) -> dict[str, str]:
    """What was looked for last, where the address says that this page shows what was found, in this circle."""
    kept: dict[str, str] = request.session.get(_SEARCH, {}) if SEARCHED in request.GET else {}
    return kept if kept.get("circle") == str(request.circle.pk) else {}  # type: ignore[attr-defined]


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def _to_correct(request: HttpRequest) -> Note | None:
    """The note that is set right (`?verbetert=`): one of this circle that the actor wrote; otherwise 404 or refused."""
    asked = request.GET.get("verbetert", "")
    if not asked:
        return None
    reading, note_id = _reading(request), as_id(asked)
    if note_id is None:
        raise Http404
    note = Note.objects.filter(circle=reading.circle, pk=note_id).select_related("author__professional").first()
    if note is None or not reading.may_read(note).allowed:
        raise Http404
    note.circle = reading.circle
    may_correct(note, reading.seat, corrected=note.corrections.exists()).insist()
    return note


def _words_of(note: Note | None) -> dict[str, Any]:
    """A form that starts with what the note says now."""
    if note is None:
        return {}
    return {
        "text": note.text,
        "happened_on": note.happened_on,
        "life_domain": str(note.life_domain_id or WHOLE_PLAN),
        "about": [str(pk) for pk in _persons_of(note)],
        "sensitivity": str(note.sensitivity) if note.sensitivity > Sensitivity.ORDINARY else "",
        "audience": note.audience,
        "readers": [str(pk) for pk in note.readership.members.values_list("pk", flat=True)] if note.readership else [],
    }


def _persons_of(note: Note) -> list[UUID]:
    """About whom the note is: one person, several, or (empty) everybody at home."""
    if note.about_group is not None:
        return list(note.about_group.persons.values_list("pk", flat=True))
    return [note.about_id] if note.about_id else []
