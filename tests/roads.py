"""The roads to one result: the compiled loops, numpy, and the plain specification."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from pulse import loops
from pulse.classify.heads.gathered import Gathered
from pulse.classify.heads.walk import gather, gathered
from pulse.classify.lexicon import Entry
from pulse.classify.lexicon.heard import ROWS, Cues
from pulse.classify.plain import pipeline
from pulse.classify.plain.cues import Reader
from pulse.classify.topics import subjects
from pulse.classify.words import ngrams
from pulse.classify.words.batch import read
from pulse.classify.words.vocabulary import Vocabulary


@contextmanager
def by_numpy() -> Iterator[None]:
    """As where pulse was installed without a C compiler; nothing that one road made ready is used on the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loops, "compiled", None)
        subjects._ready.cache_clear()
        try:
            yield
        finally:
            subjects._ready.cache_clear()


FIELDS = ("tones", "tops", "stances", "asks", "acts")
WEIGHTS = np.zeros((ngrams.SIZE, 2))


def heard(held: list[Entry], text: str, reader: str) -> Gathered:
    """What made lists say of a text of this language, by the fastest road; it is what all roads say."""
    words = Vocabulary(Cues(held), WEIGHTS)
    batch = read([text], words)
    rows = np.full(len(batch.sentences), ROWS.index(reader))
    found = gathered(batch, rows, words)
    with by_numpy():
        slow = gathered(batch, rows, words)
    said = pipeline.read(text)
    begins = pipeline.sentences(said)
    specified = gather(pipeline.together([said], [begins]), Reader(held).cued(said, begins, [reader] * len(begins)))
    for name in FIELDS:
        assert np.array_equal(getattr(found, name), getattr(slow, name)), name
        assert np.allclose(getattr(found, name), getattr(specified, name), rtol=0, atol=1e-9), name
    return found
