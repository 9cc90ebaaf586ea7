"""Writing in the story, and looking for something in it."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.circles.models import Member
from kring.core import clock
from kring.core.forms import DateField, Form
from kring.municipality.models import LifeDomain, Sensitivity
from kring.plans.forms import with_face
from kring.plans.models import Note
from kring.sharing.actions import Readers, Withhold
from kring.sharing.exceptions import LONGEST_WITHHELD
from kring.sharing.models import Item, Withholding
from kring.sharing.reading import Reading, Supposed

# Chosen on purpose, so that nothing reaches the whole circle because a field was forgotten.
WHOLE_PLAN = "plan"
AUDIENCES = (
    (Item.Audience.CIRCLE, _("Who in the circle has a task in it")),
    (Item.Audience.NAMED, _("Of them, only who I choose")),
    (Item.Audience.ORGANISATION, _("Only my own organisation")),
)
SENSITIVITIES = (
    ("", _("As usual for what it is about")),
    (str(Sensitivity.SPECIAL.value), _("Very personal, such as health, faith or sexuality")),
    (str(Sensitivity.CRIMINAL.value), _("About an offence")),
)
WITHHELD = (
    ("", _("Yes")),
    (Withholding.Why.SAFETY, _("Not now: it would endanger somebody else")),
    (Withholding.Why.CHILD, _("Not now: that is better for a child")),
    (Withholding.Why.PRIVACY, _("Not now: it says much about somebody else")),
    (Withholding.Why.INQUIRY, _("Not now: it is being looked into")),
)


class NoteForm(Form):
    """Free text first; then what it is about and who may read it."""

    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words. Short is fine. Write as if the resident reads along."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    life_domain = forms.ChoiceField(label=_("What is it about?"))
    about = forms.MultipleChoiceField(
        label=_("About whom?"),
        required=False,
        help_text=_("Choose nobody when it is about everybody at home."),
        widget=forms.CheckboxSelectMultiple,
    )
    sensitivity = forms.ChoiceField(
        label=_("How sensitive is it?"), required=False, choices=SENSITIVITIES, widget=forms.RadioSelect
    )
    happened_on = DateField(label=_("When was it?"))
    audience = forms.ChoiceField(label=_("Who may read it?"), widget=forms.RadioSelect)
    readers = forms.MultipleChoiceField(
        label=_("Whom do you choose?"),
        required=False,
        help_text=_("Only with “only who I choose”. Who has no ground does not read it, also when you choose them."),
        widget=forms.CheckboxSelectMultiple,
    )
    withheld_why = forms.ChoiceField(
        label=_("May who it is about read it?"), required=False, choices=WITHHELD, widget=forms.RadioSelect
    )
    withheld_until = DateField(
        label=_("Closed until which day?"),
        required=False,
        help_text=_("Only when you keep it closed. At most three months. Then you look at it again."),
    )

    # What goes with the draft and is not kept yet.
    supposed = Supposed()

    def __init__(self, *args: Any, reading: Reading, domains: Iterable[LifeDomain], **kwargs: Any) -> None:
        self.reading, self.domains = reading, {str(domain.pk): domain for domain in domains}
        self.persons = {str(person.pk): person for person in reading.persons}
        self.members = {
            str(member.pk): member for member in reading.members if reading.seat is None or member.pk != reading.seat.pk
        }
        kwargs["initial"] = {**self._defaults(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        named = [(pk, domain.name) for pk, domain in self.domains.items()]
        self._choices("about", [(pk, person.name) for pk, person in self.persons.items()])
        if reading.seat is not None and reading.seat.professional_id is not None:
            all_of_it = (WHOLE_PLAN, _("The plan as a whole: everybody in the circle reads it"))
            self._choices("life_domain", [("", _("Choose what it is about")), *named, all_of_it])
            self._choices("audience", AUDIENCES)
            self._choices("readers", [(pk, with_face(member)) for pk, member in self.members.items()])
        else:
            self._for_people_at_home(named)

    def _choices(self, name: str, choices: Iterable[Any]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def _for_people_at_home(self, named: list[tuple[str, str]]) -> None:
        """A resident or supporter writes to the circle; who of it reads along follows from what it is about."""
        self.fields["text"].label = _("What do you want to say?")
        self.fields["text"].help_text = _("In your own words. Short is fine.")
        self._choices("life_domain", [(WHOLE_PLAN, _("Everything: the whole circle reads it")), *named])
        for name in ("sensitivity", "audience", "readers", "withheld_why", "withheld_until"):
            del self.fields[name]

    def _defaults(self) -> dict[str, Any]:
        seat = self.reading.seat
        about = seat.person_id if seat is not None else None
        if seat is not None and seat.supporter is not None:
            about = seat.supporter.supports_id
        return {
            "life_domain": "" if seat is not None and seat.professional_id else WHOLE_PLAN,
            "about": [str(about)] if about and str(about) in self.persons else [],
            "sensitivity": "",
            "readers": [],
            "happened_on": clock.today(),
            "audience": Item.Audience.CIRCLE,
            "withheld_why": "",
        }

    def clean_happened_on(self) -> Any:
        """What is in the story has happened."""
        day = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Make an agreement of it."), code="future")
        return day

    def fields_of_note(self) -> dict[str, Any]:
        """What was chosen, as `write_note` takes it, without the text; before anything is sent: the defaults."""
        chosen = self.cleaned_data if self.is_bound else self.initial
        domain = self.domains.get(str(chosen.get("life_domain") or ""))
        usual = domain.sensitivity if domain else Sensitivity.ORDINARY
        audience = chosen.get("audience") or Item.Audience.CIRCLE
        named = audience == Item.Audience.NAMED
        return {
            "life_domain": domain,
            "sensitivity": max(usual, int(chosen.get("sensitivity") or 0)),
            "about": [self.persons[pk] for pk in chosen.get("about") or () if pk in self.persons],
            "audience": audience,
            "readers": Readers(members=self._named(chosen)) if named else None,
            "withheld": self._withheld(chosen),
        }

    @property
    def asks_more(self) -> bool:
        """Was something chosen, or is something wrong, in what is folded away?"""
        folded = ("sensitivity", "readers", "withheld_why", "withheld_until")
        return self["audience"].value() == Item.Audience.NAMED or any(
            name in self.fields and (self[name].value() or self[name].errors) for name in folded
        )

    def _named(self, chosen: Mapping[str, Any]) -> list[Member]:
        return [self.members[pk] for pk in chosen.get("readers") or () if pk in self.members]

    def clean(self) -> dict[str, Any]:
        """Keeping it closed goes with a day, at most three months away."""
        data = super().clean() or self.cleaned_data
        until = data.get("withheld_until")
        if data.get("audience") == Item.Audience.NAMED and not data.get("readers"):
            self.add_error("readers", _("Choose who may read it."))
        if data.get("sensitivity") and data.get("life_domain") == WHOLE_PLAN:
            self.add_error("life_domain", _("What is this sensitive goes with what it is about, not to everybody."))
        if data.get("withheld_why") and "withheld_until" not in self.errors:
            if until is None:
                self.add_error("withheld_until", _("Until which day? Write it as 31-12-2026."))
            elif not clock.today() <= until <= clock.today() + LONGEST_WITHHELD:
                self.add_error("withheld_until", _("Choose a day from today on, within three months."))
        return data

    def _withheld(self, chosen: Mapping[str, Any]) -> Withhold | None:
        """Why and until when it is kept from who it is about; a draft without a day yet counts as today."""
        if not chosen.get("withheld_why"):
            return None
        return Withhold(chosen["withheld_why"], chosen.get("withheld_until") or clock.today())

    def draft(self) -> Note | None:
        """The note as it would be kept, to ask the rules who reads it; None until it is chosen what it is about."""
        chosen = self.cleaned_data if self.is_bound else self.initial
        if not chosen.get("life_domain"):
            return None
        fields = self.fields_of_note()
        about, readers = fields.pop("about"), fields.pop("readers")
        self.supposed = Supposed(
            kept_closed=fields.pop("withheld") is not None,
            persons=tuple(about) if len(about) > 1 else (),
            named=tuple(readers.members) if readers else (),
        )
        return Note(about=about[0] if len(about) == 1 else None, **fields)


class SearchForm(Form):
    """Looking for words or a life domain in the story."""

    zoek = forms.CharField(label=_("Look for words"), required=False, max_length=100)
    leefgebied = forms.ChoiceField(label=_("Life domain"), required=False)

    def __init__(self, *args: Any, domains: Iterable[LifeDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domains = {str(domain.pk): domain for domain in domains}
        choices = [("", _("All")), *((pk, domain.name) for pk, domain in self.domains.items())]
        self.fields["leefgebied"].choices = choices  # type: ignore[attr-defined]

    def search(self) -> dict[str, Any]:
        """What is looked for, as `Search` takes it."""
        return {"words": self.cleaned_data["zoek"], "domain": self.domains.get(self.cleaned_data["leefgebied"])}


def as_id(value: str) -> uuid.UUID | None:
    """An id from an address, or None when it is none."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
