"""Households from a table: one line for each person."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kring.core import clock
from kring.core.forms import DateField, Form
from kring.core.importing import Import, WrongRow, differences
from kring.households import actions, rules
from kring.households.models import Authority, Household, Person, Residence
from kring.households.rules import age
from kring.municipality.models import District, Municipality

COLUMNS = {
    "huishouden": ("huishoudnummer", "huishouden nr", "nummer huishouden", "gezinsnummer"),
    "naam huishouden": ("gezinsnaam", "huishoudnaam"),
    "straat": ("straatnaam",),
    "huisnummer": ("nr", "huisnr"),
    "postcode": (),
    "plaats": ("woonplaats",),
    "wijk": ("buurt",),
    "persoon": ("persoonsnummer", "persoon nr", "nummer persoon"),
    "voornaam": ("voornamen", "roepnaam"),
    "tussenvoegsel": ("voorvoegsel", "tussenvoegsels"),
    "achternaam": ("geslachtsnaam", "familienaam"),
    "geboortedatum": ("geb.datum", "geboren"),
    "deel": ("rol in gezin", "volwassene of kind", "rol"),
    "telefoon": ("telefoonnummer", "mobiel"),
    "e-mail": ("email", "mailadres"),
    "gezag": ("gezag bij", "gezaghouders"),
}
SAME = {
    "huishouden": ("naam huishouden", "straat", "huisnummer", "postcode", "plaats", "wijk"),
    "persoon": ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "telefoon", "e-mail"),
}
PARTS = {
    "volwassene": Residence.Part.ADULT,
    "ouder": Residence.Part.ADULT,
    "partner": Residence.Part.ADULT,
    "kind": Residence.Part.CHILD,
}
ADULT_AGE = 18


class PersonForm(Form):
    """One line: somebody in a household."""

    huishouden = forms.CharField(max_length=40)
    straat = forms.CharField(max_length=100, required=False)
    huisnummer = forms.CharField(max_length=12, required=False)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{3} ?[A-Za-z]{2}$",
        required=False,
        error_messages={"invalid": _("Write the postcode as 1234 AB.")},
    )
    plaats = forms.CharField(max_length=80, required=False)
    wijk = forms.CharField(max_length=100, required=False)
    persoon = forms.CharField(max_length=40)
    voornaam = forms.CharField(max_length=80)
    tussenvoegsel = forms.CharField(max_length=20, required=False)
    achternaam = forms.CharField(max_length=80)
    geboortedatum = DateField(required=False)
    deel = forms.CharField(max_length=20, required=False)
    telefoon = forms.CharField(max_length=20, required=False)
    gezag = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Columns with a hyphen or a space in their name cannot be class attributes.
        self.fields["e-mail"] = forms.EmailField(required=False)
        self.fields["naam huishouden"] = forms.CharField(max_length=100, required=False)

    def clean_postcode(self) -> str:
        code: str = self.cleaned_data["postcode"].upper().replace(" ", "")
        return f"{code[:4]} {code[4:]}" if code else ""

    def clean_geboortedatum(self) -> Any:
        born = self.cleaned_data["geboortedatum"]
        if born and born > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return born

    def clean_deel(self) -> str:
        """Adult or child; without a word the age decides."""
        given = self.cleaned_data["deel"].strip().lower()
        if given and given not in PARTS:
            raise forms.ValidationError(_("Write “volwassene” or “kind”."))
        born = self.cleaned_data.get("geboortedatum")
        if given:
            return PARTS[given]
        return Residence.Part.CHILD if born and age(born) < ADULT_AGE else Residence.Part.ADULT


def households(municipality: Municipality) -> Import:
    """How a table of households is read for this municipality."""
    districts = {district.name.lower(): district for district in District.objects.filter(municipality=municipality)}

    def apply(data: dict[str, Any]) -> Iterator[str]:
        household, told = _household(municipality, data, districts)
        yield from told
        person, told = _person(municipality, data)
        yield from told
        if not household.residences.filter(person=person, until__isnull=True).exists():
            actions.move_in(household, person, part=data["deel"], by=None)
            yield _("%(name)s becomes part of %(household)s") % {"name": person.name, "household": household.name}
        yield from _authority(municipality, person, data["gezag"])

    return Import(COLUMNS, PersonForm, apply, SAME)


def _household(
    municipality: Municipality, data: dict[str, Any], districts: dict[str, District]
) -> tuple[Household, list[str]]:
    district = districts.get(data["wijk"].lower())
    if data["wijk"] and district is None:
        raise WrongRow("wijk", _("The district “%(name)s” is not known in this municipality.") % {"name": data["wijk"]})
    wanted = {
        "name": data["naam huishouden"],
        "street": data["straat"],
        "house_number": data["huisnummer"],
        "postcode": data["postcode"],
        "city": data["plaats"],
        "district": district,
    }
    household = Household.objects.filter(municipality=municipality, code=data["huishouden"]).first()
    if household is None:
        wanted["name"] = wanted["name"] or " ".join(
            part for part in (data["tussenvoegsel"].capitalize(), data["achternaam"]) if part
        )
        household = actions.add_household(municipality, code=data["huishouden"], by=None, **wanted)
        return household, [_("new: household %(name)s") % {"name": household.name}]
    changes = differences(household, wanted)
    if not changes:
        return household, []
    actions.change_household(household, by=None, **changes)
    return household, [_("changes: household %(name)s") % {"name": household.name}]


def _person(municipality: Municipality, data: dict[str, Any]) -> tuple[Person, list[str]]:
    wanted = {
        "given_name": data["voornaam"],
        "prefix": data["tussenvoegsel"],
        "family_name": data["achternaam"],
        "birth_date": data["geboortedatum"],
        "phone": data["telefoon"],
        "email": data["e-mail"],
    }
    person = Person.objects.filter(municipality=municipality, code=data["persoon"]).first()
    if person is None:
        person = actions.add_person(municipality, code=data["persoon"], by=None, **wanted)
        return person, [_("new: %(name)s") % {"name": person.name}]
    if person.birth_date and data["geboortedatum"] and person.birth_date != data["geboortedatum"]:
        raise WrongRow(
            "geboortedatum", _("This number belongs to somebody with another date of birth. Check the number.")
        )
    changes = differences(person, wanted)
    if not changes:
        return person, []
    actions.change_person(person, by=None, **changes)
    return person, [_("changes: %(name)s") % {"name": person.name}]


def _authority(municipality: Municipality, child: Person, numbers: str) -> Iterator[str]:
    for number in numbers.replace(";", ",").split(","):
        if not number.strip():
            continue
        holder = Person.objects.filter(municipality=municipality, code=number.strip()).first()
        if holder is None:
            raise WrongRow(
                "gezag", _("Person %(number)s is not known yet. Put the parent above the child.") % {"number": number}
            )
        may = rules.may_hold_authority(child, kind=Authority.Kind.PARENT, holder=holder, organisation=None)
        if not may.allowed:
            raise WrongRow("gezag", str(may.reason))
        if not child.authorities_over.filter(holder=holder, until__isnull=True).exists():
            actions.give_authority(child, holder=holder, kind=Authority.Kind.PARENT, by=None)
            yield _("%(holder)s has authority over %(name)s") % {"holder": holder.name, "name": child.name}
