"""Every address x everybody. An address without a row fails, and so does a row without an address."""

import uuid
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from kring.copies.actions import ask_copy
from kring.copies.making import make_copies
from kring.core import clock
from kring.core.pictures import as_file
from kring.households.models import Authority
from kring.intake import actions as intake
from kring.keeping.actions import ask_run
from kring.keeping.destroying import ask_to_destroy
from kring.keeping.models import DestructionPart
from kring.log.models import Look
from kring.log.seals.sealing import seal_new_looks
from kring.meetings import actions as meetings
from kring.meetings.models import Method
from kring.plans import actions as plans
from kring.plans.models import Bottleneck
from kring.sharing.actions.consent import ask_consent
from kring.sharing.actions.looked import Hide, ask_about_look, hide_looks
from kring.sharing.actions.share import ask_to_share
from kring.sharing.consent_rules import Wish
from kring.sharing.models import Consent, Covenant, CrisisAccess, Ground, OddLook, RulesVersion, ShareRequest
from kring.sharing.reading import Reading, load_circle
from kring.themes import actions as themes
from tests.conftest import SignIn
from tests.stock import kept_in_stock
from tests.table import talk
from tests.test_mirror_team import ask_a_mirror
from tests.world import World

PEOPLE = {
    "anonymous": None,
    "lead": "anouk",
    "member": "ahmed",
    "left": "left",
    "stranger": "stranger",
    "invited": "invited",
    "resident": "fatma",
    "supporter": "supporter",
    "other": "other_person",
    "door": "door",
    "officer": "officer",
}
Row = dict[str, int]


def row(default: int, anonymous: int = 302, **others: int) -> Row:
    """What GET answers to each person: `default` unless said; who has not signed in is sent to sign in."""
    return {**dict.fromkeys(PEOPLE, default), "anonymous": anonymous, **others}


def circle(inside: int, *, supporter: int | None = None) -> Row:
    """For who has a seat; to others the circle is not there, and who is invited is told why not yet."""
    insiders = dict.fromkeys(("lead", "member", "resident"), inside)
    return row(404, **insiders, supporter=inside if supporter is None else supporter, invited=403)


ALL = row(200, anonymous=200)
PRESS_ALL = row(405, anonymous=405)
ONWARD = row(302)
NOT_THERE = row(404, anonymous=404)
CIRCLE, CIRCLE_PRESS = circle(200), circle(405)
PLAN, PLAN_PRESS = circle(200, supporter=403), circle(405, supporter=403)
DOOR, DOOR_PRESS = row(403, door=200), row(403, door=405)
OFFICER = row(403, officer=200)
OWN_PLACE = row(403, resident=200, other=200)
HOME_OF = row(404, lead=200, member=200, resident=200, door=200)
HOME_CHANGE = {**HOME_OF, "resident": 403}
PARTNER = row(404, stranger=200)
PRESS = row(405)
WORKS_HERE = row(200, resident=403, supporter=403, other=403)
MIRROR_TEAM = row(404, lead=200, stranger=200, door=200, resident=403, supporter=403, other=403)
THEME_OWNER = row(403, lead=200)
THEME_JOINED = row(403, lead=200, member=200)
THEME_PRESS = row(405, resident=403, supporter=403, other=403)
CRISIS = row(403, lead=200, door=200, officer=200)
WORKING, WORKING_PRESS = circle(200, supporter=403), circle(405, supporter=403)
WORKING["resident"] = WORKING_PRESS["resident"] = 403
RESIDENT = {**circle(403), "resident": 200}
LEAD_ONLY = {**circle(403), "lead": 200}

