"""The page of the demo where one press signs in as anybody who lives or works in Elzenvoort."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kring.circles.models import Lead, Member
from kring.core.middleware import keep_language
from kring.core.needs import anyone, needs
from kring.core.once import SeeOther, not_once
from kring.home.demo.main_people import WHERE_TO_LOOK
from kring.home.demo.people import WORKERS
from kring.households.models import Person, Supporter
from kring.network.models import OrganisationKind as Kind
from kring.network.models import Professional, User

DEMO_MAIL = "@kring.example"
CARE = frozenset([Kind.MENTAL_HEALTH, Kind.GENERAL_PRACTICE, Kind.HOME_CARE, Kind.YOUTH_TEAM, Kind.SCHOOL])
WORK = frozenset([Kind.SOCIAL_SERVICE, Kind.EMPLOYER_SERVICE, Kind.DEBT_HELP])
ROLES: tuple[tuple[Promise, frozenset[str]], ...] = (
    (gettext_lazy("Front door and neighbourhood teams"), frozenset([Kind.FRONT_DOOR, Kind.NEIGHBOURHOOD_TEAM])),
    (gettext_lazy("Neighbourhood and housing"), frozenset([Kind.WELFARE, Kind.HOUSING, Kind.SHELTER, Kind.POLICE])),
    (gettext_lazy("Work, income and debts"), WORK),
    (gettext_lazy("Care, youth and school"), CARE),
    (gettext_lazy("Library and volunteers"), frozenset([Kind.VOLUNTEERS])),
)


@dataclass(frozen=True)
class Choice:
    """Somebody to be in the demo, with what they see first."""

    user: User
    who: Professional | Person | Supporter
    role: str
    sees: str | Promise

    @property
    def key(self) -> str:
        return self.user.email.removesuffix(DEMO_MAIL)

    @property
    def name(self) -> str:
        return self.who.name

    @property
    def initials(self) -> str:
        return self.who.initials

    @property
    def photo_url(self) -> str:
        """The face, from this page's own address: nobody has signed in yet."""
        has_face = isinstance(self.who, Professional) and self.who.photo
        return reverse("demo_face", args=[self.key]) if has_face else ""

    @property
    def organisation_name(self) -> str:
        return self.who.organisation_name if isinstance(self.who, Professional) else ""

    @property
    def short_name(self) -> str:
        return self.who.name.split()[0]

    @property
    def where_to_look(self) -> str | Promise:
        return WHERE_TO_LOOK[self.key]


@dataclass(frozen=True)
class Group:
    """People of one kind, under one heading."""

    heading: str | Promise
    choices: list[Choice]


@needs(anyone)
@not_once
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Choose whom to be; a POST with `who` signs in as them. Not there outside the demo."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        return _become(request)
    words = request.GET.get("q", "").strip()[:80]
    groups = groups_of_people(words)
    found = {choice.key: choice for group in groups for choice in group.choices}
    return render(
        request,
        "home/demo.html",
        {
            "words": words,
            "main": [found[key] for key in WHERE_TO_LOOK if key in found] if not words else [],
            "groups": groups,
        },
    )


@needs(anyone)
@require_safe
def demo_face(request: HttpRequest, key: str) -> HttpResponseBase:
    """The drawn face of a demo professional, for who has not signed in yet. Not there outside the demo."""
    if not settings.DEMO:
        raise Http404
    job = get_object_or_404(Professional.objects.exclude(photo=""), user__email=f"{key}{DEMO_MAIL}", ended_on=None)
    return FileResponse(job.photo.open("rb"), content_type="image/png", headers={"Cache-Control": "max-age=86400"})


def _become(request: HttpRequest) -> HttpResponse:
    """Sign in without a password: only as an account that has none."""
    email = f"{request.POST.get('who', '')[:100]}{DEMO_MAIL}"
    user = get_object_or_404(User, email=email, is_active=True)
    if user.has_usable_password():
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = SeeOther("/")
    keep_language(response, user.language)
    return response


def groups_of_people(words: str = "") -> list[Group]:
    """Everybody with a demo account, by role; with `words` only those whose name, function or organisation fits."""
    workers = [_worker(job) for job in _workers(words)]
    kinds = [
        Group(heading, [choice for choice in workers if choice.who.organisation.kind in kinds])  # type: ignore[union-attr]
        for heading, kinds in ROLES
    ]
    residents = [_resident(person) for person in _residents(words)]
    supporters = [_supporter(supporter) for supporter in _supporters(words)]
    groups = [*kinds, Group(_("Residents"), residents), Group(_("Family, neighbours and friends"), supporters)]
    return [group for group in groups if group.choices]


def _workers(words: str) -> Iterable[Professional]:
    fits = Q(name__icontains=words) | Q(function__icontains=words) | Q(organisation__name__icontains=words)
    order = {f"{worker.key}{DEMO_MAIL}": number for number, worker in enumerate(WORKERS)}
    jobs = (
        Professional.objects.filter(fits, user__email__endswith=DEMO_MAIL, ended_on=None)
        .select_related("user", "organisation")
        .annotate(
            seats=Count("memberships", filter=Q(memberships__state=Member.State.ACCEPTED), distinct=True),
            invited=Count("memberships", filter=Q(memberships__state=Member.State.INVITED), distinct=True),
            asked=Count("memberships__leads", filter=Q(memberships__leads__state=Lead.State.OFFERED), distinct=True),
        )
    )
    return sorted(jobs, key=lambda job: order.get(job.user.email, len(order)) if job.user else 0)


def _worker(job: Professional) -> Choice:
    assert job.user is not None  # noqa: S101 (_workers)
    counts: dict[str, int] = job.__dict__
    seen = [ngettext("%(n)s circle", "%(n)s circles", counts["seats"]) % {"n": counts["seats"]}]
    waiting = counts["invited"] + counts["asked"]
    if waiting:
        seen.append(ngettext("%(n)s question waits", "%(n)s questions wait", waiting) % {"n": waiting})
    if job.does_triage:
        seen.append(_("what came in at the door"))
    if job.is_privacy_officer:
        seen.append(_("the rules of sharing"))
    return Choice(job.user, job, capfirst(job.function), " · ".join(seen))


def _residents(words: str) -> Iterable[Person]:
    fits = Q(given_name__icontains=words) | Q(family_name__icontains=words)
    return (
        Person.objects.filter(fits, user__email__endswith=DEMO_MAIL, same_as=None)
        .select_related("user")
        .order_by("family_name", "given_name")
    )


def _resident(person: Person) -> Choice:
    assert person.user is not None  # noqa: S101 (_residents)
    return Choice(person.user, person, _("Resident"), _("the own plan, people and agreements"))


def _supporters(words: str) -> Iterable[Supporter]:
    fits = Q(name__icontains=words) | Q(relation__icontains=words)
    return (
        Supporter.objects.filter(fits, user__email__endswith=DEMO_MAIL, until=None)
        .select_related("user", "supports")
        .order_by("name")
    )


def _supporter(supporter: Supporter) -> Choice:
    assert supporter.user is not None  # noqa: S101 (_supporters)
    of_whom = _("%(relation)s of %(name)s") % {"relation": supporter.relation, "name": supporter.supports.name}
    return Choice(supporter.user, supporter, capfirst(of_whom), _("the own agreements in the circle"))
