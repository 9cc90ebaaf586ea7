"""Pages about who may read what: a file for each subject."""
