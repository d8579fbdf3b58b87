"""The contract: every endpoint, every reply, where it comes from, and whether this world has seen it."""

from ringback.console.visit import Pages

PAGES: Pages = {}
