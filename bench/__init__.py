"""Measurements: `script/bench`. They print; tests assert counts only."""
