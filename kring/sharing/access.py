"""Who reads what on which ground, in words: for `docs/access.md`, and for a municipality's own catalogue.

Made from the rules (`rules.py`) and the lines of a catalogue; nothing is typed twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.core.verdict import Text
from kring.core.when import full_day
from kring.municipality.defaults import LIFE_DOMAINS
from kring.municipality.models import LifeDomain, Municipality, Sensitivity
from kring.network.models import Law, Organisation, OrganisationKind
from kring.sharing.defaults import NOT_IN_FORCE, SINCE, default_lines
from kring.sharing.models import Covenant, Ground, LawChange, RulesVersion
from kring.sharing.rules import WHY_CLOSED, WHY_OPEN, Facts

Row = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of the sheet: a heading, sentences, and a table when it has headers."""

    heading: str
    says: Sequence[str] = ()
    headers: Row = ()
    rows: Sequence[Row] = field(default_factory=list)


_AT_HOME: tuple[Text, ...] = (
    gettext_lazy("A resident reads what is about themself and about the home in which they live."),
    gettext_lazy("A parent with authority also reads what is about a child under 12."),
    gettext_lazy("From 12 to 15 the young person and a parent with authority both read it; from 16 the young person."),
    gettext_lazy("A parent who lives elsewhere reads what is about their child and the frame, no more."),
    gettext_lazy("Who administers somebody's money reads what is about that money, and nothing else about them."),
    gettext_lazy("A supporter reads only what the resident opens for them."),
    gettext_lazy(
        "A resident opens one talk at a table for a supporter who comes to it: its question and what is agreed, "
        "decided and said there, as far as it is about that resident or about the household; what is sensitive about "
        "the household only where nobody else lives. It closes after the day of the talk."
    ),
    gettext_lazy("A writer can keep something closed for the resident, with a reason and a last day. Then it opens."),
)
_NEVER: tuple[Text, ...] = (
    gettext_lazy("What is about an offence never opens in a crisis; otherwise only where a line names offences."),
    gettext_lazy("A seat alone opens the frame of the plan and own words of the resident, and nothing else."),
    gettext_lazy("Whose job ended reads nothing. Whose seat ended reads nothing more in that circle."),
)


def default_sheet() -> list[Part]:
    """The sheet of the catalogue that Kring comes with. No query."""
    domains = {one.key: LifeDomain(key=one.key, name=one.name, order=order) for order, one in enumerate(LIFE_DOMAINS)}
    return sheet(default_lines(domains, since=SINCE), [])


def sheet(lines: Sequence[Ground], covenants: Sequence[Covenant]) -> list[Part]:
    """The whole sheet for these lines (with their life domains) and covenants (with parties and life domains)."""
    tasks = [line for line in lines if line.basis == Ground.Basis.TASK]
    consents = [line for line in lines if line.basis == Ground.Basis.CONSENT]
    vital = [line for line in lines if line.basis == Ground.Basis.VITAL]
    return [
        Part(
            _("When something opens"),
            [_("Something opens when one of these doors is open. Kring says this to who reads it.")],
            (_("Door"), _("What Kring says")),
            _doors(),
        ),
        Part(
            _("By task in law, as a member of the circle"),
            [_("A kind of organisation that is not here reads nothing by its task.")],
            (_("Who"), _("What"), _("Up to"), _("Not what was written under"), _("About"), _("Why"), _("Article")),
            _tasks(tasks),
        ),
        Part(
            _("With consent, as a member of the circle"),
            [_("Consent names who, what, what for and until when. Withdrawing it counts at once.")],
            (_("Up to"), _("Who"), _("Article")),
            _consents(consents),
        ),
        Part(
            _("In a crisis"),
            [] if vital else [_("Nothing opens in a crisis.")],
            (_("Up to"), _("Why"), _("Article")) if vital else (),
            [(level(line.up_to), line.why, line.article) for line in vital],
        ),
        Part(
            _("By covenant"),
            [] if covenants else [_("There is none.")],
            (_("Covenant"), _("Parties"), _("Life domains"), _("Purpose"), _("Until")) if covenants else (),
            [_covenant(one) for one in covenants],
        ),
        Part(_("Residents, parents, young people and supporters"), [str(one) for one in _AT_HOME]),
        Part(_("What does not open"), [str(one) for one in _NEVER]),
        Part(
            _("Why something is closed"),
            [_("Kring says which door was nearest, and what would open it.")],
            (_("What Kring says"), _("What would open it")),
            _closed(),
        ),
        Part(
            _("Laws that open nothing here"),
            [],
            (_("Law"), _("What holds"), _("State")),
            [(one.name, one.says, one.article) for one in NOT_IN_FORCE],
        ),
    ]


@dataclass(frozen=True)
class InForce:
    """The whole catalogue of a municipality as it counted at one moment."""

    at: datetime
    version: RulesVersion | None
    parts: Sequence[Part]


