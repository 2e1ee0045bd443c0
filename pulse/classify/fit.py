"""Fits the models that ship from a folder of labelled texts; the same texts give the same bytes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from pulse.classify import act, asks, language, ngrams, own, stance, tone
from pulse.classify.batch import Batch, read
from pulse.classify.cues import Cued, cued
from pulse.classify.heads import PAIR_SCALE, SCALE
from pulse.classify.labelled import Row, rows
from pulse.classify.lexicon import entries
from pulse.classify.model import ASKS, LANGUAGE, SHAPES, TONE, Model, save
from pulse.classify.scales import Array
from pulse.classify.vocabulary import ROWS, Cues, Floats, Vocabulary, shape
from pulse.domain import ACTS, LANGUAGES, STANCES, TONES

TONE_LEARNED, ASKS_LEARNED = 0.1, 0.3
"""How much n-grams count beside cues: they sharpen what is told, and blur what comes from other sources."""
PENALTY = {"language": 3.0, "tone": 0.5, "asks": 1.0, "stance": 0.5, "act": 0.5}
"""The inverse strength of each head's L2 penalty."""
OWN_WEIGHT = 4.0
"""What a post as people at work write it counts, beside a line of a film."""
WINDOWS = (2, 3, 5, 8, 12)
SEED = 20_240_101


@dataclass(frozen=True)
class Learned:
    """A head's weights: of words' n-grams, of pairs of words, of cues, and its bias."""

    words: Floats
    pairs: Floats
    cues: Floats
    bias: Floats


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

    def batch(self, texts: Sequence[str], langs: Sequence[str]) -> tuple[Batch, Cued]:
        """The texts as a batch, and its cues as their true languages mean them."""
        batch = read(texts, self.vocabulary)
        known = [ROWS.index(lang) if lang in ROWS else len(ROWS) - 1 for lang in langs]
        return batch, cued(batch, np.array(known), self.vocabulary)

    def words(self, batch: Batch, starts: "np.ndarray") -> sparse.csr_matrix:
        """The mean of each span's n-grams, scaled as when they are weighed."""
        counts = ngrams.matrix([shape(word) for word in self.vocabulary.index])
        summed = _spans(batch.ids, starts, len(self.vocabulary.index)) @ counts
        sizes = np.maximum(np.asarray(summed.sum(axis=1)).ravel(), 1)
        return sparse.csr_matrix(sparse.diags(SCALE / sizes) @ summed)

    def pairs(self, batch: Batch, starts: "np.ndarray") -> sparse.csr_matrix:
        """The mean of each span's pairs of words, scaled as when they are weighed."""
        numbers = ngrams.pairs(self.vocabulary.hashes[batch.ids])
        summed = _spans(numbers, starts, ngrams.PAIRS)
        sizes = np.maximum(np.asarray(summed.sum(axis=1)).ravel(), 1)
        return sparse.csr_matrix(sparse.diags(PAIR_SCALE / sizes) @ summed)


def _spans(numbers: "np.ndarray", starts: "np.ndarray", width: int) -> sparse.csr_matrix:
    """Spans by numbers, counted."""
    ends = np.append(starts, len(numbers))
    found = sparse.csr_matrix((np.ones(len(numbers), np.float32), numbers, ends), (len(starts), width))
    found.sum_duplicates()
    return found


