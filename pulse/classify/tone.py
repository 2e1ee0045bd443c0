"""How a post sounds: negative, neutral or positive, by our words first and by learned n-grams a little.

Two questions, learned apart: has it a tone at all, and if so, which. Sources that hold no neutral texts teach only the
second; a single head would learn from them that their languages are never neutral.
"""

import numpy as np

from pulse.classify.batch import Batch, highest, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array, sigmoid
from pulse.classify.vocabulary import LETTERS, SHOUT, TRAIL, Floats

NAMES = (
    "positive", "negative", "most positive", "most negative", "balance", "any positive", "any negative",
    "both", "negations", "shouts", "trails off", "length", "share of cues", "favour", "against",
)  # fmt: skip
"""The cues of tone, in the order of their columns."""
PARTS = ("neutral", "positive")
"""The two scores: of having no tone, and of being positive where there is one."""
SPEAKS_UP = -0.4
"""Added to the first: without it, too few posts with a tone are heard (tried on sources left out)."""
SILENT = 4.0
"""Added to it for a post without any word or cue."""


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


def probabilities(scores: Floats, cues: Floats) -> Array:
    """Each post's probabilities of TONES, from the scores of PARTS and its cues."""
    heard = cues[:, [NAMES.index(name) for name in ("any positive", "any negative", "length")]].any(axis=1)
    neutral = sigmoid(scores[:, 0] + np.where(heard, SPEAKS_UP, SILENT))
    positive = (1 - neutral) * sigmoid(scores[:, 1])
    return np.column_stack([1 - neutral - positive, neutral, positive])
