"""Whose rules apply: terms, life domains, horizons. All of it data that a municipality edits (row A7)."""
