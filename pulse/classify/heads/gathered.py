"""What the word lists say of a batch, gathered by sentence and by post: all that the heads of meaning read of cues."""

from dataclasses import dataclass

import numpy as np

from pulse.classify.arrays.scales import Array
from pulse.classify.words.vocabulary import Floats


@dataclass(frozen=True)
class Gathered:
    """Cues added up, or the strongest of them; ``tone``, ``stance``, ``asks`` and ``act`` say which there are."""

    tones: Array
    """``tone.SUMS`` by posts."""
    tops: Floats
    """Posts by two: how good the best word is, and how bad the worst."""
    stances: Array
    """``stance.SUMS`` by posts."""
    asks: Floats
    """Sentences by ``asks.NAMES``."""
    acts: Floats
    """Sentences by ``act.PEAKS``."""
    dtype: np.dtype[np.floating]
    """Of features that are made of these."""
