"""Forms of sharing: a file for each subject."""