ADDRESSES: dict[str, Row] = {
    "home": ALL,
    "log_health": ALL,
    "circle": CIRCLE,
    "story": CIRCLE,
    "story_read": CIRCLE_PRESS,
    "note_write": CIRCLE,
    "told_again": CIRCLE_PRESS,
    "why": CIRCLE,
    # Anouk wrote this note; nobody keeps it closed yet.
    "withhold": {**WORKING, "member": 403},
    "withhold_end": WORKING_PRESS,
    "consents": PLAN,
    "consent_ask": WORKING,
    "consent_open": RESIDENT,
    "consent": PLAN,
    "consent_say": PLAN_PRESS,
    "consent_withdraw": PLAN_PRESS,
    "consent_take_back": WORKING_PRESS,
    "consent_noted": WORKING,
    # It was asked and waits for an answer.
    "consent_again": circle(403),
    "consent_paper": PLAN,
    # Nothing was scanned.
    "consent_scan": circle(404, supporter=403),
    # Both read this note already.
    "share_ask": circle(403),
    "share_requests": PLAN,
    # Ahmed asked Gees; nobody else sees it.
    "share_request": {**circle(404, supporter=403), "member": 200},
    "share_end": PLAN_PRESS,
    "looked": row(403, resident=200, other=200),
    # Ahmed looked at Fatma, who asked why.
    "look_ask": row(403, resident=200, other=404),
    "look_question": row(404, member=200, resident=200, officer=200),
    "looks_search": OFFICER,
    "odd_look": OFFICER,
    "looks_hide": OFFICER,
    "looks_show": row(403, officer=405),
    "catalogue": OFFICER,
    "ground_add": OFFICER,
    "ground_change": OFFICER,
    "ground_end": OFFICER,
    "covenant_add": OFFICER,
    "covenant_end": OFFICER,
    "organisation_law": OFFICER,
    "catalogue_versions": OFFICER,
    "version_undo": OFFICER,
    "settings": OFFICER,
    "tables": WORKS_HERE,
    "table_figures": OFFICER,
    # Anouk and Ahmed are asked to this table; she is the chair.
    "table": row(404, lead=200, member=200, resident=403, supporter=403, other=403),
    "table_call": WORKS_HERE,
    "table_move": row(404, lead=200, member=403, resident=403, supporter=403, other=403),
    "table_cancel": row(404, lead=200, member=403, resident=403, supporter=403, other=403),
    "table_ask": row(404, lead=200, member=200, resident=403, supporter=403, other=403),
    # Anouk and Ahmed stand in this series; she chairs it.
    "series": row(404, lead=200, member=200, resident=403, supporter=403, other=403),
    "series_change": row(404, lead=200, member=403, resident=403, supporter=403, other=403),
    "series_place": row(404, lead=200, member=403, resident=403, supporter=403, other=403),
    "series_place_drop": row(405, resident=403, supporter=403, other=403),
    "series_end": row(404, lead=200, member=403, resident=403, supporter=403, other=403),
    "table_meet": row(404, lead=200, member=200, resident=403, supporter=403, other=403),
    "table_answer": row(405, resident=403, supporter=403, other=403),
    # The stranger and the front door are the team that Anouk asked. They never open what is in the circle.
    "mirror": MIRROR_TEAM,
    # Nobody of them said anything yet, and Anouk listens.
    "mirror_advise": {**MIRROR_TEAM, "lead": 403, "stranger": 403, "door": 403},
    "mirror_ask_more": {**MIRROR_TEAM, "stranger": 403, "door": 403},
    "mirror_cases": CIRCLE,
    # A team was asked already.
    "mirror_ask": circle(403),
    "mirror_case": circle(200, supporter=403),
    "mirror_decide": CIRCLE_PRESS,
    "themes": WORKS_HERE,
    "theme_start": WORKS_HERE,
    "theme": WORKS_HERE,
    # Anouk owns this theme and asks Ahmed, who joined, to take it over.
    "theme_change": THEME_OWNER,
    "theme_join": THEME_PRESS,
    "theme_leave": THEME_PRESS,
    "theme_offer": THEME_OWNER,
    "theme_offer_back": THEME_PRESS,
    "theme_answer": THEME_PRESS,
    "theme_take": THEME_PRESS,
    "theme_end": THEME_OWNER,
    "theme_table_call": THEME_JOINED,
    "follow_up_add": THEME_JOINED,
    "follow_up_done": THEME_JOINED,
    "report_start": THEME_JOINED,
    "report": WORKS_HERE,
    "report_edit": THEME_JOINED,
    "report_versions": WORKS_HERE,
    "report_version": WORKS_HERE,
    "report_put_back": THEME_PRESS,
    # The version that stands there now.
    "report_version_clear": row(403),
    "picture_add": THEME_JOINED,
    "picture": WORKS_HERE,
    "picture_remove": THEME_PRESS,
    # The table that is named here is not of a theme.
    "table_come": THEME_PRESS,
    "point_add": row(404, resident=403, supporter=403, other=403),
    "point_drop": THEME_PRESS,
    "table_harvest": THEME_PRESS,
    "calendar": WORKS_HERE,
    # Whoever has the secret address; this one is wrong.
    "calendar_feed": NOT_THERE,
    # The link of a mail; this one is made up.
    "answer_link": NOT_THERE,
    "items": CIRCLE,
    "item_bring": {**WORKING, "member": 403, "resident": 403},
    # Anouk leads, so she calls the table; the others ask her.
    "round_call": {**WORKING, "member": 403, "resident": 403},
    "table_request": PLAN_PRESS,
    "request_no": PLAN_PRESS,
    "request_withdraw": PLAN_PRESS,
    # What it is about is not for people of the resident's own network, unless it is shared with them.
    "item": circle(200, supporter=403),
    "item_now": circle(200, supporter=403),
    "item_plan": circle(200, supporter=403),
    "item_wall": circle(200, supporter=403),
    # The address names no circle: who may read the item is sent on to the whole of it.
    "item_live": row(404, lead=302, member=302, resident=302, supporter=403),
    "item_begin": PLAN_PRESS,
    "item_method": PLAN,
    "item_step": PLAN_PRESS,
    "item_decide": PLAN_PRESS,
    "item_words": CIRCLE_PRESS,
    "item_draft": CIRCLE_PRESS,
    "draft_take": CIRCLE_PRESS,
    "draft_away": CIRCLE_PRESS,
    "parked_answer": PLAN,
    "item_read": PLAN,
    # It is the agreement of Ahmed.
    "item_no": {**circle(403), "member": 200},
    "item_reopen": PLAN_PRESS,
    "settings_methods": OFFICER,
    "settings_method_new": OFFICER,
    "settings_method": OFFICER,
    "settings_step_new": OFFICER,
    "settings_step": OFFICER,
    "settings_step_move": row(403, officer=405),
    "item_prepare": CIRCLE_PRESS,
    "item_park": CIRCLE_PRESS,
    "item_agree": PLAN_PRESS,
    "item_heard": CIRCLE_PRESS,
    "item_ask_yes": PLAN_PRESS,
    "item_close": PLAN_PRESS,
    "item_put_off": PLAN,
    "item_drop": PLAN_PRESS,
    # The talk is today, and nobody else of the household can be invited.
    "item_invite": PLAN,
    "item_days": PLAN,
    "guest": {**circle(200, supporter=403), "resident": 403},
    "guest_day": {**circle(405, supporter=405)},
    "guest_open": {**circle(405, supporter=405)},
    "guest_shut": {**circle(405, supporter=405)},
    "guest_letter": {**circle(200, supporter=403), "resident": 403},
    "guest_answer": circle(405),
    # The talk goes on, so its summary is the talk.
    "summary": circle(303, supporter=403),
    "summary_pdf": circle(303, supporter=403),
    "summary_correct": CIRCLE_PRESS,
    "item_notice": PLAN,
    "last_time": circle(200, supporter=403),
    "copies": OWN_PLACE,
    "copy_make": row(403, resident=405, other=405),
    # Bas asked for this copy.
    "copy_pdf": row(404, other=200),
    "copy_json": row(404, other=200),
    "copy_throw_away": PRESS,
    "copies_on_paper": OFFICER,
    "keeping": OFFICER,
    "keeping_term": OFFICER,
    "keeping_term_confirm": OFFICER,
    "run_ask": row(403, officer=405),
    "run": OFFICER,
    "run_approve": row(403, officer=405),
    "run_stop": row(403, officer=405),
    # Nothing was removed yet.
    "run_proof": row(403, officer=404),
    "destruction": OWN_PLACE,
    # Fatma decides for Sam.
    "destruction_ask": row(403, resident=200, other=404),
    "destruction_take_back": PRESS,
    "destruction_requests": OFFICER,
    "destruction_on_paper": OFFICER,
    # The organisation of Anouk wrote it.
    "destruction_part": row(404, lead=200, officer=200),
    "settings_domain": OFFICER,
    "settings_grounds": OFFICER,
    "settings_access": OFFICER,
    "explain": OFFICER,
    "explain_circle": OFFICER,
    "settings_log": OFFICER,
    "settings_people": OFFICER,
    "settings_person": OFFICER,
    "demo": ALL,
    # Nobody in the demo goes by this key.
    "demo_face": NOT_THERE,
    "front_door": ALL,
    "front_door_question": ALL,
    "front_door_check": ONWARD,
    "front_door_receipt": ONWARD,
    "front_door_again": PRESS_ALL,
    "follow": ALL,
    "follow_link": NOT_THERE,
    "triage": DOOR,
    "triage_search": DOOR_PRESS,
    "hand_on": PARTNER,
    "hand_on_accept": PRESS,
    "hand_on_refuse": PARTNER,
    # The partner was asked and has not said yes.
    "hand_on_circle": row(404, stranger=403),
    "help_request": DOOR,
    "help_request_take": DOOR_PRESS,
    "help_request_take_over": DOOR_PRESS,
    "help_request_put_back": DOOR_PRESS,
    "help_request_answer": DOOR,
    "help_request_reopen": DOOR_PRESS,
    "help_request_hand_on": DOOR,
    "help_request_withdraw": DOOR_PRESS,
    # A partner has been asked, so no circle is opened for it now.
    "help_request_circle": row(403),
    "help_request_same": DOOR_PRESS,
    "help_request_not_same": DOOR_PRESS,
    "help_request_new_person": DOOR_PRESS,
    "help_request_undo_person": DOOR_PRESS,
    "household": HOME_OF,
    "household_address": HOME_CHANGE,
    "household_add": HOME_CHANGE,
    "household_person": HOME_CHANGE,
    "household_leave": HOME_CHANGE,
    "household_authority": HOME_CHANGE,
    "household_supporter": HOME_CHANGE,
    # A law names the neighbourhood team and the front door, and not the landlord.
    "number_find": row(403, lead=200, door=200, officer=200, invited=200, left=200),
    "household_number": row(403, lead=200, door=200, officer=404, invited=404, left=404),
    "household_number_remove": row(403, lead=405, door=405, officer=405, invited=405, left=405),
    "household_same": DOOR,
    "household_join": DOOR,
    "household_authority_end": PRESS,
    "household_supporter_end": PRESS,
    "new": WORKS_HERE,
    "all_bottlenecks": WORKS_HERE,
    "circles": row(200),
    "circle_find": WORKS_HERE,
    # Nobody has searched for this household.
    "circle_open": row(404, resident=403, supporter=403, other=403),
    "circle_form": PLAN,
    # Nothing was proposed.
    "form_answer": PLAN_PRESS,
    "form_withdraw": PLAN_PRESS,
    "framework": PLAN,
    "framework_again": PLAN_PRESS,
    "circle_history": PLAN,
    "circle_close": PLAN,
    "circle_reopen": PLAN_PRESS,
    "members": CIRCLE,
    "expectations": CIRCLE,
    "member_invite": PLAN,
    "invite_person": PLAN,
    "invite_supporter": PLAN,
    "invite_professional": PLAN,
    "member_answer": {**circle(403), "invited": 200},
    "member_join": {**CIRCLE_PRESS, "invited": 405},
    # The one who was asked has an account and answers alone.
    "member_noted": circle(403),
    "member_withdraw": PLAN_PRESS,
    "member_remind": PLAN_PRESS,
    # Who was asked and has not answered is not in the circle yet.
    "member_steady": circle(403),
    "lead": CIRCLE,
    "lead_offer": CIRCLE_PRESS,
    "lead_take": CIRCLE_PRESS,
    # Nobody was asked.
    "lead_answer": circle(404),
    "lead_withdraw": CIRCLE_PRESS,
    "lead_deputy": LEAD_ONLY,
    "lead_handover": LEAD_ONLY,
    "leave": CIRCLE,
    # The housing corporation does not work with people in danger.
    "chair": CIRCLE,
    "settings_words": OFFICER,
    "settings_word_drop": row(403, officer=405),
    "crisis": CRISIS,
    "crisis_open": CRISIS,
    # Nobody broke the glass.
    "crisis_seen": row(404, lead=403, member=403, resident=403, supporter=403, invited=403),
    "crisis_close": row(404, lead=403, member=403, resident=403, supporter=403, invited=403),
    "crises": row(200),
    "crisis_review": row(404, lead=403, officer=200),
    "visit": PLAN,
    "safety_note_add": {**PLAN, "resident": 403},
    "safety_note_end": {**PLAN_PRESS, "resident": 403},
    "network": WORKS_HERE,
    "professional": WORKS_HERE,
    "organisation": WORKS_HERE,
    "my_card": WORKS_HERE,
    # Ahmed has no photo.
    "face": row(404),
    "plan": CIRCLE,
    "plan_readers": CIRCLE,
    "plan_versions": CIRCLE,
    "matters": PLAN,
    "message": PLAN,
    "horizon": PLAN,
    "goal_add": PLAN,
    "goal": PLAN,
    "goal_first": PLAN_PRESS,
    "goal_end": PLAN,
    "goal_reopen": PLAN_PRESS,
    "agreement_add": PLAN,
    "agreement": PLAN,
    # The agreement is of somebody else.
    "agreement_done": PLAN,
    "agreement_reopen": CIRCLE_PRESS,
    "bottlenecks": CIRCLE,
    "bottleneck_add": PLAN,
    # It is in the frame of the plan, which is not for people of the resident's own network.
    "bottleneck": circle(200, supporter=403),
    "bottleneck_owner": PLAN,
    "bottleneck_end": PLAN_PRESS,
    "bottleneck_reopen": PLAN_PRESS,
    "review": PLAN,
    "review_shown": PLAN,
    "plan_print": CIRCLE,
    "plan_pdf": CIRCLE,
    "language": PRESS_ALL,
    "health": ALL,
    "style": ALL,
}
# Where the rule stands in the view and only POST is taken: what POST answers to who may not.
PRESSED: dict[str, Row] = {
    "theme_join": row(403, stranger=303, left=303, invited=303, door=303, officer=303),
    "theme_leave": row(403, member=303),
    "theme_offer_back": row(403, lead=303),
    "theme_answer": row(400, resident=403, supporter=403, other=403),
    "theme_take": row(403),
    "report_put_back": row(403),
    "picture_remove": row(403, lead=303, member=303),
    "table_come": row(404, resident=403, supporter=403, other=403),
    "point_drop": row(404, resident=403, supporter=403, other=403),
    "table_harvest": row(404, resident=403, supporter=403, other=403),
    "hand_on_accept": row(404, stranger=303),
    "copy_make": row(403, resident=303, other=404),
    "copy_throw_away": row(404, other=303),
    "destruction_take_back": row(404, resident=303, officer=403),
    "household_authority_end": row(404, lead=303, member=303, door=303, resident=403),
    "household_supporter_end": row(404, lead=303, member=303, door=303, resident=403),
}
# What some may not read, with who of these people may.
SECRETS = {"De medicatie is veranderd.": {"resident"}, "Rust in het hoofd": {"lead", "resident"}}