def fit(folder: Path, out: Path) -> Path:
    """Fit all heads on the folder's free texts and our own, and write ``model.npz``, ``card.json`` and ``CARD.md``."""
    from pulse.classify import judge

    held = list(rows(folder))
    out.mkdir(parents=True, exist_ok=True)
    save(weights(held), out / "model.npz")
    card = judge.card(held)
    (out / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    (out / "CARD.md").write_text(judge.told(card), "utf-8")
    return out / "model.npz"


def weights(held: Sequence[Row], ours: Sequence[Row] | None = None) -> dict[str, Floats]:
    """All arrays of a model, from these labelled texts and our own posts."""
    ours = own.posts() if ours is None else ours
    with threadpool_limits(1):
        heads = {
            "language": fit_language(held, ours),
            "tone": fit_tone([*held, *ours]),
            "asks": fit_asks([*held, *ours]),
        }
        arrays = _joined(heads)
        model = Model(arrays, "fitting")
        arrays["stance_cues"], arrays["act_cues"] = fit_small(ours, model)
    return arrays


def _joined(heads: dict[str, Learned]) -> dict[str, Floats]:
    arrays = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    for name, columns in (("language", LANGUAGE), ("tone", TONE), ("asks", ASKS)):
        arrays["words"][:, columns] = heads[name].words
        arrays["bias"][columns] = heads[name].bias
    arrays["pairs"] = np.hstack([heads["tone"].pairs, heads["asks"].pairs])
    arrays["tone_cues"], arrays["asks_cues"] = heads["tone"].cues, heads["asks"].cues
    return arrays


def fit_language(held: Sequence[Row], ours: Sequence[Row]) -> Learned:
    """The language head, on whole texts and on short windows of them, every language counting alike."""
    texts, langs = windows([*held, *ours, *own.others()])
    reader = Reader.empty()
    batch, _ = reader.batch(texts, langs)
    names = [lang if lang in LANGUAGES else "other" for lang in langs]
    return _fit("language", names, language.CLASSES, reader.words(batch, batch.starts), None, None, _even(names))


def windows(held: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Each text and a window of it; more windows of the languages that have few texts."""
    chance = np.random.default_rng(SEED)
    texts, langs = [], []
    counts = {lang: sum(row.lang == lang for row in held) for lang in {row.lang for row in held}}
    for row in held:
        words = row.text.split()
        texts.append(row.text)
        langs.append(row.lang)
        for _ in range(min(12, max(1, 6_000 // counts[row.lang]))):
            length = int(chance.choice(WINDOWS))
            start = int(chance.integers(0, max(1, len(words) - length + 1)))
            texts.append(" ".join(words[start : start + length]))
            langs.append(row.lang)
    return texts, langs


def fit_tone(held: Sequence[Row]) -> Learned:
    """The tone head: cues first, n-grams a tenth; each source of a language, and each tone, counting alike."""
    told = [row for row in held if row.tone in TONES]
    reader = Reader.empty()
    batch, cues = reader.batch([row.text for row in told], [row.lang for row in told])
    groups = [f"{row.lang} {row.source.partition('-')[0]} {row.tone}" for row in told]
    weight = _even(groups) * [OWN_WEIGHT if row.task == "own" else 1.0 for row in told]
    weight *= _even([row.tone for row in told], weight)
    words, pairs = (made(batch, batch.starts) * TONE_LEARNED for made in (reader.words, reader.pairs))
    names = [row.tone for row in told]
    found = _fit("tone", names, TONES, words, pairs, tone.features(batch, cues), weight)
    return Learned(found.words * TONE_LEARNED, found.pairs * TONE_LEARNED, found.cues, found.bias)


def fit_asks(held: Sequence[Row]) -> Learned:
    """The asking head, on texts whose question marks are taken away: rules, and n-grams beside them."""
    told = [row for row in held if row.asks is not None]
    reader = Reader.empty()
    batch, cues = reader.batch([row.text.replace("?", "") for row in told], [row.lang for row in told])
    # A text of several sentences asks in one of them, and nobody says in which: only the single ones teach.
    single = np.flatnonzero(np.diff(np.append(batch.first_sentences, len(batch.sentences))) == 1)
    spans = batch.first_sentences[single]
    words, pairs = (made(batch, batch.sentences)[spans] * ASKS_LEARNED for made in (reader.words, reader.pairs))
    names = [str(told[at].asks) for at in single]
    weight = _even([f"{told[at].lang} {told[at].asks}" for at in single])
    found = _fit("asks", names, ("False", "True"), words, pairs, asks.features(batch, cues)[spans], weight)
    return Learned(found.words * ASKS_LEARNED, found.pairs * ASKS_LEARNED, found.cues, found.bias)


def fit_small(ours: Sequence[Row], model: Model) -> tuple[Floats, Floats]:
    """The two heads that only our own posts teach: stance and act."""
    held_stance, held_act = small_features(ours, model)
    landed = _fit_small("stance", [row.stance for row in ours], STANCES, held_stance)
    return landed, _fit_small("act", [row.act for row in ours], ACTS, held_act)


def small_features(ours: Sequence[Row], model: Model) -> tuple[Floats, Floats]:
    """Cues of stance and of act, with the tone and the asking that the model gives."""
    from pulse.classify import heads

    words = heads.vocabulary(model)
    batch = read([row.text for row in ours], words)
    said = heads.say(batch, words, model, [row.lang for row in ours])
    cues = cued(batch, np.array([ROWS.index(name) for name in said.languages]), words)
    return stance.features(batch, cues, said.tone, said.asks), act.features(batch, cues, said.asks)


def _fit_small(name: str, labels: Sequence[str], classes: Sequence[str], features: Floats) -> Floats:
    none = sparse.csr_matrix((len(labels), 0))
    found = _fit(name, labels, classes, none, None, features, np.sqrt(_even(labels)))
    return np.vstack([found.cues, found.bias[None]])


def _fit(
    name: str, labels: Sequence[str], classes: Sequence[str], words: sparse.csr_matrix,
    pairs: sparse.csr_matrix | None, cues: Floats | None, weight: Array,
) -> Learned:  # fmt: skip
    """A logistic regression's weights, in the order of the classes; a class that no label names is never chosen."""
    none = sparse.csr_matrix((len(labels), 0))
    blocks = [words, none if pairs is None else pairs, none if cues is None else sparse.csr_matrix(cues)]
    places = np.array([classes.index(label) for label in labels])
    model = LogisticRegression(C=PENALTY[name], max_iter=300, tol=1e-4)
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


def _placed(coefficients: Array, bias: Array, found: "np.ndarray", width: int) -> tuple[Array, Array]:
    all_coefficients, all_bias = np.zeros((width, coefficients.shape[1])), np.full(width, -20.0)
    all_coefficients[found], all_bias[found] = coefficients, bias
    return all_coefficients, all_bias


def _even(groups: Sequence[str], weight: Array | None = None) -> Array:
    """Weights that make every group count alike, one on average."""
    names, places = np.unique(np.array(groups), return_inverse=True)
    sizes = np.bincount(places, weights=weight)
    return np.asarray(sizes.sum() / (len(names) * sizes[places]))
