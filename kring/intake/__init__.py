"""From a question at the door to a circle and a first plan."""
