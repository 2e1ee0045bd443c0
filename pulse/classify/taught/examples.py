"""An organisation's labelled posts, as learning sees them: what each holds, who wrote it, and what people said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pulse.classify.encoder import Encoder
from pulse.classify.tagger import BATCH, Tagger
from pulse.classify.taught import pairs
from pulse.classify.taught.company import Company
from pulse.classify.taught.features import ASKS, CLASSES, Held, counted, held, word_features
from pulse.classify.taught.pairs import Order, Outlines
from pulse.domain import Label, Post

Places = NDArray[np.int64]
UNSAID = -1
"""The answer where a label says nothing of a head."""


@dataclass(frozen=True)
class Seen:
    """Posts as learning sees them: what each holds beside its words, and its word features.

    ``outlines`` are those that its pairs of words are made of, ``company`` holds the vectors that its words have.
    """

    held: Held
    words: sparse.csr_matrix
    outlines: Outlines | None = None
    company: Company | None = None

    def __len__(self) -> int:
        return self.words.shape[0]


@dataclass(frozen=True)
class Examples:
    """Labelled posts. ``answers`` are places among the head's classes; ``random`` tells which may judge, too.

    ``others`` are posts whose labels, if there are any, are not looked at: some of all that the organisation has.
    """

    held: Held
    words: sparse.csr_matrix
    people: tuple[str, ...]
    random: NDArray[np.bool_]
    answers: Mapping[str, Places]
    others: Seen | None = None

    def __len__(self) -> int:
        return len(self.people)


@dataclass(frozen=True)
class Told:
    """A labelled post, and the decision in whose announcing thread it lies."""

    post: Post
    label: Label
    thread: str | None = None


def seen(
    tagger: Tagger, posts: Sequence[Post], threads: Sequence[str | None], encoder: Encoder | None = None,
    others: Seen | None = None,
) -> Seen:  # fmt: skip
    """The posts as the tagger reads them with the shipped model, whatever has been learned before.

    ``threads`` name the decision in whose announcing thread each lies. An encoder's vectors are further cues. Pairs of
    words and words' vectors are those that these ``others`` told, or those that the posts themselves tell.
    """
    batches, rows, orders = [], [], []
    for start in range(0, len(posts), BATCH):
        span = slice(start, start + BATCH)
        batch, said, _, about, texts = tagger.plain(posts[span], threads[span])
        batches.append(held(batch, said, about, texts, encoder.vectors(texts) if encoder else None))
        rows.append(word_features(batch, counted(tagger.words.words)))
        orders.append(Order.of(batch, tagger.words.spelling))
    order = Order.beside(orders)
    outlines = others.outlines if others and others.outlines else Outlines.learned(order)
    parts, scale = sparse.vstack([found for found, _ in rows]), np.concatenate([scale for _, scale in rows])
    company = others.company if others and others.company else Company.learned(order, scale)
    sums = sparse.csr_matrix(company.sums(order))
    words = sparse.diags(scale) @ sparse.hstack([parts, pairs.WORTH * outlines.counted(order), sums])
    return Seen(Held.beside(batches), sparse.csr_matrix(words), outlines, company)


def examples(
    tagger: Tagger, told: Sequence[Told], encoder: Encoder | None = None, others: Seen | None = None
) -> Examples:
    """The labelled posts, as they are ``seen``; one whose author nobody knows stands for a person of its own."""
    found = seen(tagger, [one.post for one in told], [one.thread for one in told], encoder, others)
    return Examples(
        held=found.held,
        words=found.words,
        people=tuple(one.post.author or f"{one.post.source}:{one.post.id}" for one in told),
        random=np.array([one.label.drawn == "random" for one in told], dtype=bool),
        answers={name: np.array([answer(one.label, name) for one in told], np.int64) for name in CLASSES},
        others=others,
    )


def answer(label: Label, head: str) -> int:
    """The place of what the label says among the head's classes; UNSAID where it says nothing."""
    said = {"tone": label.tone, "stance": label.stance, "asks": ASKS[label.asks], "act": label.act}[head]
    return CLASSES[head].index(said) if said in CLASSES[head] and head not in label.unsaid else UNSAID
