"""Addresses of this module."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
