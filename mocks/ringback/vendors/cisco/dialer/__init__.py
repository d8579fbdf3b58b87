"""The dialler of a Cisco deployment: what the passage of time does to campaigns, contacts, callbacks and agents."""