def own_addresses(patterns: Any) -> Iterator[tuple[str, URLPattern]]:
    """All addresses of Kring itself; allauth has its own tests."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from own_addresses(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("kring."):
            yield pattern.name, pattern


FOUND = dict(own_addresses(get_resolver().url_patterns))


@kept_in_stock("named")
def something_of_every_kind(world: World) -> dict[str, Any]:
    """What the parts of an address stand for: things of household De W., its circle, and a question at the door."""
    door, anouk, seat = world.actor(world.door), world.actor(world.anouk), world.seat(world.anouk)
    request = intake.ask_for_help(
        world.municipality, sender="self", given_name="Bas", family_name="Yilmaz", words="Ik zoek werk.", by=None
    )
    intake.take_in_hand(request, by=door)
    hand_on = intake.hand_on(request, to=world.stranger.organisation, why="Past bij jullie.", by=door)
    crisis = CrisisAccess.objects.create(
        circle=world.other_circle,
        professional=world.anouk,
        organisation=world.anouk.organisation,
        danger="life",
        words="Er was gevaar.",
        since=clock.now() - timedelta(days=2),
        until=clock.now() - timedelta(days=1),
    )
    consent, share = asked_to_share(world)
    part = asked_to_destroy(world)
    table = at_a_table(world)
    mirror = ask_a_mirror(world)
    copy = ask_copy(world.other_person, by=world.actor(world.other_person))
    make_copies()
    return {
        "circle_id": world.circle.pk,
        "kind": "note",
        "item_id": world.money_note.pk,
        "goal_id": world.goal.pk,
        "agreement_id": world.agreement.pk,
        "review_id": plans.hold_review(world.period, outcomes={}, score=6, by=anouk, seat=seat).pk,
        "member_id": world.seat(world.invited).pk,
        "request_id": request.pk,
        "hand_on_id": hand_on.pk,
        "household_id": world.household.pk,
        "person_id": world.sam.pk,
        "other_id": world.other_person.pk,
        "authority_id": Authority.objects.get(about=world.sam).pk,
        "supporter_id": world.supporter.pk,
        "domain_id": world.domains["geld"].pk,
        "professional_id": world.ahmed.pk,
        "organisation_id": world.ahmed.organisation_id,
        "term_id": world.municipality.terms.first().pk,
        "asked_id": world.circle.pk,
        "crisis_id": crisis.pk,
        "note_id": world.money_note.pk,
        "bottleneck_id": a_bottleneck(world).pk,
        "consent_id": consent.pk,
        **table,
        **a_theme(world),
        "case_id": mirror.pk,
        "mirror_meeting_id": mirror.mirror.meeting_id,
        "feed_id": world.circle.pk,
        "framework_id": world.money_note.pk,
        "ask_id": world.money_note.pk,
        "copy_id": copy.pk,
        "run_id": ask_run(world.municipality, by=world.actor(world.officer)).pk,
        "destruction_id": part.request_id,
        "part_id": part.pk,
        "of": "circle",
        "voice_id": consent.pk,
        "withholding_id": consent.pk,
        **looked_at(world),
        "ground_id": Ground.objects.filter(municipality=world.municipality).first().pk,
        "covenant_id": a_covenant(world).pk,
        "number": 1,
        "share_id": share.pk,
        "token": "x",
        "key": "voor-wie",
    }


def a_bottleneck(world: World) -> Bottleneck:
    """Ahmed keeps at a rule that stops the plan."""
    return plans.add_bottleneck(
        world.circle,
        rule="Geen huis met schuld",
        effect="Ze kan niet weg",
        who_could_decide="De directeur",
        owner=world.seat(world.ahmed),
        due_on=clock.today() + timedelta(days=9),
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )


def at_a_table(world: World) -> dict[str, Any]:
    """Household De W. is talked about, and one agreement waits to be read back."""
    said = talk(world)
    item = said.item
    anouk: Any = {"by": world.actor(world.anouk), "seat": world.seat(world.anouk)}
    who = world.seat(world.ahmed)
    back = meetings.agree(item, goal=world.goal, what="Bellen", who=who, due_on=clock.today(), **anouk)
    asked = {"name": "Tafel", "first_on": clock.today(), "every_weeks": 4, "at": time(13), "asked": [world.ahmed]}
    series = meetings.start_series(**asked, by=world.actor(world.anouk))
    place = series.places.get(holder=world.ahmed)
    method = Method.objects.get(municipality=world.municipality)
    return {
        "series_id": series.pk,
        "place_id": place.pk,
        "meeting_id": item.meeting_id,
        "talk_id": item.pk,
        "back_id": back.pk,
        "parked_id": said.parked.pk,
        "guest_id": item.guests.get().pk,
        "draft_id": item.drafts.get().pk,
        "method_id": method.pk,
        "step_id": method.steps.first().pk,
    }


def a_theme(world: World) -> dict[str, Any]:
    """Anouk's theme, which Ahmed joined, with something that follows, a report, and a picture."""
    anouk = world.actor(world.anouk)
    theme = themes.start_theme(name="Huisuitzettingen", about="Eerder weten.", by=anouk)
    themes.join_theme(theme, by=world.actor(world.ahmed))
    themes.offer_theme(theme, world.ahmed, why="Wil jij?", by=anouk)
    follow_up = themes.add_follow_up(theme, what="Bellen", who=world.ahmed, due_on=clock.today(), by=anouk)
    report = themes.start_report(theme, title="Verslag", text="Koffie.", by=anouk)
    picture = themes.add_picture(report, file=as_file(Image.new("RGB", (9, 9)), "x.jpg"), says="Het bord", by=anouk)
    return {
        "theme_id": theme.pk,
        "follow_up_id": follow_up.pk,
        "report_id": report.pk,
        "picture_id": picture.pk,
        "point_id": theme.pk,
    }


