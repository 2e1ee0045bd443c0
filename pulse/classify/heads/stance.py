"""Whether a post is for or against what it is about: cues of agreement and the tone, weighed weakly.

Stance is not tone, and no model without an organisation's own labels reads it well. These are starting points for
labels to correct, never truth.
"""

import numpy as np

from pulse import loops
from pulse.classify.arrays.scales import Array
from pulse.classify.heads.cues import Cued
from pulse.classify.heads.gathered import Gathered
from pulse.classify.words.batch import Batch, added
from pulse.classify.words.vocabulary import Floats

NAMES = (
    "favour", "against", "any favour", "any against", "sounds positive", "sounds negative", "asks",
    "favour negated", "against negated", "balance of tone", "wishes", "about", "about and positive",
    "about and negative", "favour in a bad tone", "against in a good tone", "favour and against",
)  # fmt: skip
CUED = (
    "favour", "against", "any favour", "any against", "favour negated", "against negated", "favour in a bad tone",
    "against in a good tone", "favour and against",
)  # fmt: skip
"""Those of the columns that word lists of stance give."""


def features(said: Gathered, tone: Array, asks: Array, about: Array) -> Floats:
    """Each post's cues of stance (columns NAMES); ``tone`` and ``asks`` are probabilities.

    ``about`` is 1 where a post is known to speak of a decision: there its tone says more.
    """
    if loops.compiled:
        found = np.empty((len(tone), len(NAMES)), said.dtype)
        loops.compiled.stance_features(said.stances, tone, asks, about, found)
        return found
    for_it, against_it, not_for, not_against, wish = said.stances
    bad, good = tone[:, 0], tone[:, 2]
    return np.column_stack(
        [
            np.minimum(for_it, 3), np.minimum(against_it, 3), for_it > 0, against_it > 0, good, bad, asks,
            np.minimum(not_for, 2), np.minimum(not_against, 2), good - bad, wish > 0, about, about * good, about * bad,
            (for_it > 0) * bad, (against_it > 0) * good, (for_it > 0) & (against_it > 0),
        ]
    ).astype(said.dtype)  # fmt: skip


SUMS = "favour", "against", "favour negated", "against negated", "wishes"
"""What a post says for and against, as it stands and negated, and how often it wishes."""


def summed(batch: Batch, cues: Cued) -> Array:
    """Each post's SUMS: who is not for something is against it; who is not against it may be neither."""
    favour, against, wish = cues["favour"], cues["against"], cues["wish"]
    turned = cues.turned("favour")
    denied = favour * turned, against * turned
    held = [favour - denied[0], against - denied[1] + denied[0], *denied, wish > 0]
    return np.vstack(added(held, batch.post_of, len(batch.starts)))
