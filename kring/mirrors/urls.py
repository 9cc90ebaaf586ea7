"""Addresses of this module: those of the team name a table and no circle."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.mirrors.views import circle, team

MIRROR = "tafels/<uuid:meeting_id>/spiegel/"
CASES = "kringen/<uuid:circle_id>/spiegel/"

urlpatterns: list[URLPattern] = [
    path(MIRROR, team.mirror, name="mirror"),
    path(MIRROR + "advies/", team.mirror_advise, name="mirror_advise"),
    path(MIRROR + "erbij/", team.mirror_ask_more, name="mirror_ask_more"),
    path(CASES, circle.mirror_cases, name="mirror_cases"),
    path(CASES + "vraag/", circle.mirror_ask, name="mirror_ask"),
    path(CASES + "<uuid:case_id>/", circle.mirror_case, name="mirror_case"),
    path(CASES + "<uuid:case_id>/besluit/", circle.mirror_decide, name="mirror_decide"),
]
