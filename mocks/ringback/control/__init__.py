"""The control plane under /_ringback/: worlds, time, journal, faults, state and the catalogue, as JSON."""
