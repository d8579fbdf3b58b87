"""Uploaded files: how they are read, and the endpoints that take them."""
