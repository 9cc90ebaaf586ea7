"""The copy that people ask of all that is held about them (AVG article 15), made in the background."""
