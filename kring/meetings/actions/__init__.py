"""What people do around a table: each one a function, in one transaction, with its act in the log."""

from kring.meetings.actions.agenda import bring, drop, put_off
from kring.meetings.actions.table import agree, ask_yes, be_here, begin, close, hear, park, prepare

__all__ = ["agree", "ask_yes", "be_here", "begin", "bring", "close", "drop", "hear", "park", "prepare", "put_off"]
