"""Gathers what the word lists say of a batch: sentence by sentence what asks and acts, post by post the rest."""

import numpy as np

from pulse import loops
from pulse.classify.arrays.rolling import MIXER
from pulse.classify.heads import act, asks, stance, tone
from pulse.classify.heads.cues import GROUP_OF, REACH, READS, SPEAKS, TURNS, Cued, cued
from pulse.classify.heads.gathered import Gathered
from pulse.classify.lexicon import VALUED, phrases
from pulse.classify.lexicon.heard import KIND, NEAREST, WORTH
from pulse.classify.words.batch import Batch, Ints
from pulse.classify.words.vocabulary import ASKED, LETTERS, SHOUT, TRAIL, Vocabulary


def gathered(batch: Batch, rows: Ints, vocabulary: Vocabulary) -> Gathered:
    """What is said in the batch; ``rows`` is the place in ROWS of each sentence's language."""
    if loops.compiled:
        return _walked(batch, rows, vocabulary)
    return gather(batch, cued(batch, rows, vocabulary))


def gather(batch: Batch, cues: Cued) -> Gathered:
    """The same, of cues that are known."""
    return Gathered(
        *tone.summed(batch, cues), stance.summed(batch, cues), asks.features(batch, cues), act.strongest(batch, cues),
        cues.values.dtype,
    )  # fmt: skip


def _walked(batch: Batch, rows: Ints, vocabulary: Vocabulary) -> Gathered:
    """The same by the compiled loop."""
    assert loops.compiled
    posts, sentences, dtype = len(batch.starts), len(batch.sentences), vocabulary.scores.dtype
    found = Gathered(
        np.zeros((len(tone.SUMS), posts)), np.zeros((posts, 2), np.float32), np.zeros((len(stance.SUMS), posts)),
        np.zeros((sentences, len(asks.NAMES)), np.float32), np.zeros((sentences, len(act.PEAKS)), np.float32), dtype,
    )  # fmt: skip
    longest = np.diff(np.append(batch.starts, len(batch.ids))).max(initial=1)
    entries = vocabulary.heard.phrases
    walker = loops.compiled.Walker(
        entries, *entries.bits, WORTH, NEAREST, (GROUP_OF, SPEAKS), READS, (MIXER, phrases.MIXER),
        _kinds("tone", "neg", "boost"), (LETTERS, ASKED),
        REACH, TURNS, phrases.LONGEST,
    )  # fmt: skip
    loops.compiled.gather(
        walker, batch, vocabulary, rows, _kinds(*act.READ),
        _kinds("tone", "neg", "favour", "against", "wish"), (SHOUT, TRAIL, ASKED, LETTERS),
        np.empty(longest * VALUED, dtype), found.tones, found.tops, found.stances, found.asks, found.acts,
    )  # fmt: skip
    return found


def _kinds(*names: str) -> Ints:
    """The columns of these kinds of cues."""
    return np.array([KIND[name] for name in names], np.int64)
