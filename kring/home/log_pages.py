"""`/beheer/logboek/`: is the log of who looked at what whole, and who keeps the proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.core.needs import needs
from kring.core.when import moment
from kring.log.seals.state import LogState, read_state
from kring.sharing.rules import may_set_rules


@needs(may_set_rules)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """How the log stands now: sealed, checked, kept by others."""
    state = read_state()
    checked = in_words(state.check.rows) if state.check else ""
    return render(request, "home/settings_log.html", {"state": state, "sealed": _sealed(state), "checked": checked})


def _sealed(state: LogState) -> list[tuple[str, str]]:
    """What the newest seal says, as pairs of words."""
    if state.seal is None:
        return []
    return [
        (_("Lines that are sealed"), in_words(state.seal.size)),
        (_("Seals"), in_words(state.seal.number)),
        (_("Newest seal"), moment(state.seal.signed_at)),
        (_("Key"), " ".join(state.key[n : n + 8] for n in range(0, 64, 8))),
    ]


def in_words(number: int) -> str:
    """Says 20.765 in Dutch, 20,765 in English."""
    return number_format(number, use_l10n=True, force_grouping=True)
