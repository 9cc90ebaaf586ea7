"""What /stijl/ shows: every page part filled, empty and wrong, with made-up people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.core import clock
from kring.core.forms import DateField, Form


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to show a face with."""

    name: str
    initials: str
    function: str = ""
    organisation_name: str = ""
    phone: str = ""
    email: str = ""
    photo_url: str = ""


@dataclass(frozen=True)
class SampleItem:
    """One moment in a story."""

    when: datetime
    who: SamplePerson
    text: str
    note: str = ""
    reason: str = ""
    what_opens: str = ""
    whom: str = ""


ANOUK = SamplePerson(
    "Anouk Visser", "AV", "regisseur", "Wijkteam Noord", "+31 6 12 34 56 78", "anouk.visser@wijkteam.example"
)
AHMED = SamplePerson("Ahmed el Idrissi", "AI", "woonconsulent", "Woonstichting De Linde", "020 123 45 67")
FATMA = SamplePerson("mevrouw De Wit", "FW", phone="06 87 65 43 21")


class SampleForm(Form):
    """One of every field. As a sample among others its mistakes do not take the focus."""

    sample = True
    who = forms.ChoiceField(
        label=gettext_lazy("Who is it for?"),
        choices=[("me", gettext_lazy("For me")), ("other", gettext_lazy("For someone else"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    born = DateField(label=gettext_lazy("Date of birth"))
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    mail = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    story = forms.CharField(
        label=gettext_lazy("What is going on?"),
        help_text=gettext_lazy("In your own words. Short is fine."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"),
        required=False,
        choices=[
            ("money", gettext_lazy("Money and debts")),
            ("housing", gettext_lazy("Living")),
            ("family", gettext_lazy("Family")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    district = forms.ChoiceField(
        label=gettext_lazy("District"), choices=[("", gettext_lazy("Choose a district")), ("n", "Noord"), ("z", "Zuid")]
    )
    weeks = forms.IntegerField(label=gettext_lazy("How many weeks?"), min_value=1, max_value=26, initial=6)
    letter = forms.FileField(label=gettext_lazy("A letter or photo"), required=False)
    knows = forms.BooleanField(label=gettext_lazy("This person knows that I am sending this"), required=False)


def wrong_form() -> SampleForm:
    """The form as it comes back when somebody made mistakes."""
    form = SampleForm(
        {"who": "", "name": "Fatma\x00", "born": "31 feb", "mail": "fatma", "weeks": "99", "story": "", "once": ""},
        prefix="wrong",
    )
    form.data = {f"wrong-{name}": value for name, value in form.data.items()}
    form.full_clean()
    return form


def style_page() -> dict[str, Any]:
    """What the template core/style.html shows."""
    now = clock.now()
    closed = _("Something is written here about health.")
    return {
        "people": [ANOUK, AHMED, FATMA],
        "anouk": ANOUK,
        "form": SampleForm(prefix="empty"),
        "wrong": wrong_form(),
        "days": [clock.today() + timedelta(days=days) for days in (-30, -1, 0, 1, 8, 60)],
        "states": ["neutral", "ok", "info", "warn", "error"],
        "steps": [_("Who"), _("What is going on"), _("How to reach you")],
        "items": [
            SampleItem(
                now, AHMED, _("Ahmed called the court. The hearing is off for now."), _("5 people can read this.")
            ),
            SampleItem(
                now - timedelta(days=4),
                SamplePerson("Joost Blom", "JB", "psycholoog", "GGZ De Brug"),
                closed,
                reason=_("You may not read this: Ms De Wit has not given consent for it."),
                what_opens=_("Ask Ms De Wit whether she agrees."),
                whom=_("Joost Blom, who wrote it."),
            ),
            SampleItem(now - timedelta(days=20), ANOUK, _("First talk at the kitchen table.")),
        ],
        "headers": [_("Who"), _("What"), _("When")],
        "rows": [
            ["mevrouw De Wit", _("Takes the letters to Ria"), _("Friday")],
            ["Ahmed el Idrissi", _("Stops the court case"), "week 48"],
        ],
        "summary": [(_("Name"), "Fatma de Wit"), (_("District"), "Noord"), (_("Sent"), _("yesterday"))],
        "page": Paginator(range(60), 20).page(2),
    }
