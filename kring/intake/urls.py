"""Addresses of this module. What is in them never says who it is about."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kring.intake.views import door, follow, hand_on, household, number, same_person, triage, work

urlpatterns: list[URLPattern] = [
    path("voordeur/", door.front_door, name="front_door"),
    path("voordeur/vraag/<slug:key>/", door.front_door, name="front_door_question"),
    path("voordeur/controle/", door.front_door_check, name="front_door_check"),
    path("voordeur/ontvangen/", door.front_door_receipt, name="front_door_receipt"),
    path("voordeur/opnieuw/", door.front_door_again, name="front_door_again"),
    path("voordeur/volgen/", follow.follow, name="follow"),
    path("voordeur/volgen/<str:token>/", follow.follow_link, name="follow_link"),
    path("aanmeldingen/", triage.triage, name="triage"),
    path("aanmeldingen/zoeken/", triage.triage_search, name="triage_search"),
    path("aanmeldingen/doorgezet/<uuid:hand_on_id>/", hand_on.hand_on, name="hand_on"),
    path("aanmeldingen/doorgezet/<uuid:hand_on_id>/ja/", hand_on.hand_on_accept, name="hand_on_accept"),
    path("aanmeldingen/doorgezet/<uuid:hand_on_id>/nee/", hand_on.hand_on_refuse, name="hand_on_refuse"),
    path("aanmeldingen/doorgezet/<uuid:hand_on_id>/kring/", hand_on.hand_on_circle, name="hand_on_circle"),
    path("aanmeldingen/<uuid:request_id>/", triage.help_request, name="help_request"),
    path("aanmeldingen/<uuid:request_id>/oppakken/", work.take, name="help_request_take"),
    path("aanmeldingen/<uuid:request_id>/overnemen/", work.take_over, name="help_request_take_over"),
    path("aanmeldingen/<uuid:request_id>/terugleggen/", work.put_back, name="help_request_put_back"),
    path("aanmeldingen/<uuid:request_id>/antwoord/", work.answer, name="help_request_answer"),
    path("aanmeldingen/<uuid:request_id>/antwoord/terug/", work.reopen, name="help_request_reopen"),
    path("aanmeldingen/<uuid:request_id>/doorzetten/", work.hand_on, name="help_request_hand_on"),
    path("aanmeldingen/<uuid:request_id>/doorzetten/terug/", work.withdraw, name="help_request_withdraw"),
    path("aanmeldingen/<uuid:request_id>/kring/", work.open_circle, name="help_request_circle"),
    path("aanmeldingen/<uuid:request_id>/dezelfde/", same_person.same, name="help_request_same"),
    path("aanmeldingen/<uuid:request_id>/niet-dezelfde/", same_person.not_same, name="help_request_not_same"),
    path("aanmeldingen/<uuid:request_id>/nieuw/", same_person.new, name="help_request_new_person"),
    path("aanmeldingen/<uuid:request_id>/toch-niet/", same_person.undo, name="help_request_undo_person"),
    path("huishoudens/<uuid:household_id>/", household.household, name="household"),
    path("huishoudens/<uuid:household_id>/adres/", household.address, name="household_address"),
    path("huishoudens/<uuid:household_id>/erbij/", household.add, name="household_add"),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/", household.change, name="household_person"),
    path("huishoudens/nummer/", number.number_find, name="number_find"),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/nummer/", number.number, name="household_number"),
    path(
        "huishoudens/<uuid:household_id>/<uuid:person_id>/nummer/weg/",
        number.number_remove,
        name="household_number_remove",
    ),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/weg/", household.leave, name="household_leave"),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/gezag/", household.authority, name="household_authority"),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/netwerk/", household.supporter, name="household_supporter"),
    path("huishoudens/<uuid:household_id>/<uuid:person_id>/dezelfde/", same_person.choose, name="household_same"),
    path(
        "huishoudens/<uuid:household_id>/<uuid:person_id>/dezelfde/<uuid:other_id>/",
        same_person.join,
        name="household_join",
    ),
    path(
        "huishoudens/<uuid:household_id>/gezag/<uuid:authority_id>/stop/",
        household.authority_end,
        name="household_authority_end",
    ),
    path(
        "huishoudens/<uuid:household_id>/netwerk/<uuid:supporter_id>/stop/",
        household.supporter_end,
        name="household_supporter_end",
    ),
]
