"""What tones count for in a sentence with a word of contrast or concession, by where they stand to it."""

import numpy as np
from numpy.typing import NDArray

from pulse.classify.arrays.scales import Array
from pulse.classify.lexicon.heard import CONCESSION, CONTRAST, KIND
from pulse.classify.words.batch import Batch
from pulse.classify.words.vocabulary import Floats

Bools = NDArray[np.bool_]
BEFORE, SINCE = 0.5, 1.5
"""What tones count for where a word of contrast or concession has them count less, and more: what is meant.

The factors are those of C. Hutto and E. Gilbert (2014), VADER, for "but".
"""


def sides(batch: Batch, values: Floats, commas: Bools) -> Array:
    """What each token's tone counts for, by where it stands to its sentence's last word of contrast or concession."""
    skip, sentence = values[KIND["skip"]], batch.sentence_of
    ends = np.append(batch.sentences[1:], len(skip))
    found, done = np.ones(len(skip)), np.zeros(len(ends), bool)
    for at in np.flatnonzero(skip > CONTRAST)[::-1].tolist():
        begin, end = batch.sentences[sentence[at]], ends[sentence[at]]
        if done[sentence[at]]:
            continue
        done[sentence[at]] = True
        concedes = skip[at] > CONCESSION
        stop = at + _conceded(commas[at:end], values[KIND["tone"], begin:end] != 0, at - begin) if concedes else end
        found[begin:end] = SINCE if concedes else BEFORE
        found[at:stop] = BEFORE if concedes else SINCE
    return found


def _conceded(commas: Bools, toned: Bools, at: int) -> int:
    """How many tokens belong to what is conceded, given where commas stand from its word on: those up to a comma, or
    else to the last tone of a sentence that it opens ("Although it looks good it fails"), or to the end.

    ``toned`` says which of the sentence's tokens have a tone; the word of concession is the one at ``at``.
    """
    if commas.any():
        return int(commas.argmax())
    tones = np.flatnonzero(toned)
    opens = (tones > at).sum() > 1 and not toned[:at].any()
    return int(tones[-1]) - at if opens else len(commas)
