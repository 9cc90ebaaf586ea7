"""After a talk: its summary on a page and on paper, and what came of it at the next one."""
