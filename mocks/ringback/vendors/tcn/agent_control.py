"""Agent Status (47), Agent Recording Controls (48)."""
