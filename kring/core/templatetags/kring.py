"""The words of every template (builtins, no {% load %}): keys, people, icons, badges, blocks, days in words."""

import json
import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kring.core import when

register = template.Library()

BUILT_ICONS = Path(__file__).resolve().parent.parent / "static/core/build/icons.json"
STATE_ICONS = {"ok": "circle-check", "info": "info-circle", "warn": "alert-triangle", "error": "alert-circle"}


@cache
def _icons() -> dict[str, str]:
    """The built icons, name -> SVG shapes; none before script/assets has run."""
    return json.loads(BUILT_ICONS.read_text()) if BUILT_ICONS.exists() else {}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon as SVG, hidden from screen readers: the words beside it say what it means.

    Raises KeyError for a name that is not in assets/icons.json. Nothing is drawn before script/assets has run.
    """
    shapes = _icons()
    if not shapes:
        return mark_safe("")
    return format_html(
        '<svg class="kring-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(shapes[name]),  # noqa: S308  built from the installed icons, never from input
    )


@register.simple_tag(takes_context=True)
def form_keys(context: template.Context) -> SafeString:
    """The hidden inputs that every form carries: the CSRF token and a fresh one-time key (`once`)."""
    request = context.get("request")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="once" value="{}">',
        get_token(request) if request else "",
        uuid.uuid4(),
    )


@register.simple_tag(takes_context=True)
def has_mistakes(context: template.Context) -> bool:
    """Does this page show mistakes of a form that was sent? A page with buttons only says `mistakes` itself."""
    told = context.flatten()
    return bool(told.get("mistakes")) or any(_wrong(value) for value in told.values())


def _wrong(value: object) -> bool:
    """A form with mistakes (a sample has no sender), or a list that holds one."""
    if isinstance(value, BaseForm):
        return value.is_bound and bool(value.errors) and not getattr(value, "sample", False)
    return isinstance(value, list | tuple) and any(_wrong(one) for one in value)


@register.simple_tag
def badge(text: object, state: str = "neutral") -> SafeString:
    """A short word about a state: neutral, ok, info, warn or error. Colour is never alone: the word says it."""
    return format_html('<span class="nl-data-badge kring-badge kring-badge--{}">{}</span>', state, text)


@register.simple_tag
def face(who: object, size: str = "") -> SafeString:
    """The photo of a person, or their initials; decoration, so put the name beside it."""
    kind = f" kring-face--{size}" if size else ""
    if photo := getattr(who, "photo_url", ""):
        return format_html('<img class="kring-face{}" src="{}" alt="" width="48" height="48">', kind, photo)
    return format_html('<span class="kring-face{}" aria-hidden="true">{}</span>', kind, getattr(who, "initials", ""))


@register.inclusion_tag("core/parts/person.html")
def person(who: object, size: str = "", role: object = "", url: str = "") -> dict[str, Any]:
    """A person: face, name, role or function, organisation; phone and mail one press away.

    `who` is any object; name, initials, photo_url, organisation_name, function, phone and email are used where it
    has them. `size` is "small" (no contact), "" or "large" (numbers written out). `url` makes the name a link.
    """
    phone = str(getattr(who, "phone", "") or "")
    return {
        "who": who,
        "size": size,
        "role": role or getattr(who, "function", ""),
        "organisation": getattr(who, "organisation_name", ""),
        "phone": phone,
        "dial": "".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        "email": getattr(who, "email", ""),
        "url": url,
    }


@register.simple_tag
def progress(done: int, total: int, words: object = "") -> SafeString:
    """A bar with its words: "week 4 van 6", or the words given."""
    text = words or _("week %(done)s of %(total)s") % {"done": done, "total": total}
    return format_html(
        '<span class="kring-progress"><span>{}</span>'
        '<progress value="{}" max="{}" aria-hidden="true"></progress></span>',
        text,
        min(done, total),
        total,
    )


@register.simple_block_tag
def card(content: str, heading: object = "", url: str = "", level: int = 3) -> str:
    """{% card "Heading" url %}...{% endcard %}: one thing among others, whole, to press or to read."""
    context = {"body": content, "heading": heading, "url": url, "level": level}
    return render_to_string("core/parts/card.html", context)


@register.simple_block_tag
def disclosure(content: str, summary: object, open: bool = False) -> str:
    """{% disclosure "More" %}...{% enddisclosure %}: details that open with one press, without JavaScript."""
    return render_to_string("core/parts/disclosure.html", {"body": content, "summary": summary, "open": open})


@register.simple_block_tag
def alert(content: str, state: str = "info", heading: object = "") -> str:
    """{% alert "warn" "Heading" %}...{% endalert %}: a message that stands out: info, ok, warn or error."""
    return render_to_string("core/parts/alert.html", {"text": content, "state": state, "heading": heading})


@register.filter
def state_icon(state: str) -> str:
    """The icon that goes with a state, so that colour is never alone."""
    return STATE_ICONS.get(state, "info-circle")


@register.filter
def labelled(cells: Iterable[object], headers: Iterable[object]) -> list[tuple[object, object]]:
    """Pairs (header, cell), so that a row can be stacked on a phone with its labels."""
    return list(zip(headers, cells, strict=True))


def _of_value(say: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter that says nothing where there is nothing."""

    def filtered(value: date | datetime | None) -> str:
        return say(value) if value else ""

    return filtered


register.filter("day", _of_value(when.short_day))
register.filter("full_day", _of_value(when.full_day))
register.filter("moment", _of_value(when.moment))
register.filter("week", _of_value(when.week))
register.filter("days_left", _of_value(when.days_left))
register.filter("from_now", _of_value(when.from_now))


@register.filter
def euro(amount: Decimal | int | float | None) -> str:
    """€ 1.250, or € 1.250,50 where there are cents."""
    if amount is None:
        return ""
    whole = Decimal(amount) == int(amount)
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return "€ " + text.translate(str.maketrans(",.", ".,"))
