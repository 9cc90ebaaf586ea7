"""What people do around a table: each one a function, in one transaction, with its act in the log."""
