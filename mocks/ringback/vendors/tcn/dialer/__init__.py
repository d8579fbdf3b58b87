"""What the passage of time does to groups, calls, messages and agents."""
