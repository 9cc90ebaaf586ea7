"""The plan of a circle: what matters, goals, agreements, reviews, the shared message, and the story so far."""
