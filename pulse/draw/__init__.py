"""Answers become charts and small marks; this room knows neither Streamlit nor a database."""

from pulse.draw.palette import DARK, LIGHT, Palette
from pulse.draw.style import Drawn

__all__ = ["DARK", "LIGHT", "Drawn", "Palette"]
