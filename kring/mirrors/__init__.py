"""Mirror teams: colleagues of other expertise look together at a case without names (row V5)."""
