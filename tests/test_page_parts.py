"""The parts that every page is made of: forms, people, days in words, the language, refusals."""

import importlib
import pkgutil
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings as project
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

import kring
from kring.core import clock, when
from kring.core.forms import DateField, Form, ModelForm
from kring.core.style import SampleForm

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Short(Form):
    name = forms.CharField(max_length=5)
    born = DateField(required=False)


def drawn(text: str, **context: object) -> str:
    request = RequestFactory().get("/")
    return Template(text).render(Context({"request": request, **context}))


def all_below(kind: type) -> list[type]:
    return [found for child in kind.__subclasses__() for found in [child, *all_below(child)]]


def form_drawn(form: Form) -> str:
    return drawn('{% include "core/parts/form.html" %}', form=form)


def test_a_wrong_form_says_on_top_what_is_wrong_and_links_to_the_field() -> None:
    page = form_drawn(Short({"name": "", "born": "31 feb"}))
    assert 'role="alert"' in page
    assert 'href="#id_name"' in page
    assert 'href="#id_born"' in page
    assert page.index('role="alert"') < page.index('id="id_name"')
    assert "autofocus" in page.split('role="alert"')[1].split(">")[0]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"form": Short({"name": ""})}, True),
        ({"rows": [Short(), Short({"name": ""})]}, True),
        ({"mistakes": True}, True),
        ({"form": Short(), "other": Short({"name": "Fatma"})}, False),
        ({"form": SampleForm({})}, False),
    ],
)
def test_the_tab_says_that_something_went_wrong_with_a_form(told: dict[str, object], says: bool) -> None:
    page = drawn("{% extends 'core/plain.html' %}{% block title %}Iets schrijven{% endblock %}", **told)
    assert f"<title>{'Fout: ' if says else ''}Iets schrijven · Kring</title>" in page


def test_a_field_tells_its_error_and_its_help_to_a_screen_reader() -> None:
    page = form_drawn(Short({"name": "Fatma", "born": "morgen"}))
    assert 'aria-describedby="id_born_helptext id_born_error"' in page
    assert 'id="id_born_helptext"' in page
    assert 'id="id_born_error"' in page
    assert 'aria-invalid="true"' in page


def test_an_error_in_a_choice_links_to_the_first_choice() -> None:
    page = form_drawn(SampleForm({}))
    assert 'href="#id_who_0"' in page
    assert 'id="id_who_0"' in page


def test_a_good_form_shows_no_errors() -> None:
    form = Short({"name": "Fatma", "born": ""})
    assert form.is_valid()
    assert 'role="alert"' not in form_drawn(form)


def test_a_field_that_may_stay_empty_says_so() -> None:
    page = form_drawn(Short())
    assert page.count("(mag leeg blijven)") == 1


def test_every_form_carries_a_fresh_key_and_a_token() -> None:
    first, second = form_drawn(Short()), form_drawn(Short())
    assert 'name="csrfmiddlewaretoken" value="' in first
    assert first.split('name="once" value="')[1][:36] != second.split('name="once" value="')[1][:36]


@pytest.mark.parametrize("written", ["31-12-1980", "1980-12-31", "31/12/1980", "31.12.1980", " 31-12-1980 "])
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    form = Short({"name": "Fatma", "born": written})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1980, 12, 31)


@pytest.mark.parametrize("written", ["31-02-1980", "12-31-1980", "31-12-80", "morgen", "0001-01-01", "31-12-1980\x00"])
def test_a_wrong_date_says_how_to_write_it(written: str) -> None:
    form = Short({"name": "Fatma", "born": written})
    assert form.errors["born"] == ["Schrijf de datum als 31-12-1980."]


def test_a_date_is_shown_again_as_people_write_it() -> None:
    assert 'value="31-12-1980"' in form_drawn(Short(initial={"born": date(1980, 12, 31)}))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x85", "\ud800"])
def test_text_with_a_sign_that_cannot_be_kept_is_refused_in_dutch(sign: str) -> None:
    form = Short({"name": f"Fa{sign}t"})
    assert form.errors["name"] == ["In deze tekst staat een teken dat niet bewaard kan worden. Typ de tekst opnieuw."]


