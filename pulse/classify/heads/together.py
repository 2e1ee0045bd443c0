"""All heads over a batch of texts: language, tone, asks, stance and act, each as rows of probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pulse import loops
from pulse.classify.arrays.scales import Array, product, softmax
from pulse.classify.heads import act, asks, language, stance, tone
from pulse.classify.heads.gathered import Gathered
from pulse.classify.heads.model import ASKS, LANGUAGE, TONE, Model
from pulse.classify.heads.walk import gathered
from pulse.classify.lexicon import entries
from pulse.classify.lexicon.heard import Cues
from pulse.classify.words import ngrams, spelling
from pulse.classify.words.batch import Batch, Ints, read, total, weighed
from pulse.classify.words.vocabulary import LETTERS, Floats, Vocabulary
from pulse.domain import LANGUAGES

SCALE = 30.0
"""What the mean of a post's n-grams is multiplied by before a head weighs it."""
SHRINK = 12.0
"""So many silent n-grams stand beside those of each text, so that a word alone says less than a sentence."""
PAIR_SCALE = 6.0


@dataclass(frozen=True)
class Answers:
    """What the heads say of each text of a batch: names, and rows of probabilities."""

    languages: list[str]
    language_p: Array
    tone: Array
    stance: Array
    asks: Array
    act: Array


@dataclass(frozen=True)
class Said(Answers):
    """The same with the cues that were read."""

    cues: Gathered

    @property
    def answers(self) -> Answers:
        """Without the cues, which are many times as large."""
        return Answers(self.languages, self.language_p, self.tone, self.stance, self.asks, self.act)


@dataclass(frozen=True)
class Sentences:
    """Some sentences by number, the probabilities of their languages (CLASSES), and how many words they have."""

    at: Ints
    found: Array
    words: Floats


def vocabulary(model: Model) -> Vocabulary:
    """An empty vocabulary for the model."""
    return Vocabulary(_cues(), model["words"])


@cache
def _cues() -> Cues:
    """Our lists made ready: for good, as nothing is learned in them."""
    return Cues(entries())


def say(
    batch: Batch, words: Vocabulary, model: Model, told: Sequence[str], usual: Sequence[str] = LANGUAGES,
    about: Sequence[float] | Array | None = None,
) -> Said:  # fmt: skip
    """What all heads say of the batch; ``told`` is the platform's word on each text's language, or ''.

    ``about`` tells which texts speak of a decision (1) or of a theme (0.5).
    """
    spans = Spans.of(batch, words, model)
    letters = batch.letters
    spoken = sentences(batch, spans, model)
    found = language.probabilities(_spoken(spans.posts, spans.post_marks, model), told, usual)
    several, most = language.mixed(spoken.found, spoken.words, batch.post_of_sentence[spoken.at])
    found[several] = most
    names, sure = language.chosen(found, letters)
    rows = language.read_as(found, letters)[batch.post_of_sentence]
    rows[spoken.at] = language.switched(spoken.found, spoken.words, rows[spoken.at])
    cues = gathered(batch, rows, words)
    sounds = tones(cues, spans, model)
    asking = asked(batch, cues, spans, model)
    known = np.zeros(len(batch.starts)) if about is None else np.asarray(about, np.float64)
    landed = softmax(_weigh(stance.features(cues, sounds, asking, known), model["stance_cues"]))
    acts = softmax(_weigh(act.features(batch, cues, asking), model["act_cues"]))
    return Said(names, sure, sounds, landed, asking, acts, cues)


@dataclass(frozen=True)
class Spans:
    """The means over sentences' and posts' n-grams, and over their pairs of words (columns: PARTS of tone, asks).

    Beside them how often the words' spelling is a sign of each language (columns spelling.NAMES).
    """

    sentences: Floats
    posts: Floats
    sentence_pairs: Array
    post_pairs: Array
    sentence_marks: Floats
    post_marks: Floats

    @classmethod
    def of(cls, batch: Batch, words: Vocabulary, model: Model) -> "Spans":
        """Those of the batch."""
        sums, pairs, marks = _summed(batch, words, model)
        first = batch.first_sentences
        return cls(
            _mean(sums), _mean(total(sums, first)), _per_token(pairs, batch.sentences, len(batch.ids)),
            _per_token(total(pairs, first), batch.starts, len(batch.ids)), marks, total(marks, first),
        )  # fmt: skip


