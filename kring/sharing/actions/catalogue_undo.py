"""Taking a version of the catalogue back: lines, covenants and the law of organisations, as a new version."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from kring.circles.actors import Actor
from kring.core.verdict import no
from kring.log.actions import record
from kring.network.models import Organisation
from kring.sharing.actions.catalogue import as_it_was, begin_line, end_line, next_version
from kring.sharing.models import Covenant, Ground, LawChange, RulesVersion
from kring.sharing.rules import may_set_rules


@transaction.atomic
def undo_version(version: RulesVersion, *, reason: str, made_from: int, by: Actor) -> RulesVersion:
    """What this version ended counts again, what it began ends: as a new version.

    Refused when something of it was changed since, or stands in the way.
    """
    may_set_rules(by).insist()
    ended = list(version.ended.select_related("life_domain"))
    added = list(version.added.select_for_update())
    agreed = list(version.covenants.select_for_update())
    broken = list(version.ended_covenants.prefetch_related("parties", "life_domains"))
    laws = list(version.law_changes.select_related("organisation"))
    if not (ended or added or agreed or broken or laws):
        no(_("There is nothing in this version to take back here.")).insist()
    _nothing_changed_since(added, agreed, laws)
    made = next_version(version.municipality, made_from, reason, by)
    for line in added:
        end_line(line, made, max(made.at, line.since))
    for line in ended:
        begin_line(made, as_it_was(line), made.at)
    for covenant in agreed:
        _end_covenant(covenant, made)
    for covenant in broken:
        _agree_again(covenant, made)
    for change in laws:
        Organisation.objects.filter(pk=change.organisation_id).update(law=change.before)
        LawChange.objects.create(
            organisation=change.organisation, before=change.after, after=change.before, made_in=made
        )
    record("settings.catalogue.undone", by=by, subject=made.pk, detail={"version": version.number})
    return made


def _nothing_changed_since(added: Iterable[Ground], agreed: Iterable[Covenant], laws: Iterable[LawChange]) -> None:
    changed = any(line.until is not None for line in added) or any(one.ended_in_id for one in agreed)
    if changed or any(change.organisation.law != change.after for change in laws):
        no(
            _("Something of this version was changed later."), what_opens=_("Take back the later version first.")
        ).insist()


def _end_covenant(covenant: Covenant, made: RulesVersion) -> None:
    """It counts until now; one that ran out by itself stays as it is."""
    if covenant.until <= made.at:
        return
    covenant.until, covenant.ended_in = made.at, made
    covenant.save(update_fields=["until", "ended_in"])


def _agree_again(covenant: Covenant, made: RulesVersion) -> None:
    """The same once more, until the day that was agreed at first."""
    agreed_until = covenant.agreed_until or covenant.until
    if agreed_until <= made.at:
        no(
            _("The last day of “%(name)s” has passed.") % {"name": covenant.name},
            what_opens=_("Make a new covenant."),
        ).insist()
    parties, domains = list(covenant.parties.all()), list(covenant.life_domains.all())
    again = Covenant.objects.create(
        municipality=made.municipality,
        name=covenant.name,
        purpose=covenant.purpose,
        why_resident=covenant.why_resident,
        article=covenant.article,
        up_to=covenant.up_to,
        since=made.at,
        until=agreed_until,
        agreed_until=agreed_until,
        added_in=made,
    )
    again.parties.set(parties)
    again.life_domains.set(domains)
