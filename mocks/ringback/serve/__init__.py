"""The one pipeline from request to reply; worlds, faults, journal; ASGI."""
