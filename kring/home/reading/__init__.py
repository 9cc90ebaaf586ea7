"""What the pages of `home` read: over all my circles, and in one circle."""
