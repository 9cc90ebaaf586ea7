"""Pages that put the modules together: my work, the circle."""
