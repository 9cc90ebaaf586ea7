"""Seven households told in full, in the order in which their team lived it."""
