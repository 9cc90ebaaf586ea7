"""Who is in the circle, asking somebody in, answering, and what we may expect of each other."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kring.circles import actions, rules
from kring.circles.actors import Actor
from kring.circles.forms import (
    ExpectationsForm,
    InviteForm,
    InvitePersonForm,
    InviteSupporterForm,
    WhyForm,
    residents_not_asked,
)
from kring.circles.models import Circle, Member
from kring.circles.views import WHO, CircleRequest, look_at_seats, seat_here, status, the_member
from kring.circles.views.circles import may_change
from kring.core.mails import tell
from kring.core.needs import needs
from kring.core.once import see_next
from kring.core.verdict import Verdict, no, yes
from kring.households.actions import add_supporter
from kring.network.models import Professional

FOUND = 20
EXPECTATIONS = ("role", "goal", "does", "does_not", "asks")


def may_be_here(actor: Actor, circle: Circle) -> Verdict:
    """An accepted seat, also in a closed circle: reading stays."""
    seat = seat_here(actor, circle)
    if seat is not None and seat.state == Member.State.ACCEPTED:
        return yes(_("You are in this circle."))
    return no(_("You are not in this circle."), what_opens=_("Answer the invitation first."))


def may_ask_in(actor: Actor, circle: Circle) -> Verdict:
    """A professional in the circle, or the resident."""
    return rules.may_invite(circle, seat_here(actor, circle))


def was_asked(actor: Actor, circle: Circle) -> Verdict:
    """An invitation or a seat: enough to answer, not to read."""
    if seat_here(actor, circle) is not None:
        return yes(_("You were asked."))
    return no(_("You are not in this circle."))


@needs(may_be_here)
def members(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Everybody side by side: who they are, their goal, what they do, do not do and ask."""
    look_at_seats(request)
    gone = (
        Member.objects.filter(circle=request.circle)
        .exclude(state__in=[Member.State.ACCEPTED, Member.State.INVITED])
        .select_related(*WHO)
        .order_by("-invited_at")
    )
    page = {
        "reading": request.reading,
        "gone": gone,
        "may_invite": rules.may_invite(request.circle, request.seat),
        "may_reopen": rules.may_reopen(request.circle, request.seat, other_open=False),
        "can_note": request.seat.professional_id is not None,
    }
    return render(request, "circles/members.html", page)