def test_every_form_of_kring_refuses_such_signs() -> None:
    for found in pkgutil.walk_packages(kring.__path__, "kring."):
        if found.name.endswith(".forms"):
            importlib.import_module(found.name)
    ours = [form for form in all_below(forms.BaseForm) if form.__module__.startswith("kring.")]
    assert SampleForm in ours
    assert [form for form in ours if not issubclass(form, Form | ModelForm)] == []


@pytest.mark.parametrize("text", ["Zoë 🙂", "فاطمة", "<b>a", "a\tb"])
def test_text_in_any_script_is_welcome(text: str) -> None:
    assert Short({"name": text}).is_valid()


def test_text_that_is_too_long_says_how_much_fits() -> None:
    form = Short({"name": "Fatimazahra"})
    assert form.errors["name"] == ["Dit is te lang. Er passen 5 tekens, het zijn er 11."]


def test_text_of_people_is_never_markup() -> None:
    page = drawn("{% person who %}", who=SimpleNamespace(name="<script>x", initials="<b>", phone="<i>6"))
    assert "<script" not in page
    assert "<b>" not in page
    assert 'href="tel:6"' in page


def test_a_person_shows_face_name_organisation_and_is_one_press_away() -> None:
    who = SimpleNamespace(
        name="Anouk Visser",
        initials="AV",
        function="regisseur",
        organisation_name="Wijkteam Noord",
        phone="+31 6 12 34 56 78",
        email="anouk@example.nl",
    )
    page = drawn("{% person who %}", who=who)
    for part in ("AV", "Anouk Visser", "regisseur · Wijkteam Noord", 'href="tel:+31612345678"', "Bel Anouk Visser"):
        assert part in page
    assert 'href="mailto:anouk@example.nl"' in page


def test_a_person_with_only_a_name_has_nothing_to_press() -> None:
    page = drawn("{% person who %}", who=SimpleNamespace(name="Ria", initials="R"))
    assert "Ria" in page
    assert "href" not in page


@pytest.mark.parametrize(
    ("day", "short", "full", "week", "left", "away"),
    [
        (date(2026, 11, 23), "vandaag", "vandaag (ma 23 november)", "deze week", "vandaag", "vandaag"),
        (date(2026, 11, 24), "morgen", "morgen (di 24 november)", "deze week", "nog 1 dag", "morgen"),
        (date(2026, 11, 22), "gisteren", "gisteren (zo 22 november)", "vorige week", "1 dag te laat", "gisteren"),
        (date(2026, 12, 2), "wo 2 dec", "woensdag 2 december", "volgende week", "nog 9 dagen", "over 9 dagen"),
        (date(2026, 12, 9), "wo 9 dec", "woensdag 9 december", "week 50", "nog 16 dagen", "over 16 dagen"),
        (date(2026, 11, 20), "vr 20 nov", "vrijdag 20 november", "vorige week", "3 dagen te laat", "3 dagen geleden"),
        (
            date(2027, 1, 15),
            "vr 15 jan 2027",
            "vrijdag 15 januari 2027",
            "week 2, 2027",
            "nog 53 dagen",
            "over 53 dagen",
        ),
    ],
)
def test_days_are_said_as_people_say_them(day: date, short: str, full: str, week: str, left: str, away: str) -> None:
    with clock.at(MONDAY):
        said = when.short_day(day), when.full_day(day), when.week(day), when.days_left(day), when.from_now(day)
    assert said == (short, full, week, left, away)


