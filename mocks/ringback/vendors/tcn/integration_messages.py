"""Post Integration Message (40)."""
