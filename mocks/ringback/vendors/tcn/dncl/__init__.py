"""The two do-not-call lists (24 to 33): outbound and inbound, with the same calls for each."""