def looked_at(world: World) -> dict[str, Any]:
    """Ahmed looked at Fatma; she asks why he did so the day before; it was odd, and hidden once."""
    look = Look(at=clock.now(), page="plan", purpose="plan", allowed=True, about_person=world.fatma.pk)
    look.by_user, look.by_name = world.ahmed.user_id, world.ahmed.name
    look.by_organisation_id = world.ahmed.organisation_id
    look.save()
    # As the worker does within seconds.
    seal_new_looks()
    before = Look(
        by_user=look.by_user, by_name=look.by_name, by_organisation_id=look.by_organisation_id, purpose="plan"
    )
    before.at = clock.now() - timedelta(days=1)
    question = ask_about_look(before, world.fatma, words="", by=world.actor(world.fatma))
    odd = OddLook.objects.create(
        rule="night",
        by_user=world.ahmed.user_id,
        by_name="Ahmed",
        day=clock.today(),
        look=look.pk,
        by_organisation_id=world.ahmed.organisation_id,
    )
    how = Hide("safety", "Dreiging.", clock.today())
    hidden = hide_looks(world.sam, world.ahmed.organisation, how, by=world.actor(world.officer))
    return {"look_id": look.pk, "question_id": question.pk, "odd_id": odd.pk, "hidden_id": hidden.pk}


