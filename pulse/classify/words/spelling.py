"""Which of the closest languages a text's common words are of: spellings that are sure signs, however long it is.

A mean of letters says how a text looks; "af" or "ikkje" tells its language however long the text around it is.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pulse.classify import own
from pulse.classify.arrays import rolling
from pulse.classify.arrays.known import Known
from pulse.classify.arrays.rolling import Hashes, Ints
from pulse.text import Spelling

CLOSE = ("nb", "nn", "da", "sv")
NAMES = (*(f"not {lang}" for lang in CLOSE), *(f"only {lang}" for lang in CLOSE))
Floats = NDArray[np.float32]


def marks(words: Sequence[str]) -> Floats:
    """For each word 1 in the columns NAMES that hold of it; none for a word that our table lacks."""
    spelled = own.spelled()
    return np.array([_marks(spelled.get(word, "")) for word in words], np.float32).reshape(-1, len(NAMES))


@cache
def _marks(spelled: str) -> tuple[bool, ...]:
    """What a word says that these languages spell so: the words are many, such sets of languages few."""
    langs = spelled.split()
    return tuple(bool(langs) and held for held in (*(c not in langs for c in CLOSE), *(langs == [c] for c in CLOSE)))


def table() -> Floats:
    """All marks that words have, once each: those of words that our table lacks first."""
    return _tabled()[0]


def numbers(keys: Hashes) -> Ints:
    """Which row of the table each word has, by its key (``rolling.keys``)."""
    return np.asarray(_tabled()[1][_known().find(keys) + 1])


@cache
def _tabled() -> tuple[Floats, Ints]:
    """The table, and the row of words that it lacks, then of each that it has: few rows stay near at hand."""
    held = own.spelled()
    told = ["", *dict.fromkeys(held.values())]  # The words are many, such sets of languages few.
    found, row = np.unique(np.array([_marks(langs) for langs in told], np.float32), axis=0, return_inverse=True)
    row_of = dict(zip(told, row.ravel().tolist(), strict=True))
    return found, np.array([row_of[langs] for langs in ("", *held.values())], np.int64)


@cache
def _known() -> Known:
    return Known(rolling.keys(Spelling.of(list(own.spelled()))))


def features(counts: Floats) -> Floats:
    """What a text's counted marks say: the second such word says less than the first."""
    return np.asarray(np.log1p(counts))
