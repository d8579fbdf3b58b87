"""New Lead Drip Drop (6), Lead Drip Drop (7)."""
