"""E-mails (56 to 62)."""
