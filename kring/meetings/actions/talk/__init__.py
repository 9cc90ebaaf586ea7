"""One household at a table: on the agenda, while talking, closing it, and afterwards."""
