"""Addresses of this module."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.meetings.views import after, answers, calendars, figures, guests, live, rounds, series, tables, themes

TABLE = "tafels/<uuid:meeting_id>/"
THEME = "netwerk/themas/<uuid:theme_id>/"
SERIES = "tafels/reeks/<uuid:series_id>/"
ITEMS = "kringen/<uuid:circle_id>/tafels/"
ITEM = ITEMS + "<uuid:talk_id>/"
GUEST = ITEMS + "uitgenodigd/<uuid:guest_id>/"

urlpatterns: list[URLPattern] = [
    path("tafels/", tables.tables, name="tables"),
    path("tafels/nieuw/", tables.table_call, name="table_call"),
    path("tafels/cijfers/", figures.figures, name="table_figures"),
    path("tafels/agenda/", calendars.calendar, name="calendar"),
    path("antwoord/<str:token>/", answers.answer_link, name="answer_link"),
    path("agenda/<uuid:feed_id>/<str:key>.ics", calendars.calendar_feed, name="calendar_feed"),
    path(SERIES, series.series, name="series"),
    path(SERIES + "verander/", series.series_change, name="series_change"),
    path(SERIES + "plek/", series.series_place, name="series_place"),
    path(SERIES + "plek/<uuid:place_id>/weg/", series.series_place_drop, name="series_place_drop"),
    path(SERIES + "stop/", series.series_end, name="series_end"),
    path(TABLE, tables.table, name="table"),
    path(TABLE + "kennismaken/", series.table_meet, name="table_meet"),
    path(TABLE + "verplaats/", tables.table_move, name="table_move"),
    path(TABLE + "gaat-niet-door/", tables.table_cancel, name="table_cancel"),
    path(TABLE + "erbij/", tables.table_ask, name="table_ask"),
    path(TABLE + "antwoord/", tables.table_answer, name="table_answer"),
    path(THEME, themes.theme, name="theme"),
    path(THEME + "tafel/", themes.theme_table_call, name="theme_table_call"),
    path(TABLE + "ik-kom/", themes.table_come, name="table_come"),
    path(TABLE + "punten/", themes.point_add, name="point_add"),
    path(TABLE + "punten/<uuid:point_id>/weg/", themes.point_drop, name="point_drop"),
    path(TABLE + "oogst/", themes.table_harvest, name="table_harvest"),
    path(ITEMS, rounds.items, name="items"),
    path(ITEMS + "rondetafel/", rounds.round_call, name="round_call"),
    path(ITEMS + "vraag/", rounds.table_request, name="table_request"),
    path(ITEMS + "vraag/<uuid:ask_id>/nee/", rounds.request_no, name="request_no"),
    path(ITEMS + "vraag/<uuid:ask_id>/terug/", rounds.request_withdraw, name="request_withdraw"),
    path(ITEMS + "breng/", live.item_bring, name="item_bring"),
    path(GUEST, guests.guest, name="guest"),
    path(GUEST + "dag/", guests.guest_day, name="guest_day"),
    path(GUEST + "brief.pdf", guests.guest_letter, name="guest_letter"),
    path(ITEM, live.item, name="item"),
    path(ITEM + "nu/", live.item_now, name="item_now"),
    path(ITEM + "begin/", live.item_begin, name="item_begin"),
    path(ITEM + "vooraf/", live.item_prepare, name="item_prepare"),
    path(ITEM + "parkeer/", live.item_park, name="item_park"),
    path(ITEM + "afspraak/", live.item_agree, name="item_agree"),
    path(ITEM + "gehoord/<uuid:back_id>/", live.item_heard, name="item_heard"),
    path(ITEM + "vraag-ja/<uuid:back_id>/", live.item_ask_yes, name="item_ask_yes"),
    path(ITEM + "sluit/", live.item_close, name="item_close"),
    path(ITEM + "later/", live.item_put_off, name="item_put_off"),
    path(ITEM + "nodig-uit/", guests.item_invite, name="item_invite"),
    path(ITEM + "dagen/", guests.item_days, name="item_days"),
    path(ITEM + "ik-kom/", guests.guest_answer, name="guest_answer"),
    path(ITEM + "van-agenda/", live.item_drop, name="item_drop"),
    path(ITEM + "verslag/", after.summary, name="summary"),
    path(ITEM + "verslag/verslag.pdf", after.summary_pdf, name="summary_pdf"),
    path(ITEM + "verslag/aanvullen/", after.summary_correct, name="summary_correct"),
    path(ITEM + "knelpunt/", after.item_notice, name="item_notice"),
    path(ITEM + "vorige-keer/", after.last_time, name="last_time"),
]
