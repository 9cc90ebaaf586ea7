"""A look in words that a resident understands: what somebody looked at, and why they could."""

from django.utils.translation import gettext_lazy as _

from kring.core.verdict import Text

# By the purpose that a page gives to its looks (`look_at(..., purpose=...)`); a purpose without words fails a test.
LOOKED_AT: dict[str, Text] = {
    "work": _("saw you in the list of their own work"),
    "new": _("saw you in what is new in their circles"),
    "circles": _("saw your circle in a list of circles"),
    "circle": _("looked at your circle"),
    "plan": _("looked at your plan"),
    "table": _("talked about your plan at a table, or looked at its agenda"),
    "summary": _("read what was said and agreed about you at a table"),
    "bottleneck": _("looked at rules that do not fit your plan"),
    "story": _("read the story so far"),
    "chair": _("looked at your page as you see it"),
    "why": _("looked up who may read something about you"),
    "share": _("looked at a question about sharing"),
    "consent": _("looked at consent"),
    "visit": _("looked up what to know before a visit"),
    "crisis": _("looked along because there was danger"),
    "triage": _("looked at a question at the front door"),
    "hand_on": _("looked at a question that was handed on to them"),
    "household": _("looked at who lives with you"),
    "number": _("looked at your citizen service number"),
    "search": _("searched for a household and found you"),
    "place": _("looked at their own page, with you on it"),
    "explain": _("looked up why somebody could read something"),
    "looked": _("looked up who looked at your details"),
    "copy": _("made or took along a copy of what is known about you"),
    "destruction": _("handled a request to destroy what is written about you"),
    "rights": _("answered your question about a look"),
}
# By the ground of a look: why they could.
BECAUSE: dict[str, Text] = {
    "seat": _("They are in your circle."),
    "crisis": _("There was danger; this was told and looked at afterwards."),
    "visit": _("They visit you."),
    "front_door": _("They work at the front door of the municipality, where your question came in."),
    "handed_on": _("Your question was handed on to their organisation."),
    "officer": _("They look after privacy in the municipality."),
    "search": _("They searched for a household, to open a circle or to help."),
    "self": _("It is about them too."),
    "number": _("A law names them as somebody who may use your citizen service number."),
    "contact": _("They answer questions for their organisation."),
}


def looked_at(purpose: str) -> Text:
    return LOOKED_AT.get(purpose, _("looked at your details"))


def because(ground: str) -> Text:
    """Why they could; for looks of before grounds were kept, nothing."""
    return BECAUSE.get(ground, "")
