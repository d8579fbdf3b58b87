"""Faults: the rules by which this world answers wrongly on purpose."""

from ringback.console.visit import Pages

PAGES: Pages = {}