@needs(may_ask_in)
def member_invite(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Whom to ask in: search the network, the residents, or somebody of their own network."""
    search = request.GET.get("zoek", "").strip()[:100]
    look_at_seats(request)
    page = {
        "search": search,
        "found": _search(request.circle, search) if search else [],
        "residents": residents_not_asked(request.circle).exists(),
        "circle": request.circle,
    }
    return render(request, "circles/invite.html", page)


@needs(may_ask_in)
def invite_professional(request: CircleRequest, circle_id: uuid.UUID, professional_id: uuid.UUID) -> HttpResponse:
    """Ask one professional, with a reason."""
    professional = get_object_or_404(
        Professional.objects.directory(request.circle.household.municipality), pk=professional_id
    )
    rules.may_be_asked(request.circle, professional).insist()
    form = InviteForm(request.POST or None, initial={"role": professional.function})
    if request.method == "POST" and form.is_valid():
        member = actions.invite(
            request.circle, professional=professional, by=request.actor, seat=request.seat, **form.cleaned_data
        )
        _tell_invited(member)
        messages.success(request, _("Asked. You hear when there is an answer."))
        return redirect("members", circle_id)
    look_at_seats(request)
    page = {"form": form, "who": professional, "circle": request.circle}
    return render(request, "circles/invite_professional.html", page, status=status(form))


@needs(may_ask_in)
def invite_person(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Ask a resident to the table: it is about them."""
    form = InvitePersonForm(request.POST or None, circle=request.circle)
    if request.method == "POST" and form.is_valid():
        member = actions.invite(request.circle, by=request.actor, seat=request.seat, **form.cleaned_data)
        _tell_invited(member)
        messages.success(request, _("Asked. You hear when there is an answer."))
        return redirect("members", circle_id)
    look_at_seats(request)
    page = {"form": form, "circle": request.circle}
    return render(request, "circles/invite_person.html", page, status=status(form))


@needs(may_ask_in)
def invite_supporter(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """Ask somebody of the resident's own network, known or new."""
    form = InviteSupporterForm(request.POST or None, circle=request.circle)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        supporter = given["known"] or add_supporter(
            given["supports"],
            by=request.actor,
            **{name: given[name] for name in ("name", "relation", "phone", "email")},
        )
        member = actions.invite(request.circle, supporter=supporter, by=request.actor, seat=request.seat)
        _tell_invited(member)
        messages.success(request, _("Asked. You hear when there is an answer."))
        return redirect("members", circle_id)
    look_at_seats(request)
    page = {"form": form, "circle": request.circle}
    return render(request, "circles/invite_supporter.html", page, status=status(form))


@needs(was_asked)
def member_answer(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Say yes with what others may expect, or no with a reason. Before the yes nothing of the household is shown."""
    member = the_member(request, member_id)
    rules.may_answer_invitation(member, request.actor).insist()
    refuses = "refuse" in request.POST
    form = ExpectationsForm(None if refuses else request.POST or None, initial={"role": member.role})
    why = WhyForm(request.POST if refuses else None)
    if request.method == "POST" and refuses and why.is_valid():
        actions.refuse_invitation(member, by=request.actor, **why.cleaned_data)
        _tell_answered(member)
        messages.success(request, _("You said no. Who asked you sees why."))
        return redirect("home")
    if request.method == "POST" and not refuses and form.is_valid():
        actions.accept_invitation(member, by=request.actor, **form.cleaned_data)
        _tell_answered(member)
        messages.success(request, _("Welcome in the circle. Read the story first."))
        return redirect("story", circle_id)
    page = {"form": form, "why": why, "member": member, **_before_the_yes(request, member)}
    return render(request, "circles/answer.html", page, status=status(why if refuses else form))


@needs(was_asked)
@require_POST
def member_join(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Yes in one press. What others may expect of them is asked later, on Mijn werk."""
    member = actions.accept_invitation(the_member(request, member_id), by=request.actor)
    _tell_answered(member)
    messages.success(request, _("Welcome in the circle. Read the story first."))
    return see_next(request, reverse("story", args=[circle_id]))


@needs(may_be_here)
def expectations(request: CircleRequest, circle_id: uuid.UUID) -> HttpResponse:
    """My own role, goal, what I do, do not do and ask."""
    seat = request.seat
    form = ExpectationsForm(request.POST or None, initial={name: getattr(seat, name) for name in EXPECTATIONS})
    if request.method == "POST" and form.is_valid():
        actions.state_expectations(seat, by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved. Everybody in the circle sees it."))
        return redirect("members", circle_id)
    look_at_seats(request)
    return render(request, "circles/expectations.html", {"form": form, "circle": request.circle}, status=status(form))


@needs(may_ask_in)
@require_POST
def member_withdraw(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Take back a question that was not answered yet."""
    actions.withdraw_invitation(the_member(request, member_id), by=request.actor, seat=request.seat)
    messages.success(request, _("The question is taken back."))
    return redirect("members", circle_id)


@needs(may_ask_in)
@require_POST
def member_remind(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Send the invitation once more."""
    member = the_member(request, member_id)
    _tell_invited(actions.remind(member, by=request.actor, seat=request.seat))
    messages.success(request, _("Sent once more."))
    return redirect("members", circle_id)


@needs(may_ask_in)
def member_noted(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Somebody without an account answered at the table or by phone."""
    member = the_member(request, member_id)
    rules.may_note_answer(member, request.seat).insist()
    if request.method == "POST":
        said = _("Said by phone or at the table.")
        accepts = "no" not in request.POST
        actions.note_answer(member, accepts=accepts, why=said, by=request.actor, seat=request.seat)
        messages.success(request, _("Noted."))
        return redirect("members", circle_id)
    look_at_seats(request)
    return render(request, "circles/noted.html", {"member": member, "circle": request.circle})


@needs(may_change)
def member_steady(request: CircleRequest, circle_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """This member is the one who stays when help changes: asked once more, as the one before steps back."""
    member = the_member(request, member_id)
    rules.may_be_steady_contact(member).insist()
    if request.method != "POST":
        look_at_seats(request)
        return render(request, "circles/steady.html", {"member": member, "reading": request.reading})
    actions.choose_steady_contact(member, by=request.actor, seat=request.seat)
    messages.success(request, _("%(name)s is the steady contact now.") % {"name": member.name})
    return redirect("members", circle_id)


def _search(circle: Circle, search: str) -> list[Professional]:
    """Professionals of the municipality who fit; not those who are in or asked."""
    asked = circle.members.filter(
        state__in=[Member.State.INVITED, Member.State.ACCEPTED], professional__isnull=False
    ).values("professional")
    here = Professional.objects.directory(circle.household.municipality)
    return list(here.exclude(pk__in=asked).matching(search)[:FOUND])


def _before_the_yes(request: CircleRequest, member: Member) -> dict[str, Any]:
    """What somebody may know before they take part: who asks, what for, and which professionals; no household."""
    at_work = [seat for seat in request.reading.members if seat.professional_id is not None]
    return {"circle": request.circle, "asked_by": _asked_by(member), "at_work": at_work}


def _tell_invited(member: Member) -> None:
    tell(
        member.email,
        subject=gettext_lazy("You are asked into a circle"),
        text=gettext_lazy("In Kring a question waits for your answer."),
        path=reverse("member_answer", args=[member.circle_id, member.pk]),
    )


def _tell_answered(member: Member) -> None:
    """Mail who asked that there is an answer, with a link only."""
    if member.invited_by is not None:
        tell(
            member.invited_by.email,
            subject=gettext_lazy("There is an answer"),
            text=gettext_lazy("In Kring somebody answered your question."),
            path=reverse("members", args=[member.circle_id]),
        )


def _asked_by(member: Member) -> Member | None:
    """The seat of who asked, to show their face."""
    return (
        Member.objects.filter(circle=member.circle_id, state=Member.State.ACCEPTED)
        .filter(
            Q(professional__user=member.invited_by)
            | Q(person__user=member.invited_by)
            | Q(supporter__user=member.invited_by)
        )
        .select_related(*WHO)
        .first()
    )
