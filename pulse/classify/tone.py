"""How a post sounds: negative, neutral or positive, by our words first and by learned n-grams a little.

Two questions, learned apart: has it a tone at all, and if so, which. Sources that hold no neutral texts teach only the
second; a single head would learn from them that their languages are never neutral.
"""

import numpy as np

from pulse.classify.batch import Batch, added, peaks
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
    held = [good, bad, good > 0, bad > 0, cues["neg"] > 0, *map(batch.has, (SHOUT, TRAIL, LETTERS))]
    up, down, ups, downs, negations, shouts, trails, words = added(held, batch.post_of, len(batch.starts))
    top = peaks([good, bad], batch.post_of, len(batch.starts))
    shout, silent, spread = np.minimum(shouts, 2) / 2, (ups == 0) & (downs == 0), np.sqrt(words + 1)
    return np.column_stack(
        [
            np.log1p(up), np.log1p(down), top[:, 0] / 3, top[:, 1] / 3, (up - down) / (up + down + 1.5),
            ups > 0, downs > 0, (ups > 0) & (downs > 0), np.minimum(negations, 3) / 3, shout,
            np.minimum(trails, 2) / 2, (ups + downs) / (words + 3), up / spread, down / spread,
            (negations > 0) & silent, shout * (ups > 0), shout * (downs > 0), _last(tone, batch),
            silent & (words == 0),
        ]
    ).astype(cues.values.dtype)  # fmt: skip


def _last(tone: Floats, batch: Batch) -> Floats:
    """The direction of each post's last cue: what comes last is what is meant."""
    found, at = np.zeros(len(batch.starts), np.float32), np.flatnonzero(tone != 0)
    found[batch.post_of[at]] = np.sign(tone[at])
    return found


def probabilities(scores: Floats, cues: Floats) -> Array:
    """Each post's probabilities of TONES, from the scores of PARTS and its cues."""
    neutral = sigmoid(scores[:, 0] + SILENT * cues[:, NAMES.index("nothing")])
    positive = (1 - neutral) * sigmoid(scores[:, 1])
    return np.column_stack([1 - neutral - positive, neutral, positive])
