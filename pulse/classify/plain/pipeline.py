"""What the heads say, specified by a plain scikit-learn pipeline: slow, text by text, and never used to tag.

Hashing vectorisers and rules as transformers, side by side, and linear weights. What the fast path gives must be this.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer

from pulse.classify.arrays.scales import Array, softmax
from pulse.classify.heads import act, asks, language, stance, tone
from pulse.classify.heads.cues import Cued
from pulse.classify.heads.model import ASKS, LANGUAGE, TONE, Model
from pulse.classify.heads.together import PAIR_SCALE, SCALE, SHRINK, Answers
from pulse.classify.heads.walk import gather
from pulse.classify.lexicon.heard import ROWS
from pulse.classify.plain.cues import Reader
from pulse.classify.words import ngrams, spelling
from pulse.classify.words.batch import Batch
from pulse.classify.words.vocabulary import ASKED, END, LETTERS, SHOUT, TRAIL, Floats, shape
from pulse.domain import LANGUAGES
from pulse.text import Spelling, normalise, scrub, tokens

FLAGS = {".": END, "?": END | ASKED, "!": END | SHOUT, "!!": END | SHOUT, "...": END | TRAIL, "\n": END}
Span = tuple[tuple[str, str], ...]
"""Tokens of a text, each after the one before it ("" for a text's first)."""


def read(text: str) -> list[str]:
    """What is read of a text: a line end, and its tokens, of which numbers and runs of signs are read alike."""
    return ["\n", *(shape(token) for token in tokens(normalise(scrub(text))))]


def sentences(words: Sequence[str]) -> list[int]:
    """Where sentences begin: a run of ends is one end, and the text's opening belongs to its first sentence."""
    return [0, *(at for at in range(2, len(words)) if words[at - 1] in FLAGS and words[at] not in FLAGS)]


def spans(words: Sequence[str], begins: Sequence[int]) -> list[Span]:
    """The tokens from each beginning to the next one."""
    behind = list(zip(["", *words[:-1]], words, strict=True))
    return [tuple(behind[begin:end]) for begin, end in zip(begins, [*begins[1:], len(words)], strict=True)]


def grams(span: Span) -> list[str]:
    """The n-grams of a span's words; of what is no word, its edges."""
    return [gram for _, word in span for gram in ngrams.grams(word if word[0].isalpha() else "")]


def mean(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Counts over how many there are, beside so many silent ones."""
    return sparse.csr_matrix(sparse.diags(SCALE / (np.asarray(counts.sum(axis=1)).ravel() + SHRINK)) @ counts)


class Pairs(TransformerMixin, BaseEstimator):
    """Counts pairs of neighbours by hashed numbers, over a span's tokens."""

    def fit(self, spans: Sequence[Span], y: None = None) -> "Pairs":
        """Nothing is learned here."""
        return self

    def transform(self, spans: Sequence[Span]) -> sparse.csr_matrix:
        """A row for each span."""
        held = [(row, pair) for row, span in enumerate(spans) for pair in span if pair[1][0].isalpha()]
        rows = np.array([row for row, _ in held], np.int64)
        hashes = ngrams.word_hashes(Spelling.of([word for _, pair in held for word in pair]))
        sizes = np.array([len(span) for span in spans])[rows]
        return sparse.csr_matrix((PAIR_SCALE / sizes, (rows, ngrams.pairs(hashes)[1::2])), (len(spans), ngrams.PAIRS))


def learned() -> FeatureUnion:
    """What spans are known by to the learned heads."""
    hashed = HashingVectorizer(
        analyzer=grams, n_features=ngrams.SIZE, norm=None, alternate_sign=False, dtype=np.float64
    )
    counted = Pipeline([("count", hashed), ("mean", FunctionTransformer(mean))])
    return FeatureUnion([("grams", counted), ("pairs", Pairs())])


class Plain:
    """The heads of a model, plainly, in float64."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.reader = Reader()
        self.union = learned()
        beside = np.zeros((ngrams.PAIRS, ASKS.stop))
        beside[:, TONE.start :] = model["pairs"]
        self.weights = np.vstack([model["words"], beside])

    def say(
        self, texts: Sequence[str], told: Sequence[str], about: Sequence[float], usual: Sequence[str] = LANGUAGES
    ) -> Answers:
        """What all heads say of the texts; ``told`` and ``about`` as in ``together.say``."""
        words = [read(text) for text in texts]
        begins = [sentences(some) for some in words]
        post = self._scores([span for some in words for span in spans(some, [0])])
        parts = self._scores([span for some, at in zip(words, begins, strict=True) for span in spans(some, at)])
        letters = np.array([sum(word[0].isalpha() for word in some) for some in words], np.float32)
        found = language.probabilities(cast(Floats, post[:, LANGUAGE]), told, usual)
        batch = together(words, begins)
        at, spoken, sizes = _sentences(batch, parts[:, LANGUAGE])
        several, most = language.mixed(spoken, sizes, batch.post_of_sentence[at])
        found[several] = most
        names, sure = language.chosen(found, letters)
        rows = language.read_as(found, letters)[batch.post_of_sentence]
        rows[at] = language.switched(spoken, sizes, rows[at])
        cues = gather(batch, self._cued(words, begins, [ROWS[row] for row in rows]))
        held = tone.features(cues)
        sounds = tone.probabilities(post[:, TONE] + held @ self.model["tone_cues"], held)
        held = cues.asks
        asking = asks.probabilities(batch, (parts[:, ASKS] + held @ self.model["asks_cues"])[:, 0], held)
        landed = stance.features(cues, sounds, asking, np.array(about, np.float64))
        acts = act.features(batch, cues, asking)
        model = self.model
        return Answers(
            names, sure, sounds, _weighed(landed, model["stance_cues"]), asking, _weighed(acts, model["act_cues"])
        )

    def _scores(self, of: list[Span]) -> Array:
        found = np.asarray(self.union.transform(of) @ self.weights + self.model["bias"])
        counts = np.array([spelling.marks([word for _, word in span]).sum(axis=0) for span in of])
        found[:, LANGUAGE] += spelling.features(counts) @ self.model["language_cues"]
        return found

    def _cued(self, words: list[list[str]], begins: list[list[int]], readers: list[str]) -> Cued:
        each = iter(readers)
        found = [self.reader.cued(some, at, [next(each) for _ in at]) for some, at in zip(words, begins, strict=True)]
        parts = ([getattr(cues, name) for cues in found] for name in ("values", "negated", "phrase"))
        return Cued(*(np.concatenate(part, axis=-1) for part in parts))


def _sentences(batch: Batch, scores: Array) -> tuple[NDArray[np.int64], Array, Floats]:
    """The sentences of posts with several of them: their numbers, their languages' probabilities, how many words."""
    posts = batch.post_of_sentence.tolist()
    counts = Counter(posts)
    at = np.array([number for number, post in enumerate(posts) if counts[post] > 1], np.int64)
    worded = batch.has(LETTERS).tolist()
    ends = [*batch.sentences[1:].tolist(), len(worded)]
    sizes = [sum(worded[begin:end]) for begin, end in zip(batch.sentences.tolist(), ends, strict=True)]
    return at, softmax(scores[at]), np.array(sizes, np.float32)[at]


def together(words: list[list[str]], begins: list[list[int]]) -> Batch:
    """The tokens of all texts in a row, as the heads' features want them; numbers of words are of no use here."""
    flags = [FLAGS.get(word, LETTERS if word[0].isalpha() else 0) for some in words for word in some]
    starts = np.cumsum([0, *map(len, words)])[:-1]
    sentences = [start + at for start, some in zip(starts.tolist(), begins, strict=True) for at in some]
    return Batch(np.zeros(len(flags), np.int64), starts, np.array(sentences, np.int64), np.array(flags, np.uint8))


def _weighed(features: NDArray[Any], weights: NDArray[Any]) -> Array:
    return softmax(np.hstack([features, np.ones((len(features), 1))]) @ weights)
