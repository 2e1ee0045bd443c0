"""Posts as themes are learned from them: their words, in n-grams, and which words of the strategy they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pulse.classify.arrays.rolling import keys
from pulse.classify.arrays.scales import Array
from pulse.classify.lexicon import stops
from pulse.classify.topics.subjects import Meetings, Subjects
from pulse.classify.topics.themes import WHOLE, Evidence, covered, gather, nearness, told
from pulse.classify.words import ngrams
from pulse.classify.words.vocabulary import Floats
from pulse.text import Spelling, fold, fold_all, normalise, scrub, tokens

MORE = 0.5
"""What each further word of a theme adds to the first."""


@dataclass(frozen=True)
class Words:
    """Posts by words (counted), words by n-grams (counted), and what the strategy's own words say of each post.

    ``keywords`` are additive scores of the themes (1: one whole word), ``told`` logits of them.
    """

    posts: sparse.csr_matrix
    grams: sparse.csr_matrix
    keywords: Array
    told: Array


def words_of(text: str) -> list[str]:
    """The words of a text, as a tagger reads them.

    >>> words_of("Katso: https://example.org, HR:n päätös!")
    ['katso', 'hr:n', 'päätös']
    """
    return [word for word in tokens(normalise(scrub(text))) if word[0].isalnum()]


def content(words: Sequence[str]) -> list[str]:
    """The folded words, empty where they have no content of their own."""
    return [
        "" if word in stops() or not word[0].isalpha() else plain
        for word, plain in zip(words, fold_all(words), strict=True)
    ]


def read(texts: Sequence[str], subjects: Subjects) -> Words:
    """The posts as matrices."""
    index: dict[str, int] = {}
    found = [[index.setdefault(word, len(index)) for word in words_of(text)] for text in texts]
    words = list(index) or [""]
    ids = np.fromiter((number for post in found for number in post), np.int64)
    ends = np.cumsum([0, *map(len, found)], dtype=np.int64)
    posts = sparse.csr_matrix((np.ones(len(ids), np.float32), ids, ends), (len(texts), len(words)))
    posts.sum_duplicates()
    spelled = Spelling.of([word or "." for word in words])
    folded, meetings = subjects.folded(spelled), Meetings(subjects)
    near, sets = subjects.near(folded, keys(spelled)), meetings.of(folded)
    met = gather(ends[:-1], sets[ids], meetings.met, subjects.parts.shape[0])
    letters = np.array([word[:1].isalpha() for word in words], np.float32)
    best, count = covered(subjects, met)
    evidence = Evidence(best, count, nearness(subjects, np.asarray(posts @ near)), np.asarray(posts @ letters))
    return Words(
        posts, ngrams.rooted(content([word or "." for word in words])),
        keywords(subjects, best, count), told(subjects, evidence),
    )  # fmt: skip


def keywords(subjects: Subjects, best: Floats, count: Floats) -> Array:
    """The additive keyword score of each post and theme, from what ``covered`` says of all subjects."""
    split = subjects.themes
    score = best[:, :split] + MORE * np.maximum(count[:, :split] - 1, 0)
    for decision, parent in enumerate(subjects.parents.tolist(), split):
        whole = np.where(best[:, decision] >= WHOLE, best[:, decision], 0)
        score[:, parent] = np.maximum(score[:, parent], whole)
    return np.asarray(score, np.float64)


def described(subjects: Subjects) -> sparse.csr_matrix:
    """A row of n-grams for each theme: square roots of their counts in its names, description, words and examples."""
    said = [[fold(w) for w in words_of(text) if w not in stops() and w[0].isalpha()] for text in subjects.said()]
    words = [word for theme in said for word in theme]
    ends = np.cumsum([0, *map(len, said)])
    spans = sparse.csr_matrix((np.ones(len(words)), np.arange(len(words)), ends), (len(said), len(words)))
    return sparse.csr_matrix(sparse.csr_matrix(spans @ ngrams.rooted(words)).sqrt())
