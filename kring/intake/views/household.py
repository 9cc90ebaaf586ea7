"""A household: who lives there, who decides, where else the children are, and who is around them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.core.needs import needs, signed_in
from kring.households import actions
from kring.households.models import Authority, Person, Residence, Supporter
from kring.households.rules import Stage, stage
from kring.intake import rules
from kring.intake.alike import find_alike
from kring.intake.forms.household import AddPersonForm, AddressForm, AuthorityForm, LeaveForm, PersonForm, SupporterForm
from kring.intake.people import people_of
from kring.intake.views.found import HouseholdNow, actor_of, household_or_404
from kring.sharing.looks import look_at
from kring.sharing.number_rules import may_use_number

FORM_METHODS = ["GET", "HEAD", "POST"]


@needs(signed_in)
@require_safe
def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Everybody who lives here now."""
    now = household_or_404(request, household_id)
    actor = actor_of(request)
    look_at(request, [residence.person for residence in now.residences], purpose="household")
    change = rules.may_change_household(actor, now.household, members=now.members)
    context = {
        "household": now.household,
        "people": people_of(now.residences, actor),
        "adults": sum(r.part == Residence.Part.ADULT for r in now.residences),
        "children": sum(r.part == Residence.Part.CHILD for r in now.residences),
        "may_change": change.allowed,
        "may_triage": actor.may_triage,
        "may_use_number": may_use_number(actor).allowed,
        "circle_id": now.circle_of(actor),
    }
    return render(request, "intake/household.html", context)


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def address(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Another name or address."""
    now = household_or_404(request, household_id, to_change=True)
    form = AddressForm(request.POST or None, household=now.household)
    if request.method == "POST" and form.is_valid():
        actions.change_household(now.household, by=actor_of(request), **form.cleaned_data)
        return _done(request, now, _("The household was changed."))
    return _form_page(request, now, form, None, title=_("Name and address"))


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def add(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Somebody who lives here too. The front door first sees who looks the same."""
    now = household_or_404(request, household_id, to_change=True)
    form = AddPersonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, now, form, None, title=_("Somebody who lives here too"), button=_("Add"))
    known = _known(now, request.POST.get("known", ""), actor_of(request).may_triage)
    alike = find_alike(_Newcomer(form, now), now.household.municipality) if actor_of(request).may_triage else []
    if known is None and alike and "new" not in request.POST:
        look_at(request, [one.person for one in alike], purpose="triage")
        context = {"household": now.household, "form": form, "alike": alike}
        return render(request, "intake/household_alike.html", context)
    person = known or actions.add_person(now.household.municipality, by=actor_of(request), **form.details)
    since = form.cleaned_data["since"]
    actions.move_in(now.household, person, part=form.cleaned_data["part"], since=since, by=actor_of(request))
    return _done(request, now, _("%(name)s lives here now.") % {"name": person.name})


class _Newcomer:
    """Who is being added, described to find who is the same."""

    def __init__(self, form: AddPersonForm, now: HouseholdNow) -> None:
        self.given_name: str = form.cleaned_data["given_name"]
        self.family_name: str = form.cleaned_data["family_name"]
        self.birth_date = form.cleaned_data["birth_date"]
        self.phone: str = form.cleaned_data["phone"]
        # Everybody here shares the address: it says nothing about who is the same.
        self.postcode = self.house_number = ""


def _known(now: HouseholdNow, chosen: str, may_triage: bool) -> Person | None:
    """The person whom the front door chose instead of a new one."""
    if not chosen or not may_triage:
        return None
    try:
        known = Person.objects.filter(pk=UUID(chosen), municipality=now.household.municipality, same_as=None).first()
    except ValueError:
        known = None
    if known is None:
        raise Http404
    return known


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def change(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """How somebody is named and reached."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    form = PersonForm.of(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_person(person, by=actor_of(request), **form.cleaned_data)
        return _done(request, now, _("Changed."))
    return _form_page(request, now, form, person, title=person.name)


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def leave(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody does not live here any more."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    residence = next(one for one in now.residences if one.person_id == person.pk)
    form = LeaveForm(request.POST or None, residence=residence)
    if request.method == "POST" and form.is_valid():
        actions.move_out(residence, on=form.cleaned_data["on"], by=actor_of(request))
        return _done(request, now, _("%(name)s does not live here any more.") % {"name": person.name})
    title = _("%(name)s does not live here any more") % {"name": person.name}
    return _form_page(request, now, form, person, title=title)


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def authority(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Who decides for somebody."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    form = AuthorityForm(request.POST or None, about=person, holders=_holders(request, now, person))
    if request.method == "POST" and form.is_valid():
        actions.give_authority(person, by=actor_of(request), **form.cleaned_data)
        return _done(request, now, _("Written down: who decides for %(name)s.") % {"name": person.short_name})
    title = _("Who decides for %(name)s?") % {"name": person.short_name}
    return _form_page(request, now, form, person, title=title)


def _holders(request: HttpRequest, now: HouseholdNow, person: Person) -> list[Person]:
    """The other adults here, and those in the person's other households that you may see."""
    here = [residence.person for residence in now.residences if residence.person_id != person.pk]
    somebody = next(one for one in people_of(now.residences, actor_of(request)) if one.person.pk == person.pk)
    there = [one.household.pk for one in somebody.elsewhere if one.household is not None]
    elsewhere = Residence.objects.current().filter(household__in=there).exclude(person=person).select_related("person")
    found = {one.pk: one for one in [*here, *(residence.person for residence in elsewhere)]}
    return [one for one in found.values() if stage(one) == Stage.ADULT]


@needs(signed_in)
@require_POST
def authority_end(request: HttpRequest, household_id: UUID, authority_id: UUID) -> HttpResponse:
    """This authority stopped."""
    now = household_or_404(request, household_id, to_change=True)
    people = [residence.person_id for residence in now.residences]
    found = Authority.objects.filter(pk=authority_id, about__in=people, until__isnull=True).first()
    if found is None:
        raise Http404
    actions.end_authority(found, by=actor_of(request))
    return _done(request, now, _("This authority ended today."))


@needs(signed_in)
@require_http_methods(FORM_METHODS)
def supporter(request: HttpRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody from the resident's own network."""
    now = household_or_404(request, household_id, to_change=True)
    person = now.person_or_404(person_id)
    form = SupporterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_supporter(person, by=actor_of(request), **form.cleaned_data)
        return _done(request, now, _("%(name)s stands beside it.") % {"name": form.cleaned_data["name"]})
    title = _("Somebody around %(name)s") % {"name": person.short_name}
    return _form_page(request, now, form, person, title=title)


@needs(signed_in)
@require_POST
def supporter_end(request: HttpRequest, household_id: UUID, supporter_id: UUID) -> HttpResponse:
    """Somebody is no longer part of the network."""
    now = household_or_404(request, household_id, to_change=True)
    people = [residence.person_id for residence in now.residences]
    found = Supporter.objects.filter(pk=supporter_id, supports__in=people, until__isnull=True).first()
    if found is None:
        raise Http404
    actions.end_supporter(found, by=actor_of(request))
    return _done(request, now, _("%(name)s is no longer in the network.") % {"name": found.name})


def _done(request: HttpRequest, now: HouseholdNow, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("household", now.household.pk)


def _form_page(
    request: HttpRequest, now: HouseholdNow, form: object, person: Person | None, **words: object
) -> HttpResponse:
    look_at(request, [person] if person else [], purpose="household")
    status = 400 if request.method == "POST" else 200
    context = {"household": now.household, "form": form, **words}
    return render(request, "intake/household_form.html", context, status=status)
