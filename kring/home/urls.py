"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.home import (
    bottleneck_pages,
    chair_pages,
    crisis_pages,
    demo_pages,
    handover,
    log_pages,
    network_pages,
    new_pages,
    people_pages,
    settings_pages,
    views,
    visit_pages,
    words_pages,
)

CIRCLE = "kringen/<uuid:circle_id>/"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path(CIRCLE, views.circle, name="circle"),
    path(CIRCLE + "verhaal/", views.story, name="story"),
    path(CIRCLE + "verhaal/gelezen/", views.story_read, name="story_read"),
    path(CIRCLE + "verhaal/schrijf/", views.note_write, name="note_write"),
    path(CIRCLE + "opnieuw-verteld/", views.told_again, name="told_again"),
    path(CIRCLE + "weg/", handover.leave, name="leave"),
    path(CIRCLE + "regie/", handover.lead, name="lead"),
    path(CIRCLE + "regie/vragen/", handover.lead_offer, name="lead_offer"),
    path(CIRCLE + "regie/overdragen/", handover.lead_handover, name="lead_handover"),
    path(CIRCLE + "stoel/", chair_pages.chair, name="chair"),
    path("beheer/woorden/", words_pages.words, name="settings_words"),
    path("beheer/woorden/<uuid:term_id>/weg/", words_pages.word_drop, name="settings_word_drop"),
    path(CIRCLE + "crisis/", crisis_pages.crisis_seen, name="crisis_seen"),
    path(CIRCLE + "crisis/sluit/", crisis_pages.crisis_close, name="crisis_close"),
    path(CIRCLE + "bezoek/", visit_pages.visit, name="visit"),
    path(CIRCLE + "bezoek/waarschuw/", visit_pages.safety_note_add, name="safety_note_add"),
    path(CIRCLE + "bezoek/<uuid:note_id>/sluit/", visit_pages.safety_note_end, name="safety_note_end"),
    path("crisis/", crisis_pages.crisis, name="crisis"),
    path("crisis/open/<uuid:asked_id>/", crisis_pages.crisis_open, name="crisis_open"),
    path("crisis/toegang/", crisis_pages.crises, name="crises"),
    path("crisis/toegang/<uuid:crisis_id>/", crisis_pages.crisis_review, name="crisis_review"),
    path("knelpunten/", bottleneck_pages.all_bottlenecks, name="all_bottlenecks"),
    path("nieuw/", new_pages.new, name="new"),
    path("netwerk/", network_pages.network, name="network"),
    path("netwerk/<uuid:professional_id>/", network_pages.professional, name="professional"),
    path("beheer/", settings_pages.settings, name="settings"),
    path("beheer/leefgebied/<uuid:domain_id>/", settings_pages.life_domain, name="settings_domain"),
    path("beheer/gronden/<str:kind>/", settings_pages.grounds, name="settings_grounds"),
    path("beheer/logboek/", log_pages.log, name="settings_log"),
    path("beheer/mensen/", people_pages.people, name="settings_people"),
    path("beheer/mensen/<uuid:professional_id>/", people_pages.person_tasks, name="settings_person"),
    path("demo/", demo_pages.demo, name="demo"),
    path("demo/gezichten/<slug:key>/", demo_pages.demo_face, name="demo_face"),
]
