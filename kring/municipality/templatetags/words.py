"""The municipality's own words in a template: `{% load words %}`, then `{{ municipality|word:"lead" }}`."""

from django import template

from kring.municipality.words import word

register = template.Library()
register.filter("word", word)
