"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.log import views

urlpatterns: list[URLPattern] = [path("gezondheid/", views.health, name="log_health")]
