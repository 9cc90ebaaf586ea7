"""The ten people to begin with in the demo, and one sentence on what to look at. Their accounts, in this order."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHERE_TO_LOOK: dict[str, Promise] = {
    "sanne": _("Community coach with eleven circles. See what waits for you today, and open the circle of Ricardo."),
    "anouk": _("Leads many circles. Open De Wit: from a threatening eviction to today."),
    "dorien": _("Works at the front door. Take a new question in hand, and see who looks like somebody you know."),
    "fatma": _("See your own plan and your people on a phone, and who may read what."),
    "riet": _("Mother-in-law, in the circle of Fatma. See how little you see, and what you can do."),
    "ricardo": _("Kept vanishing from jobs. Read how four organisations all say the same to you."),
    "ahmed": _("Works for the landlord. You read about the rent and not about health; press why."),
    "hanneke": _("General practitioner. What you write about health stays closed to the others."),
    "senna": _("From sixteen you decide yourself. See what must be ready at eighteen."),
    "karin": _("Consultant for work. You said no to the lead, and why. See your households and your week."),
}
