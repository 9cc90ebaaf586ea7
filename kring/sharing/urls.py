"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.sharing import views

urlpatterns: list[URLPattern] = [
    path("kringen/<uuid:circle_id>/waarom/<str:kind>/<uuid:item_id>/", views.why, name="why"),
]
