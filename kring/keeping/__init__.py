"""How long things are kept, taking away what is over its term, and the request to be forgotten."""
