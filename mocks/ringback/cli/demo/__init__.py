"""`ringback demo`: a contact centre's day, played over HTTP."""
