"""Which language a post is written in, or that it cannot be told."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.scales import Array, best, shared, softmax, summed
from pulse.classify.words.vocabulary import Floats
from pulse.domain import LANGUAGES, UNKNOWN

Ints = NDArray[np.int64]
CLASSES = (*LANGUAGES, "other")
SAID = np.array([*LANGUAGES, UNKNOWN], object)
WORDS = (2, 4, 8)
NEVER = np.inf
SURE = np.array([
    [0.60, 0.60, 0.70, 0.70, 0.66, 0.60, NEVER],
    [0.50, 0.50, 0.64, 0.64, 0.64, 0.50, NEVER],
    [0.76, 0.76, 0.78, 0.78, 0.72, 0.76, NEVER],
    [0.72, 0.72, 0.72, 0.72, 0.66, 0.72, NEVER],
])  # fmt: skip
"""How likely each of CLASSES must be to be told, by how many words tell it: up to each of WORDS, or more.

So it was right most often for as few wrong answers where whole sources were left out. Finnish, Swedish and English are
seldom mistaken, so that a few words of them are told early; one or two words say little of any language, and with more
than a few there is time to tell the closest ones apart. Danish is taken for Norwegian more often than the reverse.
"""
HINT = 12.0
"""How much likelier a language gets by the platform's saying so."""
STRANGE = 3.0
"""How much likelier another language is taken to be than it looks: most languages of the world taught nothing here."""
SWITCH, ENOUGH = 0.9, 3
"""How sure a sentence's language must be, and of how many words, where it is another one than its post's."""
RARE = 0.2
"""How much less likely a language is that the organisation does not write."""
TOLD = {
    "no": ("nb", "nn"),
    "nob": ("nb",),
    "nno": ("nn",),
    "fin": ("fi",),
    "swe": ("sv",),
    "dan": ("da",),
    "eng": ("en",),
}


def odds(told: str) -> list[float]:
    """How the platform's word on the language weighs each class."""
    code = told.lower().replace("_", "-").split("-")[0]
    meant = TOLD.get(code, (code,))
    return [HINT if name in meant else 1.0 for name in CLASSES]


def probabilities(scores: Floats, told: Sequence[str], usual: Sequence[str] = LANGUAGES) -> Array:
    """Each post's probabilities of CLASSES; ``usual`` are the languages that the organisation writes."""
    found = softmax(scores)
    if any(told):
        found *= np.array([odds(code) for code in told])
    found *= [STRANGE if name == "other" else 1.0 if name in usual else RARE for name in CLASSES]
    return shared(found)


def read_as(found: Array, letters: Floats) -> Ints:
    """The language by whose word lists each post is read: the likeliest of ours, even where it is not sure enough.

    It is told by its place among LANGUAGES; behind them stands that a language cannot be told.
    """
    ours = found[:, : len(LANGUAGES)]
    readable = (summed(ours) >= found[:, -1]) & (letters > 0)
    return np.where(readable, best(ours)[0], len(LANGUAGES))


def chosen(found: Array, letters: Floats) -> tuple[list[str], Array]:
    """Each post's language and how likely it is; unknown where unsure, another language, or without any word."""
    place, sure = best(found)
    known = (sure >= SURE[np.searchsorted(WORDS, letters), place]) & (letters > 0)
    names = SAID[np.where(known, place, len(LANGUAGES))]
    return names.tolist(), np.where(letters > 0, sure, 0.0)


def switched(found: Array, words: Floats, rows: Ints) -> Ints:
    """Each sentence's language, by number: that in ``rows``, or another one of ours that is surely its own."""
    place, likely = best(found)
    sure = (likely >= SWITCH) & (place < len(LANGUAGES)) & (words >= ENOUGH)
    return np.where(sure, place, rows)


def mixed(found: Array, words: Floats, post_of: Ints) -> tuple[Ints, Array]:
    """The posts whose sentences are surely in several of our languages, and what most of their words are in.

    ``found`` are the probabilities of sentences, ``post_of`` tells whose they are, post by post. Most of the words
    decide.
    """
    if loops.compiled:
        posts, most = np.empty(len(found), np.int64), np.empty(found.shape)
        count = loops.compiled.mixed_posts(found, words, post_of, SWITCH, len(LANGUAGES), ENOUGH, posts, most)
        return posts[:count], most[:count]
    place, likely = best(found)
    sure = np.flatnonzero((likely >= SWITCH) & (place < len(LANGUAGES)) & (words >= ENOUGH))
    posts, places = np.unique(post_of[sure], return_inverse=True)
    counts = np.zeros((len(posts), len(CLASSES)))
    np.add.at(counts, (places, place[sure]), words[sure])
    several = np.flatnonzero((counts > 0).sum(axis=1) > 1)
    most = counts.argmax(axis=1)
    chosen = np.zeros_like(counts)
    same = place[sure] == most[places]
    np.add.at(chosen, places[same], found[sure][same] * words[sure][same, None])
    return posts[several], shared(chosen[several])
