"""The vocabulary of acts: every name that `record` writes, said in words. A name that is not here fails a test."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kring.core.verdict import Text


class ActWords(NamedTuple):
    """How an act reads. `%(who)s` is who did it; `in_story` says whether the story of a circle tells it."""

    says: Text
    in_story: bool = False


ACTS: dict[str, ActWords] = {
    # The circle and who is in it.
    "circle.opened": ActWords(_("%(who)s opened this circle."), in_story=True),
    "circle.invited": ActWords(_("%(who)s asked somebody into the circle.")),
    "circle.joined": ActWords(_("%(who)s joined the circle."), in_story=True),
    "circle.refused": ActWords(_("%(who)s said no to the invitation.")),
    "circle.withdrawn": ActWords(_("%(who)s took back an invitation.")),
    "circle.expectations": ActWords(_("%(who)s said what they do here.")),
    "circle.left": ActWords(_("%(who)s left the circle."), in_story=True),
    "circle.story_read": ActWords(_("%(who)s read the story so far.")),
    "circle.steady_contact": ActWords(_("%(who)s chose the steady contact."), in_story=True),
    "circle.seat_moved": ActWords(_("%(who)s joined two persons who were one.")),
    "circle.reminded": ActWords(_("%(who)s asked somebody into the circle once more.")),
    "circle.reopened": ActWords(_("%(who)s opened the circle again."), in_story=True),
    "household.searched": ActWords(_("%(who)s searched for a household.")),
    "circle.closed": ActWords(_("%(who)s closed the circle."), in_story=True),
    "circle.history": ActWords(_("%(who)s changed what who comes later may read."), in_story=True),
    "circle.form": ActWords(_("%(who)s changed how the circle organises itself."), in_story=True),
    "circle.form.proposed": ActWords(_("%(who)s proposed to organise the circle otherwise.")),
    "circle.form.self": ActWords(_("%(who)s said yes: the circle organises itself from now on."), in_story=True),
    "circle.form.directed": ActWords(_("%(who)s said yes: the circle has one lead from now on."), in_story=True),
    "circle.form.refused": ActWords(_("%(who)s said no to organising the circle otherwise.")),
    "circle.form.withdrawn": ActWords(_("%(who)s took back a proposal about how the circle is organised.")),
    "circle.told_again": ActWords(_("%(who)s had to tell the story again."), in_story=True),
    # Who leads.
    "lead.offered": ActWords(_("%(who)s asked somebody to lead.")),
    "lead.accepted": ActWords(_("%(who)s leads from now on."), in_story=True),
    "lead.refused": ActWords(_("%(who)s said no to leading.")),
    "lead.withdrawn": ActWords(_("%(who)s took back the question to lead.")),
    "lead.deputy": ActWords(_("%(who)s named or ended a deputy.")),
    # The plan.
    "plan.started": ActWords(_("%(who)s started the plan."), in_story=True),
    "plan.horizon": ActWords(_("%(who)s chose another day for the review.")),
    "plan.goal.added": ActWords(_("%(who)s added a goal."), in_story=True),
    "plan.goal.changed": ActWords(_("%(who)s put a goal in other words.")),
    "plan.goal.first": ActWords(_("%(who)s put a goal first."), in_story=True),
    "plan.goal.ended": ActWords(_("%(who)s ended a goal."), in_story=True),
    "plan.goal.reopened": ActWords(_("%(who)s opened a goal again."), in_story=True),
    "plan.agreement.added": ActWords(_("%(who)s made an agreement.")),
    "plan.agreement.changed": ActWords(_("%(who)s changed an agreement.")),
    "plan.agreement.done": ActWords(_("%(who)s noted that an agreement was done."), in_story=True),
    "plan.agreement.not_done": ActWords(_("%(who)s noted that an agreement did not work out."), in_story=True),
    "plan.agreement.reopened": ActWords(_("%(who)s opened an agreement again.")),
    "plan.reviewed": ActWords(_("%(who)s held the review."), in_story=True),
    "plan.review.corrected": ActWords(_("%(who)s set something in a review right.")),
    # What the story shows itself, as words: not told twice.
    "plan.matters": ActWords(_("%(who)s wrote down what matters.")),
    "plan.message": ActWords(_("%(who)s wrote down the message of everybody.")),
    "plan.framework": ActWords(_("%(who)s wrote down the framework: what the circle settles itself.")),
    "story.note.written": ActWords(_("%(who)s wrote something in the story.")),
    "story.handover": ActWords(_("%(who)s wrote a handover.")),
    # At a table.
    "meeting.called": ActWords(_("%(who)s called a table.")),
    "meeting.series.started": ActWords(_("%(who)s started a table that comes back.")),
    "meeting.moved": ActWords(_("%(who)s moved a table to another day or hour.")),
    "meeting.cancelled": ActWords(_("%(who)s cancelled a table.")),
    "meeting.feed.renewed": ActWords(_("%(who)s made an address for their own calendar.")),
    "meeting.answered": ActWords(_("%(who)s answered whether they come to a table.")),
    "meeting.asked": ActWords(_("%(who)s asked somebody along to a table.")),
    "meeting.item.brought": ActWords(_("%(who)s put this household on the agenda of a table."), in_story=True),
    "meeting.item.put_off": ActWords(_("%(who)s moved the talk to a later table.")),
    "meeting.item.dropped": ActWords(_("%(who)s took this household off the agenda.")),
    "meeting.item.begun": ActWords(_("%(who)s began the talk at the table.")),
    "meeting.item.closed": ActWords(_("%(who)s closed the talk; everything was read back."), in_story=True),
    "meeting.prepared": ActWords(_("%(who)s said beforehand what they want and can do.")),
    "meeting.parked": ActWords(_("%(who)s kept a question for later.")),
    "meeting.heard": ActWords(_("%(who)s noted that an agreement was heard.")),
    "meeting.yes_asked": ActWords(_("%(who)s asked who was not there for a yes.")),
    # Who may read what.
    "sharing.withheld": ActWords(_("%(who)s keeps something closed for a while.")),
    "sharing.crisis.opened": ActWords(_("%(who)s opened this circle in a crisis.")),
    "sharing.crisis.closed": ActWords(_("%(who)s closed an access in a crisis.")),
    "sharing.crisis.reviewed": ActWords(_("%(who)s looked at an access in a crisis.")),
    "sharing.visit": ActWords(_("%(who)s said that they visit.")),
    "sharing.safety.written": ActWords(_("%(who)s wrote a safety note.")),
    "sharing.safety.ended": ActWords(_("%(who)s ended a safety note.")),
    "looked.asked": ActWords(_("%(who)s asked why somebody looked.")),
    "looked.answered": ActWords(_("%(who)s answered why somebody looked.")),
    "looked.reminded": ActWords(_("Kring asked again for an answer about a look.")),
    "looked.hidden": ActWords(_("%(who)s kept looks out of sight for a while.")),
    "looked.shown": ActWords(_("%(who)s ended keeping looks out of sight.")),
    "looked.settled": ActWords(_("%(who)s looked at an odd look.")),
    "sharing.opened_again": ActWords(_("%(who)s opened what was kept closed.")),
    "sharing.withheld.reminded": ActWords(_("Kring asked to look again at what is kept closed.")),
    "sharing.asked": ActWords(_("%(who)s asked to share something.")),
    "sharing.granted": ActWords(_("%(who)s shared something with an organisation.")),
    "sharing.refused": ActWords(_("%(who)s said no to sharing something.")),
    "sharing.taken_back": ActWords(_("%(who)s took back a question to share.")),
    "sharing.ended": ActWords(_("%(who)s closed again what was shared.")),
    "sharing.reminded": ActWords(_("Kring asked once more for an answer about sharing.")),
    "consent.asked": ActWords(_("%(who)s asked for consent.")),
    "consent.said_yes": ActWords(_("%(who)s said or noted a yes to sharing.")),
    "consent.said_no": ActWords(_("%(who)s said or noted a no to sharing.")),
    "consent.given": ActWords(_("%(who)s completed a consent: it counts from now on.")),
    "consent.refused": ActWords(_("A consent was refused, noted by %(who)s.")),
    "consent.withdrawn": ActWords(_("%(who)s withdrew consent, or noted that.")),
    "consent.taken_back": ActWords(_("%(who)s took back a question for consent.")),
    "consent.reminded": ActWords(_("Kring told in time that a consent runs out.")),
    # Partners and professionals.
    "network.organisation.added": ActWords(_("%(who)s added an organisation.")),
    "network.organisation.changed": ActWords(_("%(who)s changed what is known of an organisation.")),
    "network.professional.added": ActWords(_("%(who)s added a professional.")),
    "network.professional.changed": ActWords(_("%(who)s changed what is known of a professional.")),
    "network.professional.task": ActWords(_("%(who)s changed the tasks of a professional.")),
    "network.professional.ended": ActWords(_("%(who)s noted that somebody stopped working there.")),
    # Persons and households.
    "person.added": ActWords(_("%(who)s added a person.")),
    "person.changed": ActWords(_("%(who)s changed what is known of a person.")),
    "person.authority.given": ActWords(_("%(who)s noted who decides for somebody.")),
    "person.authority.ended": ActWords(_("%(who)s noted that somebody no longer decides for somebody.")),
    "person.supporter.added": ActWords(_("%(who)s added somebody to the network of a resident.")),
    "person.supporter.ended": ActWords(_("%(who)s noted that somebody left the network of a resident.")),
    "person.number.noted": ActWords(_("%(who)s noted a citizen service number.")),
    "person.number.removed": ActWords(_("%(who)s took away a citizen service number.")),
    "person.number.searched": ActWords(_("%(who)s searched by a citizen service number.")),
    "person.joined": ActWords(_("%(who)s joined two entries of the same person.")),
    "household.added": ActWords(_("%(who)s added a household.")),
    "household.changed": ActWords(_("%(who)s changed what is known of a household.")),
    "household.moved_in": ActWords(_("%(who)s noted that somebody came to live in a household.")),
    "household.moved_out": ActWords(_("%(who)s noted that somebody left a household.")),
    # The municipality's own rules.
    "settings.changed": ActWords(_("%(who)s changed the settings of the municipality.")),
    "settings.life_domain.changed": ActWords(_("%(who)s changed a life domain.")),
    "settings.term.changed": ActWords(_("%(who)s changed a word of the glossary.")),
    "settings.term.dropped": ActWords(_("%(who)s took a word out of the glossary.")),
    "settings.ground.changed": ActWords(_("%(who)s changed who reads what.")),
    "settings.covenant.made": ActWords(_("%(who)s wrote down a covenant.")),
    "settings.covenant.ended": ActWords(_("%(who)s ended a covenant.")),
    "settings.catalogue.undone": ActWords(_("%(who)s took back a version of the rules.")),
    "settings.law.changed": ActWords(_("%(who)s changed under which law an organisation writes.")),
    # Copies of all that is held about somebody.
    "copy.asked": ActWords(_("%(who)s asked for a copy of what is known about somebody.")),
    "copy.made": ActWords(_("Kring made a copy of what is known about somebody.")),
    "copy.thrown_away": ActWords(_("%(who)s threw away a copy.")),
    "copy.expired": ActWords(_("Kring threw away a copy after a week.")),
    # How long things are kept, and what residents ask to destroy.
    "keeping.term.set": ActWords(_("%(who)s changed how long something is kept.")),
    "keeping.run.asked": ActWords(_("%(who)s asked what is over its term.")),
    "keeping.run.shown": ActWords(_("Kring showed what is over its term.")),
    "keeping.run.first_yes": ActWords(_("%(who)s said as the first that it may go.")),
    "keeping.run.second_yes": ActWords(_("%(who)s said as the second that it may go.")),
    "keeping.run.stopped": ActWords(_("%(who)s stopped it; nothing was removed.")),
    "keeping.run.done": ActWords(_("Kring removed what was over its term.")),
    "keeping.destruction.asked": ActWords(_("%(who)s asked to destroy what is written about somebody.")),
    "keeping.destruction.answered": ActWords(_("%(who)s answered a request to destroy.")),
    "keeping.destruction.taken_back": ActWords(_("%(who)s took back a request to destroy.")),
    "keeping.destruction.reminded": ActWords(_("Kring reminded who has to answer a request to destroy.")),
    "keeping.destruction.done": ActWords(_("Kring destroyed what was asked.")),
    # The door.
    "intake.came_in": ActWords(_("A question came in at the front door.")),
    "intake.in_hand": ActWords(_("%(who)s took a question in hand.")),
    "intake.answered": ActWords(_("%(who)s answered a question.")),
    "intake.hand_on.offered": ActWords(_("%(who)s asked a partner to take a question over.")),
    "intake.hand_on.accepted": ActWords(_("%(who)s took a question over.")),
    "intake.hand_on.refused": ActWords(_("%(who)s said no to taking a question over.")),
    "intake.hand_on.withdrawn": ActWords(_("%(who)s took back the question to a partner.")),
    "intake.same_person": ActWords(_("%(who)s found who a question is about.")),
    "intake.not_same_person": ActWords(_("%(who)s noted that two persons are not the same.")),
    "intake.new_person": ActWords(_("%(who)s made a new person for a question.")),
    "intake.person_undone": ActWords(_("%(who)s opened again who a question is about.")),
    "intake.put_back": ActWords(_("%(who)s put a question back for a colleague.")),
    "intake.reopened": ActWords(_("%(who)s opened a question again.")),
    "intake.reminded": ActWords(_("%(who)s reminded the front door of a question.")),
    "intake.followed": ActWords(_("Somebody looked where their question stands.")),
    "intake.circle_opened": ActWords(_("%(who)s opened a circle for a question.")),
}

# What the story of a circle tells, beside the notes.
IN_STORY = frozenset(name for name, words in ACTS.items() if words.in_story)


def say(name: str, who: str) -> str:
    """The act in words: "Anouk Bakker joined the circle." Without a name the program did it; unknown names stay."""
    words = ACTS.get(name)
    return str(words.says) % {"who": who or "Kring"} if words else name
