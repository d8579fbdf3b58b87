"""The page of one request: what was asked and answered, and why."""

from ringback.console.visit import Pages

PAGES: Pages = {}
