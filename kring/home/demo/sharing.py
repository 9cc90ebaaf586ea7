"""Consent and questions to share in the stories: one line per thing, each through the action that a page calls."""

from datetime import timedelta
from typing import NamedTuple

from kring.circles.models import Member
from kring.home.demo.telling import Telling
from kring.households.models import Person
from kring.municipality.models import Sensitivity
from kring.network.models import Organisation
from kring.plans.models import Note
from kring.sharing.actions import consent as consents
from kring.sharing.actions import share
from kring.sharing.actions.consent import Noted
from kring.sharing.consent_rules import Decider, Wish, last_day
from kring.sharing.models import Consent, ConsentVoice, ShareRequest
from kring.sharing.reading import Reading, load_circle

LONG = 300


class Letter(NamedTuple):
    """What is asked: life domains by key, to the organisations of these workers or to these of the own network."""

    domains: str
    why: str
    to: str = ""
    people: str = ""
    until: int = LONG
    special: bool = False


def ask(story: Telling, who: str, about: str, letter: Letter) -> Consent:
    """`who` asks consent about one person; `until` is a day as everywhere in the stories, at most what the law says."""
    person = story.home.persons[about]
    with story.then():
        wish = Wish(
            about=person,
            life_domains=[story.town.domains[key] for key in letter.domains.split()],
            purpose=letter.why,
            until=min(story.town.days.today + timedelta(days=letter.until), last_day(person)),
            organisations=list({_organisation(story, key): None for key in letter.to.split()}),
            supporters=[story.actor(key).supporters[0] for key in letter.people.split()],
            up_to=Sensitivity.SPECIAL if letter.special else Sensitivity.ORDINARY,
        )
        return consents.ask_consent(story.circle, wish, by=story.actor(who), seat=story.seat(who))


def says(story: Telling, consent: Consent, *, yes: bool, heard_by: str, who: str = "", paper: bool = False) -> Consent:
    """Everybody who decides answers, or only `who`; who has no account or seat says it to `heard_by`."""
    for decider in consents.deciders_of(consent.about):
        key = _key(story, decider)
        if who and key != who:
            continue
        with story.then():
            consent = _say(story, consent, decider, key=key, yes=yes, heard_by=heard_by, paper=paper)
        if not yes:
            break
    return consent


def all_give(story: Telling, who: str, letter: Letter, *, but: str = "") -> None:
    """Everybody at home is asked and says yes, but for one; a household opens when all who live there said yes."""
    for key in story.home.residences:
        if key != but:
            says(story, ask(story, who, key, letter), yes=True, heard_by=who)


def opens_to(story: Telling, who: str, letter: Letter) -> Consent:
    """A resident opens something to their own people, without being asked."""
    return ask(story, who, who, letter)


def withdraws(story: Telling, who: str, consent: Consent) -> None:
    with story.then():
        decider = Decider(story.home.persons[who])
        consents.withdraw(consent, decider=decider, by=story.actor(who))


def knocks(story: Telling, who: str, note: Note, why: str, *, asks: str = "") -> ShareRequest:
    """`who` asks to share one closed note."""
    with story.then():
        circle = load_circle(story.circle.pk)
        assert circle is not None  # noqa: S101 (a story opens its circle first)
        seat = next(seat for seat in circle.seats_now if seat.pk == story.seat(who).pk)  # type: ignore[attr-defined]
        return share.ask_to_share(note, why=why, by=story.actor(who), reading=Reading(circle, seat), asks=asks)


def last_note(story: Telling, who: str, domain: str) -> Note:
    """What this worker last wrote about a life domain."""
    notes = Note.objects.filter(circle=story.circle, author=story.seat(who), life_domain__key=domain)
    return notes.select_related("about", "life_domain").latest("written_at")


def shares(story: Telling, who: str, request: ShareRequest, *, until: int) -> None:
    with story.then():
        day = story.town.days.today + timedelta(days=until)
        share.grant(request, until=day, by=story.actor(who), seat=story.seat(who))


def keeps(story: Telling, who: str, request: ShareRequest, why: str) -> None:
    """`who` says no to sharing, with the reason."""
    with story.then():
        share.refuse(request, why=why, by=story.actor(who), seat=story.seat(who))


def _say(
    story: Telling, consent: Consent, decider: Decider, *, key: str, yes: bool, heard_by: str, paper: bool
) -> Consent:
    if key:
        return consents.say(consent, decider=decider, says_yes=yes, by=story.actor(key), seat=story.seat(key))
    how = ConsentVoice.How.PAPER if paper else ConsentVoice.How.SPOKEN
    noted = Noted(how=how, seat=story.seat(heard_by))
    return consents.note_answer(consent, decider=decider, says_yes=yes, noted=noted, by=story.actor(heard_by))


def _key(story: Telling, decider: Decider) -> str:
    """Under which key this decider acts on the screen; empty when somebody has to note it."""
    for key, actor in story.home.actors.items():
        seat = story.home.seats.get(key)
        is_them = isinstance(decider.who, Person) and actor.person is not None and actor.person.pk == decider.key
        if is_them and seat is not None and seat.state == Member.State.ACCEPTED:
            return key
    return ""


def _organisation(story: Telling, key: str) -> Organisation:
    job = story.actor(key).professional
    assert job is not None  # noqa: S101 (letters go to workers)
    return job.organisation
