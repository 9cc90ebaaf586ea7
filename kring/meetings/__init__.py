"""Tables: many people, one conversation, agreements that hold."""
