"""The real municipalities of the country, from the list of the CBS: code, name, province."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.core.forms import Form
from kring.core.importing import Import, differences
from kring.municipality.models import KnownMunicipality

COLUMNS = {
    "code": ("gm code", "gemeentecode", "cbs code"),
    "naam": ("gemeente", "gemeentenaam"),
    "provincie": ("provincienaam",),
}


class KnownMunicipalityForm(Form):
    """One line: one municipality."""

    code = forms.RegexField(r"^GM[0-9]{4}$", error_messages={"invalid": _("Write the code as GM0034.")})
    naam = forms.CharField(max_length=100)
    provincie = forms.CharField(max_length=50)


def known_municipalities() -> Import:
    """How the list of municipalities is read."""

    def apply(data: dict[str, Any]) -> Iterator[str]:
        wanted = {"name": data["naam"], "province": data["provincie"]}
        row, new = KnownMunicipality.objects.get_or_create(cbs_code=data["code"], defaults=wanted)
        if new:
            yield str(_("new: %(name)s")) % {"name": row.name}
        elif differences(row, wanted):
            KnownMunicipality.objects.filter(pk=row.pk).update(**wanted)
            yield str(_("changes: %(name)s")) % {"name": data["naam"]}

    return Import(COLUMNS, KnownMunicipalityForm, apply, {"code": ("naam", "provincie")})
