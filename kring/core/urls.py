"""Addresses of the pages that know no domain."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.core import views

urlpatterns: list[URLPattern] = [
    path("taal/", views.language, name="language"),
    path("gezond/", views.health, name="health"),
    path("stijl/", views.style, name="style"),
]
