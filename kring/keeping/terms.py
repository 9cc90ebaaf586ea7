"""The terms in force: the municipality's own, and where it set none the default with the article it rests on."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from kring.core import clock
from kring.core.verdict import Text
from kring.keeping.models import KeepingTerm, Kind
from kring.municipality.models import Municipality
from kring.network.models import Law


class Default(NamedTuple):
    """So many years, why, and where that comes from; `assumed`: the municipality confirms it before it relies on it."""

    years: int
    article: str
    source: Text
    assumed: bool = False


_READ = gettext_lazy("Read in the text of the law of 1 January 2026.")
_READ_YOUTH = gettext_lazy("Read in the law in November 2026.")
_NAMED = gettext_lazy("This law was not looked up.")
_NONE = gettext_lazy("No law says how long. A first proposal.")

# Facts of law in docs/decisions/keeping.md; what was not read in the law itself is `assumed`.
WRITTEN: dict[Law, Default] = {
    Law.WMO: Default(15, "Wmo 2015 5.3.4", _READ),
    Law.SAFE_HOME: Default(20, "Wmo 2015 5.3.4", _READ),
    Law.YOUTH: Default(20, "Jeugdwet 7.3.8 lid 3", _READ_YOUTH),
    Law.CARE: Default(20, "BW 7:454", _NAMED, assumed=True),
    Law.PARTICIPATION: Default(10, "", _NAMED, assumed=True),
    Law.DEBT: Default(10, "", _NAMED, assumed=True),
    Law.REPRESENTATION: Default(5, "", _NAMED, assumed=True),
    Law.POLICE: Default(5, "Wet politiegegevens", _NAMED, assumed=True),
    Law.EDUCATION: Default(2, "", _NAMED, assumed=True),
    Law.TENANCY: Default(2, "", _NONE, assumed=True),
    Law.NONE: Default(2, "AVG 5(1)(e)", _NONE, assumed=True),
    Law.OWN: Default(15, "Wmo 2015 5.3.4", gettext_lazy("As long as what is written under the Wmo."), assumed=True),
}
OTHERS: dict[Kind, Default] = {
    Kind.CIRCLE: Default(
        20, "Jeugdwet 7.3.8 lid 3", gettext_lazy("As long as the longest of what is written in it."), assumed=True
    ),
    Kind.ACT: Default(5, "NEN 7513", gettext_lazy("This standard was not looked up."), assumed=True),
    Kind.REQUEST: Default(5, "AVG 5(1)(e)", _NONE, assumed=True),
    Kind.PERSON: Default(1, "AVG 5(1)(e)", _NONE, assumed=True),
    Kind.LOOK: Default(5, "NEN 7513", gettext_lazy("This standard was not looked up."), assumed=True),
}
DEFAULTS: dict[tuple[str, str], Default] = {
    **{(Kind.WRITTEN, law): default for law, default in WRITTEN.items()},
    **{(kind, ""): default for kind, default in OTHERS.items()},
}


def terms_of(municipality: Municipality) -> list[KeepingTerm]:
    """Every term that counts now, in the order in which things go (one query)."""
    newest = {(row.kind, row.law): row for row in _rows(municipality)}
    return [newest.get(key) or _default(municipality, *key) for key in DEFAULTS]


def history_of(municipality: Municipality, kind: str, law: str) -> list[KeepingTerm]:
    """How one term changed, the newest first (one query); the default is the last."""
    rows = [row for row in _rows(municipality) if (row.kind, row.law) == (kind, law)]
    return [*reversed(rows), _default(municipality, kind, law)]


def log_over_before(kind: Kind, moment: datetime) -> datetime:
    """The log is one for the whole installation: of acts and looks the longest term of all municipalities counts."""
    years = [term.years for one in Municipality.objects.all() for term in terms_of(one) if term.kind == kind]
    return clock.years_before(moment, max(years, default=OTHERS[kind].years))


def _rows(municipality: Municipality) -> list[KeepingTerm]:
    return list(KeepingTerm.objects.filter(municipality=municipality).order_by("since", "pk"))


def _default(municipality: Municipality, kind: str, law: str) -> KeepingTerm:
    default = DEFAULTS[kind, law]
    # `why` is read on the page only: the row of a default is never kept.
    return KeepingTerm(
        municipality=municipality,
        kind=kind,
        law=law,
        years=default.years,
        article=default.article,
        assumed=default.assumed,
        why=str(default.source),
    )