def in_force(municipality: Municipality, *, at: datetime) -> InForce:
    """All that counted at a moment: lines, covenants, and under which law organisations wrote (six queries)."""
    lines = Ground.objects.in_force(at).filter(municipality=municipality).select_related("life_domain")
    running = Covenant.objects.filter(municipality=municipality, since__lte=at, until__gt=at)
    version = RulesVersion.objects.filter(municipality=municipality, at__lte=at).first()
    parts = sheet(list(lines), list(running.prefetch_related("parties", "life_domains")))
    own = Part(
        _("Organisations that write under another law than their kind"),
        [],
        (_("Organisation"), _("Law")),
        [(one.name, str(Law(law).label)) for one, law in laws_at(municipality, at=at)],
    )
    return InForce(at, version, [*parts, own] if own.rows else parts)


def laws_at(municipality: Municipality, *, at: datetime) -> list[tuple[Organisation, str]]:
    """Which organisations wrote under another law than that of their kind at a moment (two queries)."""
    later = LawChange.objects.filter(organisation__municipality=municipality, made_in__at__gt=at)
    then: dict[object, str] = {}
    for change in later.order_by("made_in__number"):
        then.setdefault(change.organisation_id, change.before)
    organisations = municipality.organisations.order_by("name")
    rows = ((one, then.get(one.pk, one.law)) for one in organisations)
    return [(one, law) for one, law in rows if law]


def level(up_to: int) -> str:
    """A sensitivity in words."""
    return str(Sensitivity(up_to).label)


def laws(not_from: Iterable[str]) -> str:
    """The laws of which a line opens nothing, in words; a dash for none."""
    return ", ".join(str(Law(law).label) for law in not_from) or "–"


def _doors() -> list[Row]:
    facts = Facts()
    rows: list[Row] = []
    for door in facts.doors:
        if door == "ground":
            rows += [(str(_DOORS[ground]), str(WHY_OPEN[ground])) for ground in facts.grounds]
        else:
            rows.append((str(_DOORS[door]), str(WHY_OPEN[door])))
        if door == "shared":
            # The same door for somebody of the own network, to whom only a resident opens it.
            rows.append((str(_DOORS["opened"]), str(WHY_OPEN["opened"])))
    return rows


_DOORS: dict[str, Text] = {
    "about_you": gettext_lazy("It is about you"),
    "addressed": gettext_lazy("It is addressed to you"),
    "own_organisation": gettext_lazy("Own organisation"),
    "shared": gettext_lazy("Shared by the writer"),
    "opened": gettext_lazy("Opened by the resident"),
    "frame": gettext_lazy("Frame of the plan"),
    "task": gettext_lazy("Ground: task in law"),
    "child_task": gettext_lazy("Ground: task in law for a child"),
    "own_words": gettext_lazy("Ground: own words of the resident"),
    "consent": gettext_lazy("Ground: consent"),
    "covenant": gettext_lazy("Ground: covenant"),
    "visit": gettext_lazy("Visit"),
    "crisis": gettext_lazy("Crisis"),
}


def _tasks(lines: Iterable[Ground]) -> list[Row]:
    """One row for all life domains of a kind that are open in the same way."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    order = {kind: place for place, kind in enumerate(OrganisationKind.values)}
    for line in sorted(lines, key=lambda line: (order[line.organisation_kind], _place(line))):
        article = line.article or "–"
        key = (
            str(OrganisationKind(line.organisation_kind).label),
            level(line.up_to),
            laws(line.not_from),
            str(Ground.About(line.about).label),
            line.why,
            _("%(article)s (assumed)") % {"article": article} if line.assumed else article,
        )
        alike[key].append(line.life_domain.name if line.life_domain else _("everything"))
    return [(key[0], ", ".join(names), *key[1:]) for key, names in alike.items()]


def _place(line: Ground) -> int:
    return line.life_domain.order if line.life_domain else -1


def _consents(lines: Iterable[Ground]) -> list[Row]:
    alike: dict[tuple[int, str], list[str]] = defaultdict(list)
    for line in lines:
        alike[line.up_to, line.article].append(str(OrganisationKind(line.organisation_kind).label))
    return [(level(up_to), ", ".join(kinds), article) for (up_to, article), kinds in sorted(alike.items())]


def _covenant(one: Covenant) -> Row:
    parties = ", ".join(party.name for party in one.parties.all())
    domains = ", ".join(domain.name for domain in one.life_domains.all())
    return (one.name, parties, f"{domains} ({level(one.up_to)})", one.purpose, full_day(one.until))


def _closed() -> list[Row]:
    blank = {"domain": "…", "plain": "…", "law": "…", "day": "…"}
    return [(str(closed.reason) % blank, str(closed.what_opens) or "–") for closed in WHY_CLOSED.values()]


def as_markdown(parts: Iterable[Part]) -> str:
    """The sheet as a Markdown file, with room for a name, a date and a signature."""
    lines = [
        "# " + _("Who reads what, and on which ground"),
        "",
        _("A default of 1 November 2026, no legal advice. Made from the rules by “kring access”; do not edit."),
    ]
    for part in parts:
        lines += ["", f"## {part.heading}"]
        bullet = "" if part.headers or len(part.says) == 1 else "- "
        lines += ["", *(f"{bullet}{sentence}" for sentence in part.says)] if part.says else []
        if part.headers:
            lines += ["", _row(part.headers), _row(("---",) * len(part.headers)), *map(_row, part.rows)]
    signed = [_("Privacy officer"), _("Municipality"), _("Date"), _("Signature")]
    lines += ["", "## " + _("Agreed"), "", _row(signed), _row(["---"] * 4), _row(["&nbsp;"] * 4)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
