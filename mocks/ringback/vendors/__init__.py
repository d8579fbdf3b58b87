"""The vendors' documents made executable, one room each; no room knows another."""
