"""Transcripts of a real account: recorded through a proxy without what is private, and compared with the mock."""
