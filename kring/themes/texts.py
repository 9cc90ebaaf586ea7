"""The text of a report: markdown on paper, safe HTML on the screen, and what differs between two versions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import nh3
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from kring.themes.merging import lines_of
from kring.themes.models import Picture

# Pictures from elsewhere and HTML of one's own are no part of it: who reads is told to nobody else.
_markdown = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
)
TAGS = {"h2", "h3", "h4", "p", "br", "ul", "ol", "li", "strong", "em", "s", "blockquote", "hr", "a", "code", "pre"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_PLACE = re.compile(r"\[foto (\d{1,3})\]", re.IGNORECASE)
_ALONE = re.compile(r"<p>\s*\[foto (\d{1,3})\]\s*</p>", re.IGNORECASE)
AROUND = 1


def shown(text: str, pictures: Iterable[Picture] = ()) -> SafeString:
    """The text as it is read. `[foto 2]` on a line of its own is the place of picture 2; other pictures come last."""
    by_number = {picture.number: picture for picture in pictures}
    placed: set[int] = set()

    def place(match: re.Match[str]) -> str:
        picture = by_number.get(int(match.group(1)))
        if picture is None:
            return ""
        placed.add(picture.number)
        return _figure(picture)

    body = _ALONE.sub(place, _html(text))
    rest = "".join(_figure(picture) for number, picture in by_number.items() if number not in placed)
    # Cleaned by nh3 and made of escaped figures only.
    return mark_safe(body + rest)  # noqa: S308


def excerpt(text: str, words: Iterable[str] = (), *, length: int = 180) -> str:
    """Some plain text around the first of these words, or the beginning."""
    flat = " ".join(re.sub(r"[#*_>|`~-]+", " ", _PLACE.sub(" ", text)).split())
    lower = flat.lower()
    at = min((place for word in words if (place := lower.find(word.lower())) >= 0), default=0)
    start = max(0, at - length // 3)
    piece = flat[start : start + length]
    return ("… " if start else "") + piece + (" …" if start + length < len(flat) else "")


@dataclass(frozen=True)
class Line:
    """A line of both versions beside each other: `same`, `gone`, `new`, `changed`, or `skipped` (that many lines)."""

    kind: str
    words: tuple[tuple[str, str], ...] = ()
    skipped: int = 0


def differences(before: str, after: str) -> list[Line]:
    """What a person sees changed from one text to the other; of what stayed one line around it."""
    old, new = lines_of(before), lines_of(after)
    found: list[Line] = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += _same(old[first:last], start=first == 0, end=last == len(old))
        else:
            found += _changed(old[first:last], new[begin:end])
    return found


def _same(lines: list[str], *, start: bool, end: bool) -> Iterator[Line]:
    head, tail = (0 if start else AROUND), (0 if end else AROUND)
    if len(lines) <= head + tail + 1:
        yield from (Line("same", (("same", line),)) for line in lines)
        return
    yield from (Line("same", (("same", line),)) for line in lines[:head])
    yield Line("skipped", skipped=len(lines) - head - tail)
    yield from (Line("same", (("same", line),)) for line in lines[len(lines) - tail :])


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    for place in range(max(len(old), len(new))):
        was = old[place] if place < len(old) else None
        now = new[place] if place < len(new) else None
        if was is not None and now is not None and was.strip() and now.strip():
            yield Line("changed", tuple(_words(was, now)))
        else:
            if was is not None and was.strip():
                yield Line("gone", (("gone", was),))
            if now is not None and now.strip():
                yield Line("new", (("new", now),))


def _words(was: str, now: str) -> Iterator[tuple[str, str]]:
    old, new = re.split(r"(\s+)", was), re.split(r"(\s+)", now)
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[first:last])
            continue
        if last > first:
            yield "gone", "".join(old[first:last])
        if end > begin:
            yield "new", "".join(new[begin:end])


def _html(text: str) -> str:
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            # The page itself has the first heading.
            token.tag = f"h{min(4, max(2, int(token.tag[1])))}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )


def _figure(picture: Picture) -> SafeString:
    address = reverse("picture", args=[picture.pk])
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}" loading="lazy"><figcaption>{}</figcaption></figure>',
        address,
        picture.width,
        picture.height,
        picture.says,
        picture.says,
    )
