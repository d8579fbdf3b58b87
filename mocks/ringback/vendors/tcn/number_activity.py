"""Get Phone Number Activity Report (38)."""
