"""Addresses of this module. The page of one theme stands in `meetings`, which knows its tables."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.themes.views import reports, themes

THEMES = "netwerk/themas/"
THEME = THEMES + "<uuid:theme_id>/"
REPORT = THEMES + "verslagen/<uuid:report_id>/"
VERSION = REPORT + "versies/<int:number>/"
PICTURE = THEMES + "fotos/<uuid:picture_id>/"

urlpatterns: list[URLPattern] = [
    path(THEMES, themes.themes, name="themes"),
    path(THEMES + "nieuw/", themes.theme_start, name="theme_start"),
    path(THEME + "verander/", themes.theme_change, name="theme_change"),
    path(THEME + "doe-mee/", themes.theme_join, name="theme_join"),
    path(THEME + "stop/", themes.theme_leave, name="theme_leave"),
    path(THEME + "draag-over/", themes.theme_offer, name="theme_offer"),
    path(THEME + "draag-over/terug/", themes.theme_offer_back, name="theme_offer_back"),
    path(THEME + "antwoord/", themes.theme_answer, name="theme_answer"),
    path(THEME + "neem-over/", themes.theme_take, name="theme_take"),
    path(THEME + "rond-af/", themes.theme_end, name="theme_end"),
    path(THEME + "vervolg/", themes.follow_up_add, name="follow_up_add"),
    path(THEME + "vervolg/<uuid:follow_up_id>/", themes.follow_up_done, name="follow_up_done"),
    path(THEME + "verslag/", reports.report_start, name="report_start"),
    path(REPORT, reports.report, name="report"),
    path(REPORT + "schrijf/", reports.report_edit, name="report_edit"),
    path(REPORT + "versies/", reports.report_versions, name="report_versions"),
    path(VERSION, reports.report_version, name="report_version"),
    path(VERSION + "terug/", reports.report_put_back, name="report_put_back"),
    path(VERSION + "weg/", reports.report_version_clear, name="report_version_clear"),
    path(REPORT + "fotos/", reports.picture_add, name="picture_add"),
    path(PICTURE, reports.picture, name="picture"),
    path(PICTURE + "weg/", reports.picture_remove, name="picture_remove"),
]
