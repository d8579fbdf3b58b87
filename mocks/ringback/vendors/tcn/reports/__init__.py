"""Reports: what they show of calls, and the endpoints that download them."""
