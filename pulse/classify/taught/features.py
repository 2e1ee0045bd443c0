"""What an organisation's own labels weigh: parts of words and signs, summed word by word, and the cues of each head.

The same kinds of features as the shipped heads have, and names, whose tone each organisation's posts have of their own.
A post's word features are sums of one row a word over the square root of their number, so that a learned score too
costs one row a word, and one more for each word and its neighbour (``pairs``), where posts without labels told of them.
These tell besides what words mean alike (``company``).
An encoder's vectors may stand beside the cues.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.arrays.scales import Array
from pulse.classify.heads import act, stance, tone
from pulse.classify.heads.together import Said
from pulse.classify.taught import company, pairs
from pulse.classify.words import ngrams
from pulse.classify.words.batch import Batch, highest
from pulse.classify.words.vocabulary import Floats
from pulse.domain import ACTS, STANCES, TONES
from pulse.text import Spelling

SIZE = 2**16
"""How many numbers parts of words are hashed to."""
WORDED = SIZE + pairs.SIZE
"""How many features there are of what words are, one a part or a pair: pairs stand behind parts."""
WIDTH = WORDED + company.DIMENSIONS
"""How many word features there are: the sums of words' vectors stand last."""
WORDS, CUES, ODDS = 4.0, 1.6, 0.4
"""How large the kinds of features are made: what is larger costs the penalty less (tried on eight sources)."""
SIGN = 5
"""What a sign (a mark, an emoji) counts beside a part of a word: how each organisation uses them differs most."""
VECTORS = 4.9
"""The same for an encoder's vectors, which are of unit length (tried on four English sources left out)."""
LONGEST = 30
LEAST = 1e-3
"""No shipped probability is taken to be smaller: labels may overrule what is thought impossible."""

NAMED = re.compile(r" [A-ZÀ-ÖØ-ÞŠŽ][a-zß-öø-ÿšž](?<=[\w,;]...)")
"""A capital within a sentence: a small letter follows it, and no sentence ends before it. The blank stands first, as it
is what is found soonest.
"""

ASKS = ("no", "yes")
CLASSES: Mapping[str, tuple[str, ...]] = {"tone": TONES, "stance": STANCES, "asks": ASKS, "act": ACTS}
"""The heads that labels teach, and their answers."""


def parts(word: str) -> list[str]:
    """The word and its parts of three to five letters, its edges marked; SIGN times a sign; nothing of a number.

    >>> parts("talo")
    ['=talo', '<ta', 'tal', 'alo', 'lo>', '<tal', 'talo', 'alo>', '<talo', 'talo>']
    >>> parts("!")
    ['=', '=!', '=!', '=!', '=!', '=!']
    """
    word = word[:LONGEST]
    if not word[:1].isalpha():
        return ["=", *([f"={word}"] * SIGN if word and not word[0].isalnum() else ())]
    edged = f"<{word}>"
    return [f"={word}", *(edged[i : i + size] for size in (3, 4, 5) for i in range(len(edged) - size + 1))]


def counted(words: Sequence[str]) -> sparse.csr_matrix:
    """A row of counted ``parts`` for each folded word, hashed as scikit-learn does."""
    lettered = Spelling.of([word if word[:1].isalpha() else "" for word in words]).folded()
    # A letter may fold to a sign: that of a glottal stop to an apostrophe.
    words = [folded or word for folded, word in zip(lettered.texts(), words, strict=True)]
    lettered = lettered.only(np.array([word[:1].isalpha() for word in words], bool))
    signs = np.array([bool(word) and not word[0].isalnum() for word in words], np.float32)
    said = Spelling.of([word if sign else "" for word, sign in zip(words, signs, strict=True)]).begun(LONGEST)
    found = ngrams.edged(lettered.begun(LONGEST), (3, 4, 5), SIZE)
    return sparse.csr_matrix(found + sparse.diags(SIGN * signs) @ ngrams.whole(said, SIZE))


@dataclass(frozen=True)
class Held:
    """What a batch of posts holds beside its words: shipped log-probabilities and cues, of each head."""

    offset: Mapping[str, Array]
    cues: Mapping[str, Array]

    @classmethod
    def beside(cls, rows: "Sequence[Held]") -> "Held":
        """Several batches as one."""
        offset = {name: np.vstack([held.offset[name] for held in rows]) for name in CLASSES}
        return cls(offset, {name: np.vstack([held.cues[name] for held in rows]) for name in CLASSES})


def held(
    batch: Batch, said: Said, about: Sequence[float] | Array, texts: Sequence[str], vectors: Floats | None = None
) -> Held:
    """The shipped log-probabilities of each head's answers, and what else than words its offset weighs.

    ``vectors`` are an encoder's, of unit length: a row a post.
    """
    odds = {"tone": said.tone, "stance": said.stance, "asks": both(said.asks), "act": said.act}
    offset = {name: np.log(np.clip(p, LEAST, 1.0)) for name, p in odds.items()}
    known = np.asarray(about, np.float64)
    tones = tone.features(said.cues)
    own: dict[str, Floats] = {
        "tone": np.hstack([tones, named(texts)]),
        "stance": np.hstack([stance.features(said.cues, said.tone, said.asks, known), tones]),
        "asks": highest(said.cues.asks, batch.first_sentences),
        "act": act.features(batch, said.cues, said.asks),
    }
    shared = np.hstack([offset[name] for name in CLASSES]) * ODDS
    if vectors is not None:
        shared = np.hstack([shared, vectors * VECTORS])
    return Held(offset, {name: np.hstack([own[name] * CUES, shared]) for name in CLASSES})


def named(texts: Sequence[str]) -> Floats:
    """Whether each text holds words with a capital within a sentence, mostly names, and their number as a logarithm.

    Tried on eight sources left out, twenty draws of 200 labels each and eight of 1,000, before acceptance: 2.40 and
    4.81 points of macro-F1 became 2.54 and 5.04. Other marks of form (length, sentences, digits, commas) gave nothing.

    >>> np.expm1(named(["Kiitos Annalle, Matti ja IT!", "Kiitos. Hienoa!"])[:, 1]).round().tolist()
    [2.0, 0.0]
    """
    counts = np.array([len(NAMED.findall(text)) for text in texts], np.float32)
    return np.column_stack([counts > 0, np.log1p(counts)]).astype(np.float32)


def both(asks: Array) -> Array:
    """The probabilities of ASKS."""
    return np.column_stack([1 - asks, asks])


def word_features(batch: Batch, rows: sparse.csr_matrix) -> tuple[sparse.csr_matrix, Floats]:
    """Each post's counted parts of words, from ``rows`` of those by word number, and what they are multiplied by."""
    ends = np.append(batch.starts, len(batch.ids))
    ones = np.ones(len(batch.ids), np.float32)
    spans = sparse.csr_matrix((ones, batch.ids, ends), (len(batch.starts), rows.shape[0]))
    sums = sparse.csr_matrix(spans @ rows)
    return sums, scale(np.asarray(sums.sum(axis=1)).ravel())


def scale(sizes: "np.ndarray") -> Floats:
    """What a post's summed word features are multiplied by: WORDS over the root of their number (and one)."""
    return np.asarray(WORDS / np.sqrt(sizes + 1), np.float32)
