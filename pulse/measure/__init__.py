"""Figures, each with its formula, its doubt and its minimum: pure functions over arrays and frames."""
