"""Schedule a callback (41), Schedule Callbacks (42)."""
