"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.network import views

urlpatterns: list[URLPattern] = [
    path("netwerk/", views.network, name="network"),
    path("netwerk/mijn-kaart/", views.my_card, name="my_card"),
    path("netwerk/organisaties/<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("netwerk/<uuid:professional_id>/", views.professional, name="professional"),
    path("gezichten/<uuid:professional_id>/", views.face, name="face"),
]
