"""Text messages (49 to 55)."""
