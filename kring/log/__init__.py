"""One append-only record of what was done (Act) and what was looked at (Look)."""
