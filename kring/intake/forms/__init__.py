"""Forms of the door, of triage and of a household."""
