"""How a post sounds: negative, neutral or positive, by our words first and by learned n-grams a little."""

import numpy as np

from pulse.classify.batch import Batch, highest, total
from pulse.classify.cues import Cued
from pulse.classify.vocabulary import LETTERS, SHOUT, TRAIL, Floats

NAMES = (
    "positive", "negative", "most positive", "most negative", "balance", "any positive", "any negative",
    "both", "negations", "shouts", "trails off", "length", "share of cues", "favour", "against",
)  # fmt: skip
"""The cues of tone, in the order of their columns."""


def features(batch: Batch, cues: Cued) -> Floats:
    """Each post's cues of tone (columns NAMES), on scales of about one."""
    tone = cues["tone"]
    good, bad = np.maximum(tone, 0), np.maximum(-tone, 0)
    sums = total(
        np.column_stack(
            [good, bad, good > 0, bad > 0, cues["neg"] > 0, batch.has(SHOUT), batch.has(TRAIL), batch.has(LETTERS),
             cues["favour"] > 0, cues["against"] > 0]
        ).astype(np.float32),
        batch.starts,
    )  # fmt: skip
    up, down, ups, downs, negations, shouts, trails, words, favour, against = sums.T
    top = highest(np.column_stack([good, bad]).astype(np.float32), batch.starts)
    return np.column_stack(
        [
            np.log1p(up), np.log1p(down), top[:, 0] / 3, top[:, 1] / 3, (up - down) / (up + down + 1.5),
            ups > 0, downs > 0, (ups > 0) & (downs > 0), np.minimum(negations, 3) / 3, np.minimum(shouts, 2) / 2,
            np.minimum(trails, 2) / 2, np.log1p(words) / 4, (ups + downs) / (words + 3), favour > 0, against > 0,
        ]
    ).astype(np.float32)  # fmt: skip
