"""The pages of tables. Each: get, ask, act, render."""
