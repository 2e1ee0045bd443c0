"""Fits and measures the models that ship, from folders of labelled texts."""
