"""Teaches the heads of a post's form: its language, and whether it asks."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from pulse.classify import asks, language
from pulse.classify.labelled import SEED, Row, sampled
from pulse.classify.learn import OWN_WEIGHT, Learned, Reader, even, learned
from pulse.domain import LANGUAGES

ASKS_LEARNED = 0.5
"""How much n-grams count beside rules: they sharpen what is told, and blur what comes from other sources."""
PENALTY = {"language": 10.0, "asks": 1.0}
"""The inverse strength of each head's L2 penalty."""
ASKING = 0.3
"""How common questions are taken to be, beside other sentences."""
WINDOWS = (1, 2, 3, 4, 5, 6, 8, 12)
MOST = {"language": 6_000, "asks": 2_500}
"""So many texts of a language (asks: of a language, source and label) are learned from."""


def fit_language(held: Sequence[Row]) -> Learned:
    """The language head, on whole texts and on short windows of them, every language counting alike."""
    texts, langs = windows(sampled(held, MOST["language"], lambda row: row.lang))
    reader = Reader.empty()
    batch, _ = reader.batch(texts, langs)
    names = [lang if lang in LANGUAGES else "other" for lang in langs]
    words = reader.words(batch, batch.starts)
    return learned(PENALTY["language"], names, language.CLASSES, words, None, None, even(names))


def windows(held: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Each text and windows of it; more windows of the languages that have few texts."""
    chance = np.random.default_rng(SEED)
    texts, langs = [], []
    counts = {lang: sum(row.lang == lang for row in held) for lang in {row.lang for row in held}}
    for row in held:
        words = row.text.split()
        texts.append(row.text)
        langs.append(row.lang)
        for _ in range(min(12, max(1, MOST["language"] // counts[row.lang]))):
            length = int(chance.choice(WINDOWS))
            start = int(chance.integers(0, max(1, len(words) - length + 1)))
            texts.append(" ".join(words[start : start + length]))
            langs.append(row.lang)
    return texts, langs


def fit_asks(held: Sequence[Row]) -> Learned:
    """The asking head, on texts whose last marks are taken away: rules, and n-grams beside them."""
    known = [row for row in held if row.asks is not None]
    told = sampled(known, MOST["asks"], lambda row: (row.lang, row.source, row.asks))
    reader = Reader.empty()
    batch, cues = reader.batch([row.text.replace("?", "").rstrip(" .!…") for row in told], [row.lang for row in told])
    # A text of several sentences asks in one of them, and nobody says in which: only the single ones teach.
    single = np.flatnonzero(np.diff(np.append(batch.first_sentences, len(batch.sentences))) == 1)
    spans = batch.first_sentences[single]
    words, pairs = (
        sparse.csr_matrix(made(batch, batch.sentences))[spans] * ASKS_LEARNED for made in (reader.words, reader.pairs)
    )
    asking = np.array([bool(told[at].asks) for at in single])
    weight = even([f"{told[at].lang} {told[at].asks}" for at in single]) * np.where(asking, ASKING, 1 - ASKING)
    weight *= [OWN_WEIGHT if told[at].task == "own" else 1.0 for at in single]
    held_cues = asks.features(batch, cues)[spans]
    found = learned(PENALTY["asks"], [str(a) for a in asking], ("False", "True"), words, pairs, held_cues, weight)
    return found.scaled(ASKS_LEARNED)
