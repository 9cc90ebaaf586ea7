"""Themes of Elzenvoort: three that run and one that ended, with tables, reports that several wrote, and a picture."""

import io
from datetime import time, timedelta

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from kring.core import clock
from kring.home.demo.town import Town
from kring.meetings import actions as meetings
from kring.meetings.dates import working_day
from kring.meetings.models import Participant
from kring.themes import actions as themes
from kring.themes.models import Report, Theme

EVICTIONS = (
    "Geen gezin op straat door een huurschuld. Wij willen eerder weten dat het misgaat, en binnen een week samen "
    "langsgaan. Elke verhuurder doet mee, ook de kleine."
)
SIXTEEN = (
    "Jongeren die hulp krijgen en bijna achttien worden, vallen nu tussen twee wetten. Vanaf zestien jaar kijken we "
    "samen vooruit: wonen, geld, school, zorg en één mens die blijft."
)
OUTFLOW = (
    "Wie klaar is in beschermd wonen, wacht nu soms een jaar op een huis. Wij zoeken plekken in de wijk, en blijven "
    "na de verhuizing langskomen."
)
LETTERS = "Brieven van de gemeente en de corporatie in taal die iedereen leest."
AGREED = """## Wat zagen we?

- De meeste achterstanden zijn bij twee maanden al bekend bij de verhuurder.
- Pas bij vier maanden hoort het wijkteam ervan.
- Mensen doen de deur eerder open voor iemand die ze kennen.

## Wat spreken we af?

1. De corporatie belt het wijkteam bij **twee** maanden, na een gesprek met de huurder.
2. Binnen een week gaan we samen langs: iemand van wonen en iemand van geld.
3. Er gaat geen brief van de deurwaarder uit in die week.

[foto 1]

> De brief op de mat kostte me mijn slaap. Een kop koffie hielp.

## Wat weten we nog niet?

Hoe bereiken we de kleine verhuurders? Wie kent er een?"""
SHORTER = AGREED.replace("Pas bij vier maanden", "Vaak pas bij vier maanden").replace(
    "Wie kent er een?", "Wie kent er een? Rachid vraagt het bij de vereniging van huurders."
)
LONGER = AGREED.replace(
    "- Mensen doen de deur", "- In december is het stil, in februari komen de meeste meldingen.\n- Mensen doen de deur"
)
PATH = """## Met zestien

- Eén gesprek over later, met de jongere aan het woord.
- Wie blijft er straks? Die mens zit erbij.

## Met zeventien

- Inschrijven voor een woning, zorgverzekering uitleggen.
- Samen kijken naar geld: studiefinanciering, bijbaan, schulden.

## Met achttien

| wat verandert | wie helpt |
| --- | --- |
| zorgverzekering betalen | wijkteam |
| eigen handtekening | de vaste contactpersoon |
| jeugdhulp stopt, tenzij verlengd | jeugdteam |"""


def share_themes(town: Town) -> None:
    """Four subjects, from two months ago until now."""
    eviction = _theme(town, 60, "anouk", "Huisuitzettingen voorkomen", EVICTIONS, "ahmed", "rachid", "sanne", "ria")
    sixteen = _theme(town, 45, "sanne", "Van zestien naar achttien", SIXTEEN, "anouk", "ria")
    _theme(town, 20, "rachid", "Uitstroom uit beschermd wonen", OUTFLOW, "ahmed", "anouk")
    letters = _theme(town, 300, "ria", "Gewone taal in brieven", LETTERS, "anouk")
    _tables(town, eviction)
    _follow(town, eviction)
    with clock.at(town.days.past(-12, "16:20")):
        report = themes.start_report(
            sixteen, title="Het pad in drie stappen", text=PATH, by=town.worker_actors["sanne"]
        )
    with clock.at(town.days.past(-6, "09:10")):
        text = report.text.replace("zorgverzekering uitleggen.", "zorgverzekering samen uitzoeken.")
        themes.save_report(report, title=report.title, text=text, made_from=1, by=town.worker_actors["ria"])
    with clock.at(town.days.past(-30, "11:00")):
        words = "Elf brieven zijn herschreven. De corporatie krijgt nu de helft minder vragen aan de balie."
        themes.end_theme(letters, harvest=words, by=town.worker_actors["ria"])


def _theme(town: Town, days: int, owner: str, name: str, about: str, *joined: str) -> Theme:
    with clock.at(town.days.past(-days, "10:00")):
        theme = themes.start_theme(name=name, about=about, by=town.worker_actors[owner])
        for key in joined:
            themes.join_theme(theme, by=town.worker_actors[key])
    return theme


