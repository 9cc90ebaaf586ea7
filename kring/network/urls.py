"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.network import views

urlpatterns: list[URLPattern] = [
    path("netwerk/mijn-kaart/", views.my_card, name="my_card"),
    path("netwerk/organisaties/<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("gezichten/<uuid:professional_id>/", views.face, name="face"),
]
