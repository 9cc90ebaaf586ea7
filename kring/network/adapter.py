"""How allauth behaves here: nobody makes an account for themselves; the municipality invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by the organisation or for a resident, not by a stranger."""
        return False
