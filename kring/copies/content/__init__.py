"""What stands in a copy, section by section; the names of fields are in docs/copy.md and do not change."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kring.copies.content import around, people, tables, written
from kring.copies.content.entry import Entry
from kring.copies.scope import Scope
from kring.core.verdict import Text


class Section(NamedTuple):
    """A part of the copy: its name in JSON, how it is called on paper, and what fills it."""

    key: str
    title: Text
    entries: Callable[[Scope], list[Entry]]


SECTIONS: tuple[Section, ...] = (
    Section("person", _("Who it is about"), people.person),
    Section("authority", _("Who decides"), people.authority),
    Section("network", _("Own people"), people.network),
    Section("households", _("Homes, now and before"), people.households),
    Section("help_requests", _("Questions at the front door"), people.help_requests),
    Section("circles", _("Circles, and who is in them"), around.circles),
    Section("messages", _("What matters, and what everybody says"), written.messages),
    Section("goals", _("Goals"), written.goals),
    Section("agreements", _("Agreements"), written.agreements),
    Section("bottlenecks", _("Rules that did not fit"), written.bottlenecks),
    Section("reviews", _("Looking back together"), written.reviews),
    Section("notes", _("The story"), written.notes),
    Section("tables", _("Talks at a table"), tables.talks),
    Section("table_words", _("What was said around those talks"), tables.words),
    Section("mirror_teams", _("Advice of a mirror team"), tables.mirror_teams),
    Section("safety_notes", _("What visitors must know"), written.safety_notes),
    Section("consents", _("Consent"), around.consents),
    Section("openings", _("What was opened to own people"), around.openings),
    Section("share_requests", _("Questions to share something"), around.share_requests),
    Section("crises", _("Who looked along in danger"), around.crises),
    Section("look_questions", _("Questions about who looked"), around.look_questions),
    Section("acts", _("Done in Kring by themself"), people.acts),
    Section("copies", _("Copies that were asked before"), people.copies),
)
