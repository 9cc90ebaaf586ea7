"""SQLite with one write lock for all processes of the installation."""
