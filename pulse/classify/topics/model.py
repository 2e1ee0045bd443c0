"""The organisation's theme model: what each n-gram says of each theme, as arrays that can be kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy import sparse

from pulse.classify.arrays.lists import Ints
from pulse.classify.arrays.scales import Array, sigmoid
from pulse.classify.topics.reading import content, keywords
from pulse.classify.topics.regression import log_softmax
from pulse.classify.topics.subjects import Subjects
from pulse.classify.words import ngrams
from pulse.classify.words.vocabulary import Floats
from pulse.errors import ModelError

BOUND = 3.0
"""As much can what is learned add to what a post's own words tell of a theme."""
UNMET = -1e-3
"""The highest logit of a theme of which no word is met, as long as no label tells when to believe it."""


@dataclass(frozen=True, eq=False)
class ThemeModel:
    """What the organisation's posts taught of its themes.

    ``weights``: n-grams by themes; the last column is each n-gram's own weight. ``places`` are the n-grams' numbers
    among all (ngrams.ROOTED), in order; the others weigh nothing.
    ``bias`` and ``keyword``: what each theme begins with, and what a whole word of it adds. ``sway``: how much of what
    is learned is used (0 where labels showed that it makes nothing better). ``about``: the least evidence that a post
    is about a theme at all; empty as long as too few random posts were labelled as about none. ``cuts``: for each theme
    the slope and the bias that make its logit a probability (1 and 0 where labels are few).
    """

    themes: tuple[str, ...]
    places: Ints
    weights: Floats
    bias: Floats
    keyword: float
    sway: float
    about: Floats
    cuts: Floats
    labels: int = 0

    @property
    def version(self) -> str:
        """A short name that changes with any number."""
        parts = b"".join(np.ascontiguousarray(array).tobytes() for array in self.arrays().values())
        return hashlib.sha256(parts).hexdigest()[:8]

    def arrays(self) -> dict[str, Any]:
        """All that the model is, as arrays."""
        return {field.name: np.asarray(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "ThemeModel":
        """The reverse of arrays(), whatever their precision."""
        missing = [field.name for field in fields(cls) if field.name not in arrays]
        if missing:
            raise ModelError(f"the theme model lacks {missing[0]!r}: fit it again with 'pulse learn'")
        made = cls(
            themes=tuple(str(name) for name in arrays["themes"]), places=np.asarray(arrays["places"], np.int64),
            weights=_floats(arrays["weights"]),
            bias=_floats(arrays["bias"]), keyword=float(arrays["keyword"]), sway=float(arrays["sway"]),
            about=_floats(arrays["about"]), cuts=_floats(arrays["cuts"]), labels=int(arrays["labels"]),
        )  # fmt: skip
        width = len(made.themes)
        shapes = (len(made.places), width + 1), (width,), (width, 2)
        if (made.weights.shape, made.bias.shape, made.cuts.shape) != shapes or not np.isfinite(made.weights).all():
            raise ModelError("the theme model holds arrays in an unknown shape: fit it again with 'pulse learn'")
        return made

    def rows(self, words: Sequence[str]) -> Floats:
        """Each word's part of the score of each theme, and of its post's squared size (last)."""
        return self.over(ngrams.rooted(content(words)))

    def over(self, grams: sparse.csr_matrix) -> Floats:
        """The same from the words' counted n-grams."""
        known = sparse.csr_matrix(grams[:, self.places])
        own = self.weights[:, -1:]
        squares = sparse.csr_matrix(known.multiply(known)) @ (own * own)
        return np.hstack([np.asarray(known @ self.weights[:, :-1], np.float32), np.asarray(squares, np.float32)])

    def scores(self, sums: Floats, met: Array) -> Array:
        """Each post's score of each theme, from its words' rows added up and its keyword scores."""
        sizes = np.sqrt(np.maximum(sums[:, -1:], 1e-9))
        return np.asarray(sums[:, :-1] / sizes + self.bias + self.keyword * met, np.float64)

    def judged(self, subjects: Subjects, sums: Floats, told: Array, best: Floats, count: Floats) -> Array:
        """Each post's probabilities of the themes, as a tagger asks for them."""
        return sigmoid(self.logits(self.scores(sums, keywords(subjects, best, count)), told))

    def raw(self, scores: Array, told: Array) -> Array:
        """What the posts' own words tell of each theme, and how much likelier than by chance it is as was learned."""
        likelier = log_softmax(scores) + np.log(max(len(self.themes), 1))
        return np.asarray(told + self.sway * np.clip(likelier, -BOUND, BOUND))

    def centred(self, scores: Array, told: Array) -> Array:
        """The same with nought where a post begins to be about a theme, as far as labels tell."""
        found = self.raw(scores, told)
        return found - self.about[0] if len(self.about) else found

    def logits(self, scores: Array, told: Array) -> Array:
        """Each post's logits of the themes. Without enough labels of none, a post that meets no word has no theme."""
        found = self.centred(scores, told) * self.cuts[:, 0] + self.cuts[:, 1]
        if len(self.about):
            return np.asarray(found)
        return np.where((told > 0).any(axis=1, keepdims=True), found, np.minimum(found, UNMET))


def _floats(array: Any) -> Floats:
    return np.asarray(array, np.float32)
