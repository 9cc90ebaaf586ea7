"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.keeping.views import destruction, runs

RUNS = "beheer/bewaren/"
RUN = RUNS + "<uuid:run_id>/"
MINE = "mijn/weghalen/"
PAPER = "beheer/weghalen/"

urlpatterns: list[URLPattern] = [
    path(RUNS, runs.keeping, name="keeping"),
    path(RUNS + "kijk/", runs.run_ask, name="run_ask"),
    path(RUNS + "termijn/<slug:of>/", runs.term, name="keeping_term"),
    path(RUNS + "termijn/<slug:of>/klopt/", runs.term_confirm, name="keeping_term_confirm"),
    path(RUN, runs.run, name="run"),
    path(RUN + "ja/", runs.run_approve, name="run_approve"),
    path(RUN + "stop/", runs.run_stop, name="run_stop"),
    path(RUN + "bewijs.json", runs.run_proof, name="run_proof"),
    path(MINE, destruction.destruction, name="destruction"),
    path(MINE + "<uuid:person_id>/", destruction.destruction_ask, name="destruction_ask"),
    path(MINE + "terug/<uuid:destruction_id>/", destruction.destruction_take_back, name="destruction_take_back"),
    path(PAPER, destruction.destruction_requests, name="destruction_requests"),
    path(PAPER + "<uuid:person_id>/", destruction.destruction_on_paper, name="destruction_on_paper"),
    path("weghalen/<uuid:part_id>/", destruction.destruction_part, name="destruction_part"),
]
