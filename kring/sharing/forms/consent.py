"""Asking for consent, noting an answer, giving it again, and opening something to one's own people."""

import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from kring.circles.models import Member
from kring.core import clock
from kring.core.forms import DateField, Form
from kring.core.verdict import Verdict
from kring.households.models import Person
from kring.municipality.models import LifeDomain, Sensitivity
from kring.sharing import consent_rules as rules
from kring.sharing.consent_rules import Around, Decider, Wish
from kring.sharing.models import ConsentVoice
from kring.sharing.reading import Reading

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
PAPER = (2400, 2400)
HALF_A_YEAR = timedelta(days=182)


class WishForm(Form):
    """What a question for consent holds; each person it is about is asked apart. `wishes` is filled when valid."""

    about = forms.MultipleChoiceField(
        label=_("About whom?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who decides for each of them follows from age and authority."),
    )
    life_domains = forms.MultipleChoiceField(
        label=_("What may be read?"), widget=forms.CheckboxSelectMultiple, help_text=_("Ask no more than you need.")
    )
    purpose = forms.CharField(
        max_length=300,
        label=_("What for?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence as you would say it at the table. For example: to arrange your debts together."),
    )
    until = DateField(label=_("Until and including which day?"), help_text=_("A year at most. Write it as 31-12-2027."))

    def __init__(self, *args: Any, reading: Reading, arounds: Sequence[tuple[Person, Around]], **kwargs: Any) -> None:
        self.reading, self.arounds = reading, {str(person.pk): (person, around) for person, around in arounds}
        self.domains = {
            str(domain.pk): domain
            for domain in LifeDomain.objects.filter(municipality=reading.circle.household.municipality, in_use=True)
        }
        self.receivers = self._receivers()
        self.wishes: list[Wish] = []
        half_a_year = f"{clock.today() + HALF_A_YEAR:%d-%m-%Y}"
        kwargs["initial"] = {"until": half_a_year, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.choose("about", [(key, person.name) for key, (person, _around) in self.arounds.items()])
        self.choose("life_domains", [(key, domain.name) for key, domain in self.domains.items()])

    def choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Set the choices of a field."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def _receivers(self) -> dict[str, Any]:
        """Who can receive: organisations in the circle, and people of the own network who are in it."""
        found: dict[str, Any] = {}
        for member in self.reading.members:
            who = member.organisation or member.supporter
            if who is not None:
                found[str(who.pk)] = who
        return found

    def _supporters(self) -> dict[str, str]:
        seats = [member.supporter for member in self.reading.members if member.supporter]
        return {str(one.pk): f"{one.name} ({one.relation})" for one in seats}

    def _organisations(self) -> dict[str, str]:
        seats = [member for member in self.reading.members if member.organisation]
        names: dict[str, list[Member]] = {}
        for seat in seats:
            names.setdefault(str(seat.organisation_id), []).append(seat)
        return {key: f"{rows[0].organisation_name} ({', '.join(r.name for r in rows)})" for key, rows in names.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.wishes = [self._wish(self.arounds[key][0], data) for key in data["about"]]
            verdicts = (self._verdict(wish) for wish in self.wishes)
            for words in dict.fromkeys(in_words(verdict) for verdict in verdicts if not verdict.allowed):
                self.add_error(None, words)
            if self.errors:
                self.wishes = []
        return data

    def _wish(self, about: Person, data: dict[str, Any]) -> Wish:
        domains = [self.domains[key] for key in data["life_domains"]]
        supporters = {key: self.receivers[key] for key in data.get("supporters", [])}
        return Wish(
            about=about,
            life_domains=domains,
            purpose=data["purpose"],
            until=data["until"],
            organisations=[self.receivers[key] for key in data.get("organisations", [])],
            supporters=list(supporters.values()),
            # Asking for health in so many words asks for what is sensitive.
            up_to=max([int(data.get("up_to") or Sensitivity.ORDINARY), *(domain.sensitivity for domain in domains)]),
        )

    def _verdict(self, wish: Wish) -> Verdict:
        return rules.may_ask_consent(self.reading.circle, wish, self.reading.seat, self.arounds[str(wish.about.pk)][1])


class AskForm(WishForm):
    """A professional asks."""

    organisations = forms.MultipleChoiceField(
        label=_("Which organisations may read it?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    supporters = forms.MultipleChoiceField(
        label=_("And who of their own network?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    up_to = forms.ChoiceField(
        label=_("How personal may it be?"),
        widget=forms.RadioSelect,
        choices=[
            (str(Sensitivity.ORDINARY.value), _("Ordinary things, nothing about health")),
            (str(Sensitivity.SPECIAL.value), _("Also what is marked as sensitive, such as health")),
        ],
        initial=str(Sensitivity.ORDINARY.value),
        help_text=_("A life domain about health is always sensitive."),
    )
    field_order = ("about", "life_domains", "up_to", "organisations", "supporters", "purpose", "until")

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        own = [str(reading.seat.organisation_id)] if reading.seat else []
        super().__init__(*args, reading=reading, initial={"organisations": own}, **kwargs)
        self.choose("organisations", self._organisations().items())
        supporters = self._supporters()
        if supporters:
            self.choose("supporters", supporters.items())
        else:
            del self.fields["supporters"]


class OpenForm(WishForm):
    """Who decides opens something to their own people, without being asked."""

    supporters = forms.MultipleChoiceField(label=_("Who may read it?"), widget=forms.CheckboxSelectMultiple)
    field_order = ("supporters", "about", "life_domains", "purpose", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].help_text = ""
        self.fields["life_domains"].help_text = _("Only what you choose here opens.")
        self.fields["purpose"].help_text = _("For example: so that you can think along.")
        self.choose("supporters", self._supporters().items())
        catalogue = self.reading.around.catalogue
        reach = {
            key: domain
            for key, domain in self.domains.items()
            if rules.opens_up_to(catalogue, rules.SUPPORTER_KIND, domain) >= domain.sensitivity
        }
        self.choose("life_domains", [(key, domain.name) for key, domain in reach.items()])


class NotedForm(Form):
    """What somebody said or signed."""

    who = forms.ChoiceField(label=_("Who answered?"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(label=_("What was the answer?"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("How?"),
        widget=forms.RadioSelect,
        choices=[(value, label) for value, label in ConsentVoice.How.choices if value != ConsentVoice.How.SCREEN],
    )
    paper = forms.FileField(
        label=_("A photo or scan of the paper"),
        required=False,
        widget=forms.FileInput,
        help_text=_("JPG, PNG or PDF, at most 8 MB. You may keep the paper itself too."),
    )

    def __init__(self, *args: Any, deciders: Sequence[Decider], given: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deciders = {str(one.key): one for one in deciders}
        self.fields["who"].choices = [(key, one.name) for key, one in self.deciders.items()]  # type: ignore[attr-defined]
        answers = [("no", _("Withdrawn: no longer"))] if given else [("yes", _("Yes")), ("no", _("No"))]
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]

    def clean_paper(self) -> ContentFile | None:
        """A picture made anew, so that nothing hidden comes along; a PDF as it is."""
        given: UploadedFile | None = self.cleaned_data["paper"]
        if not given:
            return None
        if (given.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large. Choose one under 8 MB."))
        start = given.read(5)
        given.seek(0)
        if start == b"%PDF-":
            return ContentFile(given.read(), name="toestemming.pdf")
        return _photo(given)


class UntilForm(Form):
    """Until which other day."""

    until = DateField(label=_("Until and including which day?"), help_text=_("A year at most. Write it as 31-12-2027."))

    def __init__(self, *args: Any, about: Person, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        verdict = rules.may_run_until(self.about, day)
        if not verdict.allowed:
            raise forms.ValidationError(in_words(verdict))
        return day


def in_words(verdict: Verdict) -> str:
    """A refusal as one line in a form."""
    return " ".join(str(part) for part in (verdict.reason, verdict.what_opens) if part)


def _photo(given: UploadedFile) -> ContentFile:
    try:
        picture = Image.open(given, formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise forms.ValidationError(_("This picture is too large. Choose a smaller one."))
        paper = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise forms.ValidationError(_("This is no photo and no PDF. Choose a JPG, PNG or PDF.")) from fault
    paper.thumbnail(PAPER)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue(), name="toestemming.jpg")
