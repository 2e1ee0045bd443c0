"""How heads learn: texts as matrices, groups that count alike, and a logistic regression's weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from pulse.classify.arrays.scales import Array
from pulse.classify.heads.gathered import Gathered
from pulse.classify.heads.together import PAIR_SCALE, SCALE, SHRINK
from pulse.classify.heads.walk import gathered
from pulse.classify.lexicon import entries
from pulse.classify.lexicon.heard import ROWS, Cues
from pulse.classify.words import ngrams
from pulse.classify.words.batch import Batch, Ints, read
from pulse.classify.words.vocabulary import LETTERS, Floats, Vocabulary

OWN_WEIGHT = 4.0
"""What a post as people at work write it counts, beside a line of a film."""
NEAR = 1e-3
"""How near to the best weights the search for them ends."""


@dataclass(frozen=True)
class Learned:
    """A head's weights: of words' n-grams, of pairs of words, of cues, and its bias."""

    words: Floats
    pairs: Floats
    cues: Floats
    bias: Floats

    @classmethod
    def beside(cls, heads: "Sequence[Learned]") -> "Learned":
        """Several heads as one with several scores."""
        words, pairs, cues = (np.hstack([getattr(h, name) for h in heads]) for name in ("words", "pairs", "cues"))
        return cls(words, pairs, cues, np.concatenate([head.bias for head in heads]))

    def scaled(self, words: float, pairs: float) -> "Learned":
        """The weights for features that were learned on as so many times their size."""
        return Learned(self.words * words, self.pairs * pairs, self.cues, self.bias)


@dataclass(frozen=True)
class Reader:
    """Texts as matrices, by one vocabulary."""

    vocabulary: Vocabulary

    @classmethod
    def empty(cls) -> "Reader":
        """A reader that has met no word yet."""
        vocabulary = Vocabulary(Cues(entries()), np.zeros((ngrams.SIZE, 0), np.float32))
        vocabulary.bound = 10**9
        return cls(vocabulary)

    def batch(self, texts: Sequence[str], langs: Sequence[str]) -> tuple[Batch, Gathered]:
        """The texts as a batch, and its cues as their true languages mean them."""
        batch = read(texts, self.vocabulary)
        known = [ROWS.index(lang) if lang in ROWS else len(ROWS) - 1 for lang in langs]
        return batch, gathered(batch, np.array(known, np.int64)[batch.post_of_sentence], self.vocabulary)

    def words(self, batch: Batch, starts: Ints) -> sparse.csr_matrix:
        """The mean of each span's n-grams, scaled as when they are weighed."""
        counts = ngrams.matrix(self.vocabulary.words)
        summed = _spans(batch.ids, starts, len(self.vocabulary.words)) @ counts
        sizes = np.asarray(summed.sum(axis=1)).ravel() + SHRINK
        return sparse.csr_matrix(sparse.diags(SCALE / sizes) @ summed)

    def pairs(self, batch: Batch, starts: Ints) -> sparse.csr_matrix:
        """The pairs of words of each span over its tokens, scaled as when they are weighed."""
        numbers = ngrams.pairs(self.vocabulary.hashes[batch.ids])
        summed = _spans(numbers, starts, ngrams.PAIRS, batch.has(LETTERS).astype(np.float32))
        sizes = np.diff(np.append(starts, len(batch.ids)))
        return sparse.csr_matrix(sparse.diags(PAIR_SCALE / sizes) @ summed)


def _spans(numbers: Ints, starts: Ints, width: int, counted: Floats | None = None) -> sparse.csr_matrix:
    """Spans by numbers, counted."""
    ends = np.append(starts, len(numbers))
    ones = np.ones(len(numbers), np.float32) if counted is None else counted
    found = sparse.csr_matrix((ones, numbers, ends), (len(starts), width))
    found.sum_duplicates()
    return found


def learned(
    penalty: float, labels: Sequence[str], classes: Sequence[str], words: sparse.csr_matrix,
    pairs: sparse.csr_matrix | None, cues: Floats | None, weight: Array, near: float = NEAR,
) -> Learned:  # fmt: skip
    """A logistic regression's weights, in the order of the classes; a class that no label names is never chosen.

    ``near`` is the gradient at which the search for them ends (scikit-learn's ``tol``).
    """
    none = sparse.csr_matrix((len(labels), 0))
    blocks = [words, none if pairs is None else pairs, none if cues is None else sparse.csr_matrix(cues)]
    places = np.array([classes.index(label) for label in labels])
    model = LogisticRegression(C=penalty, max_iter=400, tol=near)
    model.fit(sparse.csr_matrix(sparse.hstack(blocks), dtype=np.float64), places, sample_weight=weight)
    if len(model.classes_) == 2:
        coefficients, bias = model.coef_, model.intercept_
        if len(classes) > 2:  # two classes of several: one score is the other's opposite
            coefficients, bias = np.vstack([-coefficients, coefficients]) / 2, np.append(-bias, bias) / 2
            coefficients, bias = _placed(coefficients, bias, model.classes_, len(classes))
    else:
        coefficients, bias = _placed(model.coef_, model.intercept_, model.classes_, len(classes))
    stops = np.cumsum([block.shape[1] for block in blocks])[:-1]
    first, second, third = np.split(coefficients.T.astype(np.float32), stops)
    return Learned(first, second, third, bias.astype(np.float32))


def _placed(coefficients: Array, bias: Array, found: Ints, width: int) -> tuple[Array, Array]:
    all_coefficients, all_bias = np.zeros((width, coefficients.shape[1])), np.full(width, -20.0)
    all_coefficients[found], all_bias[found] = coefficients, bias
    return all_coefficients, all_bias


def even(groups: Sequence[str], weight: Array | None = None) -> Array:
    """Weights that make every group count alike, one on average."""
    names, places = np.unique(np.array(groups), return_inverse=True)
    sizes = np.bincount(places, weights=weight)
    return np.asarray(sizes.sum() / (len(names) * sizes[places]))
