"""The organisation's theme model, fitted on its own posts and judged by its own labels: the same each time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pulse.classify.arrays.scales import Array
from pulse.classify.topics.corrected import ENOUGH, corrected
from pulse.classify.topics.cuts import POSITIVE, about, cuts
from pulse.classify.topics.grounds import Ground, ground
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.reading import Words, described, read
from pulse.classify.topics.subjects import Subjects
from pulse.classify.topics.training import LAST_KEYWORDS, LAST_NEARNESS, trained
from pulse.domain import Strategy

MOST = 20_000
"""So many posts teach; of more, every so manieth of each language."""
FOLDS, JUDGED = 5, 50
"""Labels are judged by models that were fitted without them, from so many labels on."""
SWAYS, MORE_SWAYS = (1.0, 0.0), (2.0, 3.0)
"""How much of what is learned may be used beside words, with few labels and with many.

By SIB-200's training rows: with all labelled the themes' F1 as posts are tagged is .59, and .56 with no more than 1.
"""
Labels = Sequence[Sequence[str] | None]


@dataclass(frozen=True)
class Given:
    """Posts as they are learned from, and their labels: posts by themes (0 or 1) where ``said``."""

    words: Words
    ground: Ground
    true: Array
    said: NDArray[np.bool_]

    @property
    def shares(self) -> Array:
        """Each theme's share of each post; a post about none is no more about one than about another."""
        sums = self.true.sum(axis=1, keepdims=True)
        return np.asarray(np.where(sums > 0, self.true / np.maximum(sums, 1), 1 / max(self.true.shape[1], 1)))


def fit_themes(
    strategy: Strategy, texts: Sequence[str], languages: Sequence[str] = (), labels: Labels = ()
) -> ThemeModel:
    """What the organisation's posts teach of its themes; the same posts and labels give the same model.

    Args:
        texts: the organisation's posts, in a fixed order; languages: of each post, so that a sample is even over them.
        labels: for each post the themes that people found in it, none of them if it is about none, or None where
            nobody looked. Posts must have been drawn at random where cuts are to rest on them.
    """
    subjects = Subjects(strategy)
    chosen = sample(languages or [""] * len(texts), _looked(labels, len(texts)), MOST)
    given = gathered(subjects, [texts[at] for at in chosen], [labels[at] if labels else None for at in chosen])
    if not subjects.themes or not len(chosen):
        return silent(subjects)
    model, looked = fitted(subjects, given, given.said), np.flatnonzero(given.said)
    if len(looked) < JUDGED:
        return model
    return judged(model, given.true[looked], _held_out(subjects, given, looked), given.words.told[looked])


def sample(languages: Sequence[str], looked: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    """The numbers of the posts that teach: labelled ones, and the others evenly, each language by itself."""
    names = np.array(languages, dtype=np.str_)
    rest = max(most - int(looked.sum()), 0)
    kept = [np.flatnonzero(looked)]
    for name in np.unique(names[~looked]):
        own = np.flatnonzero((names == name) & ~looked)
        size = min(len(own), -(-rest * len(own) // max(int((~looked).sum()), 1)))
        kept.append(own[(np.arange(size) * len(own)) // max(size, 1)])
    return np.sort(np.concatenate(kept))


def _looked(labels: Labels, posts: int) -> NDArray[np.bool_]:
    return np.array([label is not None for label in labels] or [False] * posts, bool)


def gathered(subjects: Subjects, texts: Sequence[str], labels: Labels) -> Given:
    """Posts and labels ready to be learned from."""
    words = read(texts, subjects)
    places = {name: place for place, name in enumerate(subjects.names[: subjects.themes])}
    true = np.zeros((len(texts), subjects.themes))
    for post, names in enumerate(labels):
        true[post, [places[name] for name in names or () if name in places]] = 1
    return Given(words, ground(words.posts, words.grams, words.keywords, described(subjects)), true, _looked(labels, 0))


def fitted(subjects: Subjects, given: Given, taught: NDArray[np.bool_]) -> ThemeModel:
    """The model that these labels teach, with all of the posts beside them."""
    known = given.ground
    teach = corrected if taught.mean() >= ENOUGH else trained
    weights, bias = teach(known, given.shares, taught)
    held = np.column_stack([known.idf[:, None] * (weights + LAST_NEARNESS * known.centres), known.idf])
    return replace(
        silent(subjects), places=known.kept, weights=held.astype(np.float32), bias=bias.astype(np.float32),
        keyword=LAST_KEYWORDS, sway=1.0, labels=int(taught.sum()),
    )  # fmt: skip


def silent(subjects: Subjects) -> ThemeModel:
    """A model that says nothing."""
    width = subjects.themes
    return ThemeModel(
        themes=tuple(subjects.names[:width]), places=np.zeros(0, np.int64),
        weights=np.zeros((0, width + 1), np.float32), bias=np.zeros(width, np.float32), keyword=0.0, sway=0.0,
        about=np.zeros(0, np.float32), cuts=np.tile(np.array([1, 0], np.float32), (width, 1)),
    )  # fmt: skip


def judged(model: ThemeModel, true: Array, found: Array, told: Array) -> ThemeModel:
    """The model with its cuts, as far as labels bear them; with no sway where they show that words alone do better.

    Args:
        true: labelled posts by themes; found: their scores by models that have not seen their labels; told: logits of
            what words say of them.
    """
    model = swayed(model, true, found, told)
    model = replace(model, about=about(true, model.raw(found, told), model.logits(found, told)))
    return replace(model, cuts=cuts(true, model.centred(found, told)))


def swayed(model: ThemeModel, true: Array, scores: Array, told: Array) -> ThemeModel:
    """The model with the sway by which its held-out scores find the labelled themes best; none where words do better.

    MORE_SWAYS wait until the probabilities of most themes rest on labels, too.
    """
    plenty = (true.sum(axis=0) >= POSITIVE).mean() > 0.5
    tried = [replace(model, sway=sway) for sway in (SWAYS + MORE_SWAYS if plenty else SWAYS)]
    return max(tried, key=lambda one: _f1(true, one.logits(scores, told)))


def _held_out(subjects: Subjects, given: Given, looked: NDArray[np.int64]) -> Array:
    """The scores of labelled posts, each by a model that was fitted on all posts, but without its label."""
    found, fold = np.zeros((len(looked), subjects.themes)), np.arange(len(looked)) % FOLDS
    for number in range(FOLDS):
        taught = given.said.copy()
        taught[looked[fold == number]] = False
        found[fold == number] = scores(fitted(subjects, given, taught), given.words, looked[fold == number])
    return found


def scores(model: ThemeModel, words: Words, posts: NDArray[np.int64]) -> Array:
    """The model's scores of these posts."""
    rows = model.over(words.grams)
    return model.scores(np.asarray(words.posts[posts] @ rows), words.keywords[posts])


def _f1(true: Array, logits: Array) -> float:
    """Macro-F1 over the themes that labels name."""
    said = logits > 0
    both = (said * true).sum(axis=0)
    sums = said.sum(axis=0) + true.sum(axis=0)
    named = true.any(axis=0)
    return float(np.mean(2 * both[named] / np.maximum(sums[named], 1))) if named.any() else 0.0