def asked_to_destroy(world: World) -> DestructionPart:
    """Fatma asks the organisation of Anouk to destroy what it wrote about her."""
    plans.write_note(
        world.circle,
        text="Ze belde.",
        life_domain=world.domains["geld"],
        about=world.fatma,
        by=world.actor(world.anouk),
        seat=world.seat(world.anouk),
    )
    key = (world.circle.pk, world.anouk.organisation_id)
    return ask_to_destroy(world.fatma, [key], by=world.actor(world.fatma)).parts.get()


def a_covenant(world: World) -> Covenant:
    version = RulesVersion.objects.get(municipality=world.municipality)
    until = clock.now() + timedelta(days=9)
    return Covenant.objects.create(municipality=world.municipality, name="X", until=until, added_in=version)


def asked_to_share(world: World) -> tuple[Consent, ShareRequest]:
    """Anouk asks Fatma for consent; Ahmed asks Gees to share what she wrote."""
    wish = Wish(
        about=world.fatma,
        life_domains=[world.domains["geld"]],
        purpose="Om samen te helpen",
        until=clock.today() + timedelta(days=30),
        organisations=[world.anouk.organisation],
        up_to=1,
    )
    consent = ask_consent(world.circle, wish, by=world.actor(world.anouk), seat=world.seat(world.anouk))
    here = load_circle(world.circle.pk)
    assert here is not None
    ahmed = Reading(here, world.seat(world.ahmed))
    return consent, ask_to_share(world.health_note, why="Voor de huur", by=world.actor(world.ahmed), reading=ahmed)