def _summed(batch: Batch, words: Vocabulary, model: Model) -> tuple[Floats, Floats, Floats]:
    """The sums over sentences of words' scores, of pairs of words, and of what spelling is a sign of."""
    scores, weights, signs = words.scores, model["pairs"], spelling.table()
    if loops.compiled:
        count = len(batch.sentences)
        sums, pairs = (np.zeros((count, rows.shape[1]), scores.dtype) for rows in (scores, weights))
        marks = np.zeros((count, signs.shape[1]), np.float32)
        loops.compiled.spanned(
            batch.ids, batch.sentences, batch.flags, LETTERS, scores, words.hashes, weights, words.marks, signs,
            sums, pairs, marks,
        )  # fmt: skip
        return sums, pairs, marks
    numbers = ngrams.pairs(words.hashes[batch.ids])
    lettered = batch.has(LETTERS).astype(scores.dtype)
    return (
        weighed(batch.ids, batch.sentences, scores), weighed(numbers, batch.sentences, weights, lettered),
        weighed(words.marks[batch.ids], batch.sentences, signs),
    )  # fmt: skip


def sentences(batch: Batch, spans: Spans, model: Model) -> Sentences:
    """What language each sentence of posts with several of them is in."""
    counts = np.diff(np.append(batch.first_sentences, len(batch.sentences)))
    at = np.flatnonzero(counts[batch.post_of_sentence] > 1)
    return Sentences(at, softmax(_spoken(spans.sentences[at], spans.sentence_marks[at], model)), batch.words[at])


def _spoken(means: Floats, marks: Floats, model: Model) -> Floats:
    """The scores of CLASSES of texts, from the means of their n-grams and the marks of their words' spelling."""
    told = product(spelling.features(marks), model["language_cues"])
    return np.asarray(means[:, LANGUAGE] * SCALE + told + model["bias"][LANGUAGE])


def tones(cues: Gathered, spans: Spans, model: Model) -> Array:
    """Each post's probabilities of TONES."""
    held = tone.features(cues)
    score = _scored(spans.posts, TONE, spans.post_pairs, held, model["tone_cues"], model["bias"])
    return tone.probabilities(score, held)


def asked(batch: Batch, cues: Gathered, spans: Spans, model: Model) -> Array:
    """Each post's probability of asking."""
    held = cues.asks
    score = _scored(spans.sentences, ASKS, spans.sentence_pairs, held, model["asks_cues"], model["bias"])
    return asks.probabilities(batch, score[:, 0], held)


def _scored(means: Floats, head: slice, pairs: Array, cues: Floats, weights: Floats, bias: Floats) -> Array:
    """A head's scores from the means of n-grams and of pairs of words, and from weighed cues."""
    told, begin = product(cues, weights), head.start - TONE.start
    if loops.compiled:
        found = np.empty(told.shape)
        loops.compiled.scored(means, head.start, SCALE, pairs, begin, PAIR_SCALE, told, bias[head], found)
        return found
    near = pairs[:, begin : begin + told.shape[1]]
    return np.asarray(means[:, head] * SCALE + near * PAIR_SCALE + told + bias[head])


def _mean(sums: Floats) -> Floats:
    """The mean over a span's n-grams; the last column holds how many n-grams there are."""
    return _divided(sums, sums.shape[1] - 1, sums[:, -1] + SHRINK)


def _per_token(sums: Floats, starts: Ints, length: int) -> Array:
    return _divided(sums, sums.shape[1], np.diff(np.append(starts, length)).astype(np.float64))


def _divided(rows: Floats, columns: int, by: NDArray[Any]) -> NDArray[Any]:
    """So many columns of the rows, each row divided by a number of its own."""
    if not loops.compiled:
        return np.asarray(rows[:, :columns] / by[:, None])
    found = np.empty((len(rows), columns), by.dtype)
    loops.compiled.divided(rows, by, found)
    return found


def _weigh(features: Floats, weights: Floats) -> Floats:
    return np.asarray(product(features, weights[:-1]) + weights[-1])


__all__ = ["PAIR_SCALE", "SCALE", "Answers", "Said", "read", "say", "vocabulary"]