def test_a_moment_is_on_the_day_that_the_municipality_lives() -> None:
    with clock.at(MONDAY):
        assert when.moment(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "morgen 00:30"
        assert when.short_day(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == "vandaag"


def test_days_are_said_in_english_to_who_chose_english() -> None:
    with clock.at(MONDAY), translation.override("en"):
        assert when.full_day(date(2026, 11, 24)) == "tomorrow (Tue 24 November)"
        assert when.short_day(date(2026, 12, 2)) == "Wed 2 Dec"


def test_a_filter_says_nothing_about_no_day() -> None:
    assert drawn("{{ nothing|day }}{{ nothing|week }}", nothing=None) == ""


@pytest.mark.parametrize(
    ("amount", "said"), [(1250, "€ 1.250"), (Decimal("12.50"), "€ 12,50"), (1234567, "€ 1.234.567"), (None, "")]
)
def test_money_is_written_in_the_dutch_way(amount: object, said: str) -> None:
    assert drawn("{{ amount|euro }}", amount=amount) == said


def test_a_bar_has_words() -> None:
    page = drawn("{% progress 4 6 %}")
    assert "week 4 van 6" in page
    assert 'value="4" max="6"' in page


def test_an_icon_that_is_not_in_the_list_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kring.core.templatetags.kring._icons", lambda: {"phone": "<path/>"})
    assert "<path/>" in drawn('{% icon "phone" %}')
    with pytest.raises(KeyError):
        drawn('{% icon "nonsense" %}')


def test_a_table_keeps_its_labels_for_a_phone() -> None:
    page = drawn('{% include "core/parts/table.html" %}', headers=["Wie", "Wat"], rows=[["Ria", "Brieven"]])
    assert 'data-label="Wie"' in page
    assert 'data-label="Wat"' in page


def test_a_refusal_says_why_what_opens_it_and_whom_to_ask() -> None:
    page = drawn(
        '{% include "core/parts/reason.html" %}', reason="Het plan is dicht.", what_opens="Begin opnieuw.", whom="Anouk"
    )
    for part in ("Het plan is dicht.", "Wat kan wel:", "Begin opnieuw.", "Vraag het aan:", "Anouk"):
        assert part in page


@pytest.mark.django_db
def test_the_screen_is_dutch_whatever_the_browser_asks_for(client: Client) -> None:
    page = client.get("/stijl/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert page.headers["Content-Language"] == "nl"
    assert '<html lang="nl"' in page.text


@pytest.mark.django_db
def test_a_chosen_language_stays_and_goes_back_to_the_page(client: Client) -> None:
    answer = client.post("/taal/", {"language": "en", "next": "/stijl/?a=1"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/stijl/?a=1"
    assert '<html lang="en"' in client.get("/stijl/").text


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", ""])
def test_choosing_a_language_never_leads_elsewhere(client: Client, back: str) -> None:
    assert client.post("/taal/", {"language": "en", "next": back}).headers["Location"] == "/"


@pytest.mark.django_db
def test_a_language_that_kring_does_not_speak_is_not_kept(client: Client) -> None:
    client.post("/taal/", {"language": "fr", "next": "/stijl/"})
    client.cookies["kring_language"] = "../../etc"
    assert '<html lang="nl"' in client.get("/stijl/").text


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_no_more_than_one_that_is_not_yours(client: Client) -> None:
    page = client.get("/er-is-hier-niets/")
    assert page.status_code == 404
    assert "bestaat niet, of is niet voor dit account" in page.text
    assert "er-is-hier-niets" not in page.text.replace('value="/er-is-hier-niets/"', "")


@pytest.mark.django_db
def test_all_parts_are_shown_in_the_demo_only(client: Client, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert client.get("/stijl/").status_code == 200
    settings.DEMO = False  # type: ignore[attr-defined]
    assert client.get("/stijl/").status_code == 404


@pytest.mark.django_db
def test_kring_says_that_it_is_well(client: Client) -> None:
    assert client.get("/gezond/").text == "ok\n"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/stijl/", "/account/login/", "/er-is-hier-niets/"])
def test_no_page_needs_inline_style_or_script(client: Client, path: str) -> None:
    page = client.get(path).text
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    assert page.count("<script") == page.count("<script src=")


def test_a_list_to_choose_from_shows_its_arrow_wherever_it_stands() -> None:
    """The arrow is drawn by the element around a list: without it nobody sees that there is more to choose."""
    for template in (project.ROOT / "kring").rglob("*.html"):
        words = template.read_text(encoding="utf-8")
        assert words.count("<select") == words.count('<div class="kring-select"><select'), template
