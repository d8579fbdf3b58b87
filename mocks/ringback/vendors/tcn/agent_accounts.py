"""Account Management: list, add, update and delete agents (45, 46)."""
