"""The terms in force: the municipality's own, and where it set none the default with the article it rests on."""

from datetime import datetime
from typing import NamedTuple

from kring.core import clock
from kring.keeping.models import KeepingTerm, Kind
from kring.municipality.models import Municipality
from kring.network.models import Law


class Default(NamedTuple):
    """So many years, and why."""

    years: int
    article: str
    assumed: bool = False


# Facts of law in docs/decisions/keeping.md; what was not read in the law itself is `assumed`.
WRITTEN: dict[Law, Default] = {
    Law.WMO: Default(15, "Wmo 2015 5.3.4"),
    Law.SAFE_HOME: Default(20, "Wmo 2015 5.3.4"),
    Law.YOUTH: Default(20, "Jeugdwet 7.3.8 lid 3"),
    Law.CARE: Default(20, "BW 7:454", assumed=True),
    Law.PARTICIPATION: Default(10, "", assumed=True),
    Law.DEBT: Default(10, "", assumed=True),
    Law.REPRESENTATION: Default(5, "", assumed=True),
    Law.POLICE: Default(5, "Wet politiegegevens", assumed=True),
    Law.EDUCATION: Default(2, "", assumed=True),
    Law.TENANCY: Default(2, "", assumed=True),
    Law.NONE: Default(2, "AVG 5(1)(e)", assumed=True),
    Law.OWN: Default(15, "Wmo 2015 5.3.4", assumed=True),
}
OTHERS: dict[Kind, Default] = {
    Kind.CIRCLE: Default(20, "Jeugdwet 7.3.8 lid 3", assumed=True),
    Kind.ACT: Default(5, "NEN 7513", assumed=True),
    Kind.REQUEST: Default(5, "AVG 5(1)(e)", assumed=True),
    Kind.PERSON: Default(1, "AVG 5(1)(e)", assumed=True),
    Kind.LOOK: Default(5, "NEN 7513", assumed=True),
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
    years, article, assumed = DEFAULTS[kind, law]
    return KeepingTerm(municipality=municipality, kind=kind, law=law, years=years, article=article, assumed=assumed)
