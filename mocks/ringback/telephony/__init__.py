"""The simulated phone network: what a dialled number does, and where in the number plan it lies. Knows no vendor."""
