"""Who is around a household, in which role, and who leads."""
