"""How a post sounds: negative, neutral or positive, by our words first and by learned n-grams a little.

Two questions, learned apart: has it a tone at all, and if so, which. Sources that hold no neutral texts teach only the
second; a single head would learn from them that their languages are never neutral.
"""

import numpy as np

from pulse.classify.batch import Batch, Ints, highest, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array, sigmoid
from pulse.classify.vocabulary import LETTERS, SHOUT, TRAIL, Floats

NAMES = (
    "positive", "negative", "most positive", "most negative", "balance", "any positive", "any negative",
    "both", "negations", "shouts", "trails off", "share of cues", "share of positive", "share of negative",
    "negation alone", "shouts in good tone", "shouts in bad tone", "last cue", "nothing",
)  # fmt: skip
"""The cues of tone, in the order of their columns."""
PARTS = ("neutral", "positive")
"""The two scores: of having no tone, and of being positive where there is one."""
SILENT = 4.0
"""Added to the first for a post without any word or cue."""


def features(batch: Batch, cues: Cued) -> Floats:
    """Each post's cues of tone (columns NAMES), on scales of about one.

    A post's length stands in them only as what its cues are shared among: how long neutral texts are differs more
    between sources than between tones.
    """
    tone = cues["tone"]
    good, bad = np.maximum(tone, 0), np.maximum(-tone, 0)
    sums = total(
        np.column_stack(
            [good, bad, good > 0, bad > 0, cues["neg"] > 0, batch.has(SHOUT), batch.has(TRAIL), batch.has(LETTERS)]
        ).astype(cues.values.dtype),
        batch.starts,
    )
    up, down, ups, downs, negations, shouts, trails, words = sums.T
    top = highest(np.column_stack([good, bad]).astype(cues.values.dtype), batch.starts)
    shout, silent, spread = np.minimum(shouts, 2) / 2, (ups == 0) & (downs == 0), np.sqrt(words + 1)
    return np.column_stack(
        [
            np.log1p(up), np.log1p(down), top[:, 0] / 3, top[:, 1] / 3, (up - down) / (up + down + 1.5),
            ups > 0, downs > 0, (ups > 0) & (downs > 0), np.minimum(negations, 3) / 3, shout,
            np.minimum(trails, 2) / 2, (ups + downs) / (words + 3), up / spread, down / spread,
            (negations > 0) & silent, shout * (ups > 0), shout * (downs > 0), _last(tone, batch.starts),
            silent & (words == 0),
        ]
    ).astype(cues.values.dtype)  # fmt: skip


def _last(tone: Floats, starts: Ints) -> Floats:
    """The direction of each post's last cue: what comes last is what is meant."""
    places = np.where(tone != 0, np.arange(len(tone)), -1).astype(np.float32)[:, None]
    last = highest(places, starts)[:, 0].astype(np.int64)
    return np.asarray(np.where(last >= 0, np.sign(tone[last]), 0), np.float32)


def probabilities(scores: Floats, cues: Floats) -> Array:
    """Each post's probabilities of TONES, from the scores of PARTS and its cues."""
    neutral = sigmoid(scores[:, 0] + SILENT * cues[:, NAMES.index("nothing")])
    positive = (1 - neutral) * sigmoid(scores[:, 1])
    return np.column_stack([1 - neutral - positive, neutral, positive])
