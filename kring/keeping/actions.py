"""Setting a term; asking for a run, approving it by two, stopping it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.circles.actors import Actor
from kring.core import clock
from kring.core.mails import tell
from kring.core.verdict import no
from kring.keeping.models import KeepingTerm, Run
from kring.keeping.rules import may_approve, may_confirm, may_keep, may_stop
from kring.keeping.terms import terms_of
from kring.log.actions import record
from kring.municipality.models import Municipality
from kring.network.models import Professional


@dataclass(frozen=True)
class NewTerm:
    """So many years, on which article, and why it changes."""

    years: int
    article: str
    assumed: bool
    why: str


@transaction.atomic
def set_term(
    municipality: Municipality, kind: str, law: str, term: NewTerm, *, by: Actor, name: str = "keeping.term.set"
) -> KeepingTerm:
    """Change how long something is kept; counts from the next run that is asked."""
    may_keep(by).insist()
    row = KeepingTerm.objects.create(
        municipality=municipality,
        kind=kind,
        law=law,
        years=term.years,
        article=term.article,
        assumed=term.assumed,
        why=term.why,
        by=by.user,
        by_name=by.name,
        since=clock.now(),
    )
    record(name, by=by, subject=row.pk, detail={"kind": kind, "law": law, "years": term.years})
    return row


@transaction.atomic
def confirm_term(term: KeepingTerm, *, years: int, article: str, why: str, by: Actor) -> KeepingTerm:
    """The municipality looked it up: a term that was assumed is theirs now, as long as it was.

    `years`: what the officer saw, so that nobody confirms what a colleague changed meanwhile.
    """
    Municipality.objects.select_for_update().get(pk=term.municipality_id)
    now = next(one for one in terms_of(term.municipality) if (one.kind, one.law) == (term.kind, term.law))
    may_confirm(now, by, years=years).insist()
    said = NewTerm(years=now.years, article=article, assumed=False, why=why)
    return set_term(term.municipality, now.kind, now.law, said, by=by, name="keeping.term.confirmed")


@transaction.atomic
def ask_run(municipality: Municipality, *, by: Actor) -> Run:
    """Ask what is over its term now; the worker counts it. One run is open at a time."""
    may_keep(by).insist()
    try:
        with transaction.atomic():
            run = Run.objects.create(
                municipality=municipality, as_of=clock.now(), asked_by=by.user, asked_by_name=by.name
            )
    except IntegrityError:
        no(_("Somebody asked this already. Finish that one first.")).insist()
        raise
    record("keeping.run.asked", by=by, subject=run.pk)
    return run


@transaction.atomic
def approve_run(run: Run, *, by: Actor) -> Run:
    """The first says yes and the other officers hear of it; with the second the worker begins."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    may_approve(run, by).insist()
    if run.first_by_id is None:
        run.first_by, run.first_by_name, run.first_at = by.user, by.name, clock.now()
        run.save(update_fields=["first_by", "first_by_name", "first_at"])
        _ask_second(run)
        record("keeping.run.first_yes", by=by, subject=run.pk)
        return run
    run.second_by, run.second_by_name, run.second_at = by.user, by.name, clock.now()
    run.state = Run.State.APPROVED
    run.save(update_fields=["second_by", "second_by_name", "second_at", "state"])
    record("keeping.run.second_yes", by=by, subject=run.pk)
    return run


@transaction.atomic
def stop_run(run: Run, *, by: Actor) -> Run:
    """Nothing of it goes."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    may_stop(run, by).insist()
    run.state, run.ended_at = Run.State.STOPPED, clock.now()
    run.save(update_fields=["state", "ended_at"])
    record("keeping.run.stopped", by=by, subject=run.pk)
    return run


def _ask_second(run: Run) -> None:
    officers = Professional.objects.working().filter(
        is_privacy_officer=True, organisation__municipality=run.municipality_id
    )
    for officer in officers.exclude(user=run.first_by):
        tell(
            officer.email,
            subject=gettext_lazy("your yes is needed before something is removed"),
            text=gettext_lazy("In Kring something is over its term. A colleague said that it may go. Look at it too."),
            path="/beheer/bewaren/",
        )