def _tables(town: Town, theme: Theme) -> None:
    """Every four weeks: one that was held and gave a report by three people, and the next with its points."""
    today = town.days.now.date()
    first_on = working_day(today - timedelta(days=21))
    with clock.at(town.days.past(-40, "10:30")):
        first = meetings.call_theme_table(
            theme,
            name="Thematafel huisuitzettingen",
            day=first_on,
            at=time(15),
            every_weeks=4,
            place="Stadskantoor, kamer 2",
            by=town.worker_actors["anouk"],
        )
        meetings.add_point(first, question="Vanaf welke achterstand bellen we elkaar?", by=town.worker_actors["ahmed"])
        for key in ("ahmed", "rachid", "sanne"):
            meetings.come_along(first, by=town.worker_actors[key])
    days = (first.day - today).days
    with clock.at(town.days.past(days, "16:30")):
        report = meetings.harvest(first, by=town.worker_actors["anouk"])
    _written(town, report, days)
    following = first.series.meetings.filter(day__gt=today).order_by("day").first() if first.series else None
    if following is not None:
        with clock.at(town.days.past(-3, "14:00")):
            meetings.add_point(
                following, question="Hoe bereiken we kleine verhuurders?", by=town.worker_actors["rachid"]
            )
            meetings.add_point(
                following, question="Wat doen we als iemand niet opendoet?", minutes=30, by=town.worker_actors["ria"]
            )
            for key, said in (("ahmed", Participant.Answer.ACCEPTED), ("sanne", Participant.Answer.TENTATIVE)):
                meetings.answer(following, answer=said, by=town.worker_actors[key])


def _written(town: Town, report: Report, days: int) -> None:
    """Anouk writes; Ahmed and Sanne write on at the same time, and both stay."""
    start = report.text.partition("## Wat leerden we?")[0].partition("## What did we learn?")[0]
    with clock.at(town.days.past(days, "17:05")):
        report = themes.save_report(
            report, title=report.title, text=start + AGREED, made_from=1, by=town.worker_actors["anouk"]
        )
        themes.add_picture(
            report, file=_drawing(), says="Een tijdlijn: bellen, langsgaan, plan", by=town.worker_actors["anouk"]
        )
    with clock.at(town.days.past(days + 1, "09:12")):
        themes.save_report(
            report, title=report.title, text=start + SHORTER, made_from=2, by=town.worker_actors["rachid"]
        )
    with clock.at(town.days.past(days + 1, "09:14")):
        themes.save_report(report, title=report.title, text=start + LONGER, made_from=2, by=town.worker_actors["ahmed"])


def _follow(town: Town, theme: Theme) -> None:
    today = town.days.now.date()
    with clock.at(town.days.past(-19, "09:00")):
        anouk = town.worker_actors["anouk"]
        calling = themes.add_follow_up(
            theme,
            what="De belafspraak met de corporatie op papier zetten",
            who=town.workers["ahmed"],
            due_on=today - timedelta(days=5),
            by=anouk,
        )
        themes.add_follow_up(
            theme,
            what="Vragen wie van de huurders kleine verhuurders kent",
            who=town.workers["rachid"],
            due_on=today + timedelta(days=12),
            by=anouk,
        )
    with clock.at(town.days.past(-6, "13:00")):
        themes.finish_follow_up(
            calling, came_of_it="Staat er, en geldt vanaf volgende maand.", by=town.worker_actors["ahmed"]
        )


def _drawing() -> ContentFile:
    """Three steps on a line, as somebody draws them on a board."""
    picture = Image.new("RGB", (1200, 480), "#fbf8f1")
    pen = ImageDraw.Draw(picture)
    pen.line((140, 240, 1060, 240), fill="#2f5d8a", width=10)
    for place, (colour, inside) in enumerate((("#2f5d8a", 1), ("#3f7257", 2), ("#a6552b", 3))):
        middle = 200 + 400 * place
        pen.ellipse((middle - 95, 145, middle + 95, 335), fill="#fbf8f1", outline=colour, width=10)
        for number in range(inside):
            left = middle - 22 * inside + 44 * number
            pen.ellipse((left + 8, 205, left + 36, 233), fill=colour)
            pen.pieslice((left, 236, left + 44, 304), start=180, end=360, fill=colour)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name="picture.jpg")
