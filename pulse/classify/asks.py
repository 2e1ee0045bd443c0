"""Whether a post asks something: rules of word order, sentence by sentence, which a learned head weighs.

A sentence asks by its question mark, or without one by how it begins (a question word, a verb before its subject, a
Finnish -ko) or by what it holds ("does anyone know"). The post asks as its likeliest sentence does.
"""

import numpy as np
from numpy.typing import NDArray

from pulse.classify.batch import Batch, highest, total
from pulse.classify.cues import Cued
from pulse.classify.scales import Array, sigmoid
from pulse.classify.vocabulary import ASKED, LETTERS, Floats

NAMES = (
    "question word first", "question word second", "question word later", "verb first, subject second",
    "verb first", "-ko early", "embedded", "rhetorical", "first is subject",
    "question word first and short",
)  # fmt: skip
MARK = 3.6
"""What a question mark adds to the score."""
RHETORICAL = 5.0
"""What a rhetorical sentence takes back, with all that its mark added."""
EARLY = 6


def features(batch: Batch, cues: Cued) -> Floats:
    """Each sentence's cues of asking (columns NAMES)."""
    place = _places(batch, cues)
    qword, qverb, pronoun = (cues[kind] > 0 for kind in ("qword", "qverb", "pronoun"))
    follows = np.zeros(len(place), bool)
    follows[:-1] = pronoun[1:] & (place[1:] > place[:-1])
    columns = [
        qword & (place == 0), qword & (place == 1), qword & (place > 1), qverb & (place == 0) & follows,
        qverb & (place == 0), (cues["clitic"] > 0) & (place >= 0) & (place < EARLY), cues["embedded"] > 0,
        cues["rhetorical"] > 0, pronoun & (place == 0),
    ]  # fmt: skip
    held = highest(np.column_stack(columns).astype(np.float32), batch.sentences)
    words = total(batch.has(LETTERS).astype(np.float32), batch.sentences)
    short = ((words > 0) & (words <= 4)).astype(np.float32)
    return np.column_stack([held, held[:, 0] * short]).astype(np.float32)


def _places(batch: Batch, cues: Cued) -> NDArray[np.int64]:
    """Each word's place in its sentence, not counting greetings and fillers; -1 for what is no word to count."""
    counted = batch.has(LETTERS) & (cues["skip"] == 0)
    running = np.cumsum(counted)
    before = running[batch.sentences] - counted[batch.sentences]
    return np.where(counted, running - 1 - before[batch.sentence_of], -1)


def probabilities(batch: Batch, scores: Floats, cues: Floats) -> Array:
    """Each post's probability of asking, from its sentences' scores (without their question marks)."""
    marked = highest(batch.has(ASKED).astype(np.float32), batch.sentences)
    rhetorical = cues[:, NAMES.index("rhetorical")]
    sure = sigmoid(scores + marked * MARK - rhetorical * (RHETORICAL + marked * MARK))
    return np.asarray(np.maximum.reduceat(sure, batch.first_sentences) if len(sure) else sure)
