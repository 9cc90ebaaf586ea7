"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.sharing.views import why

urlpatterns: list[URLPattern] = [
    path("kringen/<uuid:circle_id>/waarom/<str:kind>/<uuid:item_id>/", why.why, name="why"),
]
