"""May this person read this, and why: the shape of an item, the grounds, the rules, the gate, the looks."""
