"""A talk about one household at a table, as one reader sees it."""
