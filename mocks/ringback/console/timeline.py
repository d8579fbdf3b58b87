"""The timeline: requests, state changes, timers and clock moves, as they happen."""

from ringback.console.visit import Pages

PAGES: Pages = {}
