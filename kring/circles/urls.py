"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.circles.views import circles, lead, members

CIRCLE = "kringen/<uuid:circle_id>/"
MEMBER = CIRCLE + "leden/<uuid:member_id>/"

urlpatterns: list[URLPattern] = [
    path("kringen/", circles.circles, name="circles"),
    path("kringen/nieuw/", circles.circle_find, name="circle_find"),
    path(CIRCLE + "eerder/", circles.circle_history, name="circle_history"),
    path(CIRCLE + "sluiten/", circles.circle_close, name="circle_close"),
    path(CIRCLE + "heropenen/", circles.circle_reopen, name="circle_reopen"),
    path(CIRCLE + "leden/", members.members, name="members"),
    path(CIRCLE + "leden/mijn/", members.expectations, name="expectations"),
    path(CIRCLE + "leden/uitnodigen/", members.member_invite, name="member_invite"),
    path(CIRCLE + "leden/uitnodigen/inwoner/", members.invite_person, name="invite_person"),
    path(CIRCLE + "leden/uitnodigen/naaste/", members.invite_supporter, name="invite_supporter"),
    path(CIRCLE + "leden/uitnodigen/<uuid:professional_id>/", members.invite_professional, name="invite_professional"),
    path(MEMBER + "antwoord/", members.member_answer, name="member_answer"),
    path(MEMBER + "ja/", members.member_join, name="member_join"),
    path(MEMBER + "gehoord/", members.member_noted, name="member_noted"),
    path(MEMBER + "intrekken/", members.member_withdraw, name="member_withdraw"),
    path(MEMBER + "herinneren/", members.member_remind, name="member_remind"),
    path(MEMBER + "vast/", members.member_steady, name="member_steady"),
    path(CIRCLE + "regie/ik/", lead.lead_take, name="lead_take"),
    path(CIRCLE + "regie/antwoord/", lead.lead_answer, name="lead_answer"),
    path(CIRCLE + "regie/intrekken/", lead.lead_withdraw, name="lead_withdraw"),
    path(CIRCLE + "regie/vervanger/", lead.lead_deputy, name="lead_deputy"),
]
