"""Pulse shows an organisation how its strategic decisions are landing, with honest doubt."""

__version__ = "0.2.0"
