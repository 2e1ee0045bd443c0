"""Pulse shows an organisation how its strategic decisions are landing, with honest doubt."""

__version__ = "0.1.0"
