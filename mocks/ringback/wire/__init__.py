"""Bytes to values and back, one module per notation; knows no vendor and no web framework."""
