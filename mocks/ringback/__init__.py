"""Stateful, high-fidelity mocks of contact-centre vendor APIs."""

__version__ = "0.1.0"
