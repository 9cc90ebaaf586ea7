"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.copies import views

COPY = "mijn/kopie/<uuid:copy_id>/"

urlpatterns: list[URLPattern] = [
    path("mijn/kopie/", views.copies, name="copies"),
    path("mijn/kopie/maak/<uuid:person_id>/", views.copy_make, name="copy_make"),
    path(COPY + "kopie.pdf", views.copy_pdf, name="copy_pdf"),
    path(COPY + "kopie.json", views.copy_json, name="copy_json"),
    path(COPY + "weg/", views.copy_throw_away, name="copy_throw_away"),
    path("beheer/kopie/", views.copies_on_paper, name="copies_on_paper"),
]
