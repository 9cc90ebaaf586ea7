"""Calling tables: one, a round, a series with its standing places, and those of a theme."""
