"""Shared subjects: who owns one, who joins, the reports that they write together. No resident stands in it."""
