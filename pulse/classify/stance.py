"""Whether a post is for or against what it is about: cues of agreement and the tone, weighed weakly.

Stance is not tone, and no model without an organisation's own labels reads it well. These are starting points for
labels to correct, never truth.
"""

import numpy as np

from pulse.classify.batch import Batch, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array
from pulse.classify.vocabulary import Floats

NAMES = (
    "favour", "against", "any favour", "any against", "sounds positive", "sounds negative", "asks",
    "favour negated", "against negated", "balance of tone", "wishes",
)  # fmt: skip


def features(batch: Batch, cues: Cued, tone: Array, asks: Array) -> Floats:
    """Each post's cues of stance (columns NAMES); ``tone`` and ``asks`` are probabilities."""
    # A phrase says itself what it negates; a single word may stand behind a "not".
    turned = cues.negated * (1 - cues.phrase)
    favour, against = cues["favour"], cues["against"]
    found = total(
        np.column_stack(
            [favour * (1 - turned), against * (1 - turned), favour * turned, against * turned, cues["wish"] > 0]
        ).astype(np.float32),
        batch.starts,
    )
    for_it, against_it, not_for, not_against, wish = found.T
    return np.column_stack(
        [
            np.minimum(for_it, 3), np.minimum(against_it, 3), for_it > 0, against_it > 0, tone[:, 2], tone[:, 0], asks,
            np.minimum(not_for, 2), np.minimum(not_against, 2), tone[:, 2] - tone[:, 0], wish > 0,
        ]
    ).astype(np.float32)  # fmt: skip
