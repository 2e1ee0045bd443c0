"""The catalogue of all sentences, numbers and dates; figures become words here and nowhere else."""

from pulse.words.rich import Rich, Run
from pulse.words.words import Words

__all__ = ["Rich", "Run", "Words"]
