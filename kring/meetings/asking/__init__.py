"""How people are asked to a table and answer: links, guests of a talk, days to choose from, letters."""
