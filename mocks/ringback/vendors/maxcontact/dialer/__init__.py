"""The dialler: what the passage of time does to calls, agents and leads."""
