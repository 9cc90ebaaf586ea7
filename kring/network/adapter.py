"""How allauth behaves here: nobody makes an account for themselves; the municipality invites."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext_noop

from kring.core.mails import ask_outbox, language_of
from kring.core.middleware import keep_language

# allauth's own sentences, said in Kring's words: our catalogue goes before allauth's.
ALLAUTH_SAYS = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Please type your current password."),
    gettext_noop("Incorrect password."),
    gettext_noop("Incorrect code."),
    gettext_noop("Email"),
    gettext_noop("Code"),
    gettext_noop("Authenticator code"),
    gettext_noop("Password"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
)


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's own mails (a new password) leave through the outbox too."""
        with translation.override(language_of(email) or translation.get_language()):
            message = self.render_mail(template_prefix, email, context)
        ask_outbox(email, subject=message.subject, text=message.body)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponseBase:
        """Who signs in hears the language that they chose before, on whatever machine."""
        response: HttpResponseBase = super().post_login(request, user, **how)
        keep_language(response, user.language)
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by the organisation or for a resident, not by a stranger."""
        return False
