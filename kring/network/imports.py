"""The partners of a municipality from a table: organisations, and who works there."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kring.core.forms import Form
from kring.core.importing import Import, WrongRow, differences
from kring.municipality.models import District, Municipality
from kring.network import actions
from kring.network.models import Organisation, OrganisationKind, Professional, User

COLUMNS = {
    "code": ("nummer", "organisatienummer", "organisatiecode", "relatienummer"),
    "organisatie": ("naam organisatie", "organisatienaam", "partner", "instelling"),
    "soort": ("soort organisatie", "type", "sector"),
    "wijken": ("wijk", "werkgebied", "gebied"),
    "telefoon": ("telefoonnummer", "tel", "telefoon organisatie"),
    "e-mail": ("email", "mailadres", "e-mail organisatie"),
    "wat doen wij": ("omschrijving", "aanbod"),
    "medewerker": ("naam", "naam medewerker", "contactpersoon", "professional"),
    "functie": ("functie medewerker", "rol"),
    "telefoon medewerker": ("mobiel", "telefoon contactpersoon"),
    "e-mail medewerker": ("e-mail contactpersoon", "mailadres medewerker"),
    "werkdagen": ("aanwezig", "werkt op"),
}
SAME = {
    "code": ("organisatie", "soort", "telefoon", "e-mail", "wat doen wij"),
    "organisatie": ("code", "soort", "telefoon", "e-mail", "wat doen wij"),
    "e-mail medewerker": ("medewerker", "functie", "telefoon medewerker", "werkdagen"),
}


class PartnerForm(Form):
    """One line: an organisation, with or without somebody who works there."""

    code = forms.CharField(max_length=40, required=False)
    organisatie = forms.CharField(max_length=150)
    soort = forms.CharField(max_length=60)
    wijken = forms.CharField(max_length=300, required=False)
    telefoon = forms.CharField(max_length=20, required=False)
    medewerker = forms.CharField(max_length=150, required=False)
    functie = forms.CharField(max_length=100, required=False)
    werkdagen = forms.CharField(max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Columns with a hyphen or a space in their name cannot be class attributes.
        self.fields["e-mail"] = forms.EmailField(required=False)
        self.fields["wat doen wij"] = forms.CharField(max_length=1000, required=False)
        self.fields["telefoon medewerker"] = forms.CharField(max_length=20, required=False)
        self.fields["e-mail medewerker"] = forms.EmailField(required=False)

    def clean_soort(self) -> str:
        """The kind by its name on the screen or by its short name."""
        given = self.cleaned_data["soort"].strip().lower()
        for kind in OrganisationKind:
            if given in (kind.value, str(kind.label).lower()):
                return kind.value
        raise forms.ValidationError(
            _("This kind is not known. Choose from: %(kinds)s.")
            % {"kinds": ", ".join(str(kind.label) for kind in OrganisationKind)}
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("medewerker") and not data.get("functie"):
            self.add_error("functie", _("Write down what this person does."))
        return data


def partners(municipality: Municipality) -> Import:
    """How a table of partners is read for this municipality."""

    def apply(data: dict[str, Any]) -> Iterator[str]:
        districts = list(_districts(municipality, data["wijken"]))
        organisation, told = _organisation(municipality, data, districts)
        yield from told
        if data["medewerker"]:
            yield from _professional(organisation, data, districts)

    return Import(COLUMNS, PartnerForm, apply, SAME)


def _organisation(
    municipality: Municipality, data: dict[str, Any], districts: list[District]
) -> tuple[Organisation, list[str]]:
    known = Organisation.objects.filter(municipality=municipality)
    organisation = (data["code"] and known.filter(code=data["code"]).first()) or known.filter(
        name=data["organisatie"]
    ).first()
    wanted = {
        "name": data["organisatie"],
        "kind": data["soort"],
        "code": data["code"],
        "phone": data["telefoon"],
        "email": data["e-mail"],
        "what_we_do": data["wat doen wij"],
    }
    if organisation is None:
        organisation = actions.add_organisation(municipality, by=None, districts=districts, **wanted)
        return organisation, [_("new: organisation %(name)s") % {"name": organisation.name}]
    if known.filter(name=wanted["name"]).exclude(pk=organisation.pk).exists():
        raise WrongRow("organisatie", _("Another organisation has this name already."))
    changes = differences(organisation, wanted)
    if not changes:
        return organisation, []
    actions.change_organisation(organisation, by=None, **changes)
    return organisation, [_("changes: organisation %(name)s") % {"name": organisation.name}]


def _professional(organisation: Organisation, data: dict[str, Any], districts: list[District]) -> Iterator[str]:
    name, email = data["medewerker"], data["e-mail medewerker"].lower()
    working = Professional.objects.filter(ended_on__isnull=True).select_related("organisation")
    wanted = {
        "name": name,
        "function": data["functie"],
        "phone": data["telefoon medewerker"],
        "email": email,
        "works_on": data["werkdagen"],
    }
    if email:
        professional = working.filter(email=email).first()
        if professional is not None and professional.organisation_id != organisation.pk:
            raise WrongRow(
                "e-mail medewerker",
                _("This address belongs to somebody who works at another organisation. End that job first."),
            )
        if professional is None and User.objects.filter(email=email, person__isnull=False).exists():
            raise WrongRow("e-mail medewerker", _("This address cannot be used for a professional."))
    else:
        professional = working.filter(organisation=organisation, name=name).first()
    if professional is None:
        actions.add_professional(organisation, by=None, districts=districts, **wanted)
        yield _("new: %(name)s") % {"name": name}
        return
    changes = differences(professional, wanted)
    if changes:
        actions.change_professional(professional, by=None, **changes)
        yield _("changes: %(name)s") % {"name": name}


def _districts(municipality: Municipality, names: str) -> Iterator[District]:
    for name in names.replace("/", ",").replace(";", ",").split(","):
        if name.strip():
            district = District.objects.filter(municipality=municipality, name__iexact=name.strip()).first()
            if district is None:
                raise WrongRow(
                    "wijken",
                    _("The district “%(name)s” is not known in this municipality.") % {"name": name.strip()},
                )
            yield district
