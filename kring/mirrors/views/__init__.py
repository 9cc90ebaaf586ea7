"""The pages of a mirror team: one side in the circle, the other without any circle."""
