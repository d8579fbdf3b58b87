"""What the passage of time does: calls are placed and come in, agents take them, leads come back, shifts change."""
