"""The state: tables in the vendor's own words, their rows, and each row's history."""

from ringback.console.visit import Pages

PAGES: Pages = {}
