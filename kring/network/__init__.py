"""Organisations, their professionals, and how people sign in."""
