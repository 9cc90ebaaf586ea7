"""The forms of tables, by subject."""