@pytest.fixture
def named(_begins_with: tuple[World, dict[str, Any]]) -> dict[str, Any]:
    return _begins_with[1]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(FOUND) == set(ADDRESSES)
    assert set(PRESSED) <= set(ADDRESSES)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_everybody_gets_the_answer_in_the_table(
    world: World, sign_in: SignIn, named: dict[str, Any], name: str
) -> None:
    parts = {part: named[part] for part in FOUND[name].pattern.converters}
    if name.startswith("mirror") and "meeting_id" in parts:
        parts["meeting_id"] = named["mirror_meeting_id"]
    if name == "settings_grounds":
        parts["kind"] = "wijkteam"
    address = reverse(name, kwargs=parts)
    answers: Row = {}
    for person, attribute in PEOPLE.items():
        browser = sign_in(getattr(world, attribute)) if attribute else Client()
        answer = browser.get(address)
        answers[person] = answer.status_code
        said = b"".join(answer).decode(errors="ignore")
        for secret, may_read in SECRETS.items():
            assert person in may_read or secret not in said, person
        pressed = press(browser, address)
        if name in PRESSED:
            assert pressed == PRESSED[name][person], person
        elif answer.status_code in (403, 404) or (person == "anonymous" and name in needing_an_account()):
            assert pressed in (302, 303, 403, 404, 405), person
            assert pressed not in (302, 303) or person == "anonymous", person
        else:
            assert pressed < 500, person
    assert answers == ADDRESSES[name]


def test_the_circle_of_another_household_is_not_there(world: World, sign_in: SignIn, named: dict[str, Any]) -> None:
    """Ids of one household under the address of another open nothing, for whoever belongs to that other one."""
    browser = sign_in(world.stranger)
    for name, pattern in FOUND.items():
        converters = set(pattern.pattern.converters)
        # A professional of the network belongs to no household.
        if "circle_id" in converters and converters - {"circle_id", "professional_id"}:
            parts = {**{part: named[part] for part in converters}, "circle_id": world.other_circle.pk}
            address = reverse(name, kwargs=parts)
            assert browser.get(address).status_code in (404, 405), name
            assert press(browser, address) in (404, 405), name


def needing_an_account() -> set[str]:
    """Addresses that send who has not signed in to the sign-in page."""
    return {name for name, answers in ADDRESSES.items() if answers["anonymous"] == 302 and answers is not ONWARD}


def press(browser: Client, address: str) -> int:
    """What an empty form sent there is answered; nothing of it stays."""
    with transaction.atomic():
        status: int = browser.post(address, {"once": str(uuid.uuid4())}).status_code
        transaction.set_rollback(True)
    return status
