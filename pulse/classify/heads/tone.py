"""How a post sounds: negative, neutral or positive, by our words first and by learned n-grams a little.

Two questions, learned apart: has it a tone at all, and if so, which. Sources that hold no neutral texts teach only the
second; a single head would learn from them that their languages are never neutral.
"""

from collections.abc import Sequence

import numpy as np

from pulse import loops
from pulse.classify.arrays.scales import Array, sigmoid
from pulse.classify.heads.cues import Cued
from pulse.classify.heads.gathered import Gathered
from pulse.classify.words.batch import Batch, added, peaks
from pulse.classify.words.vocabulary import ASKED, LETTERS, SHOUT, TRAIL, Floats

NAMES = (
    "positive", "negative", "most positive", "most negative", "balance", "share of cues", "share of positive",
    "share of negative", "any positive", "any negative", "both", "negations", "negation alone", "positive phrase",
    "negative phrase", "shouts", "shouts in good tone", "shouts in bad tone", "trails off", "asks",
    "positive and wished", "nothing",
)  # fmt: skip
"""The cues of tone, in the order of their columns."""
PARTS = ("neutral", "positive")
"""The two scores: of having no tone, and of being positive where there is one."""
SHORT = 15
"""In so many words or fewer, a cue that stands anywhere counts in full; in a longer text it says less of the whole."""
SILENT = 4.0
"""Added to the first for a post without any word or cue."""


def features(said: Gathered) -> Floats:
    """Each post's cues of tone (columns NAMES), on scales of about one.

    A post's length stands in them only as what its cues are shared among: how long neutral texts are differs more
    between sources than between tones. An entry of several words is surer than one: it met no other sense.
    """
    if loops.compiled:
        found = np.empty((len(said.tops), len(NAMES)), said.dtype)
        up, down = np.log1p(said.tones[:2])
        loops.compiled.tone_features(said.tones, said.tops, up, down, SHORT, found)
        return found
    (up, down, *counts, words), top = said.tones, said.tops
    ups, downs, *_ = counts
    spread, near = np.sqrt(words + 1), (SHORT / np.maximum(words, SHORT))[:, None]
    return np.column_stack(
        [
            np.log1p(up), np.log1p(down), top[:, 0] / 3, top[:, 1] / 3, (up - down) / (up + down + 1.5),
            (ups + downs) / (words + 3), up / spread, down / spread, near * _anywhere(counts),
            (ups == 0) & (downs == 0) & (words == 0),
        ]
    ).astype(said.dtype)  # fmt: skip


SUMS = (
    "good", "bad", "good words", "bad words", "good phrases", "bad phrases", "negations", "shouts", "trails", "asks",
    "wished", "words",
)  # fmt: skip
"""What a post's tones add up to, how often each cue stands in it, good words in sentences that wish ("it would be nice
to have a list" praises nothing), and its words.
"""


def summed(batch: Batch, cues: Cued) -> tuple[Array, Floats]:
    """Each post's SUMS, and its best and worst tone."""
    tone, neg, posts = cues["tone"], cues["neg"], len(batch.starts)
    good, bad = np.maximum(tone, 0), np.maximum(-tone, 0)
    held = [good, bad, good > 0, bad > 0, good * cues.phrase > 0, bad * cues.phrase > 0, neg > 0]
    wishes = np.bincount(batch.sentence_of, cues["wish"] > 0, len(batch.sentences)) > 0
    held += [*map(batch.has, (SHOUT, TRAIL, ASKED)), (good > 0) & wishes[batch.sentence_of], batch.has(LETTERS)]
    return np.vstack(added(held, batch.post_of, posts)), peaks([good, bad], batch.post_of, posts)


def _anywhere(counts: Sequence[Array]) -> Array:
    """What stands in a text at all, wherever it stands, given how often each does."""
    ups, downs, good_phrases, bad_phrases, negations, shouts, trails, asks, wished = counts
    good, bad, shout = ups > 0, downs > 0, np.minimum(shouts, 2) / 2
    return np.column_stack(
        [
            good, bad, good & bad, np.minimum(negations, 3) / 3, (negations > 0) & ~good & ~bad, good_phrases > 0,
            bad_phrases > 0, shout, shout * good, shout * bad, np.minimum(trails, 2) / 2,
            asks > 0, wished > 0,
        ]
    )  # fmt: skip


def probabilities(scores: Array, cues: Floats) -> Array:
    """Each post's probabilities of TONES, from the scores of PARTS and its cues."""
    neutral = sigmoid(scores[:, 0] + SILENT * cues[:, NAMES.index("nothing")])
    positive = (1 - neutral) * sigmoid(scores[:, 1])
    return np.column_stack([1 - neutral - positive, neutral, positive])
