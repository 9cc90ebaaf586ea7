"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.sharing.views import access, catalogue, consents, explain, looked, looks_search, share, why, withhold

CIRCLE = "kringen/<uuid:circle_id>/"
CONSENTS = CIRCLE + "toestemming/"
CONSENT = CONSENTS + "<uuid:consent_id>/"
SHARE = CIRCLE + "delen/"
GROUNDS = "beheer/catalogus/"

urlpatterns: list[URLPattern] = [
    path("beheer/wie-leest-wat/", access.access, name="settings_access"),
    path(GROUNDS, catalogue.catalogue, name="catalogue"),
    path(GROUNDS + "regel/", catalogue.ground_add, name="ground_add"),
    path(GROUNDS + "regel/<uuid:ground_id>/", catalogue.ground_change, name="ground_change"),
    path(GROUNDS + "regel/<uuid:ground_id>/einde/", catalogue.ground_end, name="ground_end"),
    path(GROUNDS + "convenant/", catalogue.covenant_add, name="covenant_add"),
    path(GROUNDS + "convenant/<uuid:covenant_id>/einde/", catalogue.covenant_end, name="covenant_end"),
    path(GROUNDS + "organisatie/<uuid:organisation_id>/", catalogue.organisation_law, name="organisation_law"),
    path(GROUNDS + "versies/", catalogue.versions, name="catalogue_versions"),
    path(GROUNDS + "versies/<int:number>/terug/", catalogue.version_undo, name="version_undo"),
    path("inzage/", looked.looked, name="looked"),
    path("inzage/vraag/<uuid:look_id>/", looked.look_ask, name="look_ask"),
    path("inzage/vragen/<uuid:question_id>/", looked.look_question, name="look_question"),
    path("beheer/inzage/", looks_search.looks, name="looks_search"),
    path("beheer/inzage/opvallend/<uuid:odd_id>/", looks_search.odd_look, name="odd_look"),
    path("beheer/inzage/uit-zicht/<uuid:person_id>/", looks_search.looks_hide, name="looks_hide"),
    path("beheer/inzage/uit-zicht/<uuid:hidden_id>/einde/", looks_search.looks_show, name="looks_show"),
    path("uitleg/", explain.explain, name="explain"),
    path("uitleg/<uuid:asked_id>/", explain.explain_circle, name="explain_circle"),
    path("kringen/<uuid:circle_id>/waarom/<str:kind>/<uuid:item_id>/", why.why, name="why"),
    path(CIRCLE + "dicht/<str:kind>/<uuid:item_id>/", withhold.withhold, name="withhold"),
    path(CIRCLE + "dicht/<uuid:withholding_id>/open/", withhold.withhold_end, name="withhold_end"),
    path(CONSENTS, consents.consents, name="consents"),
    path(CONSENTS + "vraag/", consents.consent_ask, name="consent_ask"),
    path(CONSENTS + "naaste/", consents.consent_open, name="consent_open"),
    path(CONSENT, consents.consent, name="consent"),
    path(CONSENT + "antwoord/", consents.consent_say, name="consent_say"),
    path(CONSENT + "intrekken/", consents.consent_withdraw, name="consent_withdraw"),
    path(CONSENT + "terug/", consents.consent_take_back, name="consent_take_back"),
    path(CONSENT + "gehoord/", consents.consent_noted, name="consent_noted"),
    path(CONSENT + "opnieuw/", consents.consent_again, name="consent_again"),
    path(CONSENT + "papier.pdf", consents.consent_paper, name="consent_paper"),
    path(CONSENT + "scan/<uuid:voice_id>/", consents.consent_scan, name="consent_scan"),
    path(SHARE, share.share_requests, name="share_requests"),
    path(SHARE + "vraag/<str:kind>/<uuid:item_id>/", share.share_ask, name="share_ask"),
    path(SHARE + "<uuid:share_id>/", share.share_request, name="share_request"),
    path(SHARE + "<uuid:share_id>/intrekken/", share.share_end, name="share_end"),
]
