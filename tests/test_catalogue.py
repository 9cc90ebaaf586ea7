"""The catalogues of texts: every way of asking for a text is found, and what is not right is named."""

import gettext
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from kring.core import catalogue

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext
title = _("A plan")
def count(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
may = pgettext("month", "May")
short = npgettext("short", "%(n)s d", "%(n)s dd", 2)
"""
PAGE = """{% load i18n %}
<h1>{% translate "It's a circle" %}</h1>
{% translate "May" context "allowed" %}
{% blocktranslate count n=days trimmed %}
  One day of {{ name }}
{% plural %}
  {{ n }} days of {{ name }}
{% endblocktranslate %}
<a title="{% trans 'Close' %}">{{ _("Open") }}</a>
"""


def module(folder: Path, name: str, code: str, page: str = "") -> Path:
    """A module of Kring with one Python file and one template."""
    place = folder / name
    (place / "templates").mkdir(parents=True)
    (place / "code.py").write_text(code)
    (place / "templates" / "page.html").write_text(page)
    return place


def translate(place: Path, **answers: str) -> None:
    """Write Dutch answers; what is not named is answered with its own text."""
    path = place / "locale/nl/LC_MESSAGES/django.po"
    catalogue_nl = polib.pofile(str(path))
    for entry in catalogue_nl:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = answers.get(entry.msgid, entry.msgid)
    catalogue_nl.save(str(path))


def test_every_way_of_asking_for_a_text_is_found(tmp_path: Path) -> None:
    texts = catalogue.texts_of(module(tmp_path, "plans", CODE, PAGE))
    assert {(text.context, text.msgid, text.plural) for text in texts.values()} == {
        ("", "A plan", ""),
        ("", "%(n)s day", "%(n)s days"),
        ("month", "May", ""),
        ("short", "%(n)s d", "%(n)s dd"),
        ("", "It's a circle", ""),
        ("allowed", "May", ""),
        ("", "One day of %(name)s", "%(n)s days of %(name)s"),
        ("", "Close", ""),
        ("", "Open", ""),
    }


def test_dutch_is_asked_for_and_english_speaks_for_itself(tmp_path: Path) -> None:
    plans = module(tmp_path, "plans", CODE, PAGE)
    catalogue.update(plans)
    said = catalogue.faults([plans])
    assert len(said) == 9
    assert all(line.startswith("plans/nl: not translated: ") for line in said)
    translate(plans)
    assert catalogue.faults([plans]) == []


def test_an_update_keeps_what_was_translated_and_drops_what_is_gone(tmp_path: Path) -> None:
    plans = module(tmp_path, "plans", '_("A plan")\n_("A goal")')
    catalogue.update(plans)
    translate(plans, **{"A plan": "Een plan", "A goal": "Een doel"})
    (plans / "code.py").write_text('_("A plan")\n_("A wish")')
    assert sorted(line for line in catalogue.faults([plans]) if "/nl" in line) == [
        "plans/nl: no longer in the code: 'A goal'",
        "plans/nl: not in the catalogue: 'A wish'",
    ]
    catalogue.update(plans)
    assert catalogue.faults([plans]) == ["plans/nl: not translated: 'A wish'"]
    known = polib.pofile(str(plans / "locale/nl/LC_MESSAGES/django.po"))
    assert {entry.msgid: entry.msgstr for entry in known} == {"A plan": "Een plan", "A wish": ""}


def test_an_unsure_translation_is_named(tmp_path: Path) -> None:
    plans = module(tmp_path, "plans", '_("A plan")')
    catalogue.update(plans)
    translate(plans)
    path = plans / "locale/nl/LC_MESSAGES/django.po"
    path.write_text(path.read_text().replace('msgid "A plan"', '#, fuzzy\nmsgid "A plan"'))
    assert catalogue.faults([plans]) == ["plans/nl: not translated: 'A plan'"]


@pytest.mark.parametrize("answer", ["Dag %(naam)s", "Dag"])
def test_a_translation_that_cannot_be_filled_in_is_named(tmp_path: Path, answer: str) -> None:
    plans = module(tmp_path, "plans", '_("Hello %(name)s")')
    catalogue.update(plans)
    translate(plans, **{"Hello %(name)s": answer})
    assert catalogue.faults([plans]) == ["plans/nl: other places to fill in than in: 'Hello %(name)s'"]


def test_two_modules_that_say_the_same_text_otherwise_are_named_unless_the_context_differs(tmp_path: Path) -> None:
    code = '_("Open")\npgettext("{}", "Close")'
    modules = [module(tmp_path, name, code.format(name)) for name in ("circles", "plans")]
    for place in modules:
        catalogue.update(place)
        translate(place, Open=f"Open in {place.name}", Close=f"Dicht in {place.name}")
    assert catalogue.faults(modules) == ["plans/nl: said otherwise in circles: 'Open'"]


def test_what_is_compiled_is_what_django_reads(tmp_path: Path) -> None:
    plans = module(tmp_path, "plans", CODE)
    catalogue.update(plans)
    translate(plans, **{"A plan": "Een plan", "May": "mei"})
    assert catalogue.compile_all([plans]) == 2
    with (plans / "locale/nl/LC_MESSAGES/django.mo").open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("A plan") == "Een plan"
    assert dutch.pgettext("month", "May") == "mei"
    assert [dutch.ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == [
        "%(n)s days",
        "%(n)s day",
        "%(n)s days",
    ]


def test_a_module_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="There is no module plns"):
        call_command("catalogue", "plns", check=True)
