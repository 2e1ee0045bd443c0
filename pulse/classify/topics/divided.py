"""The theme models of groups of people: each learns from all posts, and from the labels of people outside its group.

Its cuts and its sway rest on such labels, too. They judge by what models say that have seen no label of two pairs of
groups: that of the labelled post's author, and that of the group which the model is for.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from pulse.classify.arrays.lists import Ints
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import FOLDS
from pulse.classify.topics.fitting import JUDGED, Given, Labels, fitted, gathered, judged, scores, silent
from pulse.classify.topics.groups import ThemeModels
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.subjects import Subjects
from pulse.domain import Strategy

Judging = NDArray[np.bool_]
PAIRS = FOLDS // 2


def fit_groups(strategy: Strategy, texts: Sequence[str], labels: Labels, group: Ints, judging: Judging) -> ThemeModels:
    """What the organisation's posts and labels teach of its themes: a model for each group of people.

    Args:
        texts, labels: as of ``fit_themes``; no more than MOST are read in good time.
        group: that of each post's author. judging: whether a post's label may judge: only if it was drawn at random.
    """
    subjects = Subjects(strategy)
    if not subjects.themes or not texts:
        return ThemeModels((silent(subjects),))
    with threadpool_limits(1):
        given = gathered(subjects, texts, labels)
        held = _held_out(subjects, given, group // 2, given.said & judging)
        return ThemeModels(tuple(_model(subjects, given, group, number, *held[number // 2]) for number in range(FOLDS)))


def _model(subjects: Subjects, given: Given, group: Ints, number: int, found: Array, looked: Ints) -> ThemeModel:
    model = fitted(subjects, given, given.said & (group != number))
    if len(looked) < JUDGED:
        return model
    return judged(model, given.true[looked], found, given.words.told[looked])


def _held_out(subjects: Subjects, given: Given, pair: Ints, judging: Judging) -> list[tuple[Array, Ints]]:
    """For each pair of groups: scores of the posts of others that may judge, ``found`` as is told above, and their
    numbers.
    """
    found = np.zeros((PAIRS, len(pair), subjects.themes))
    some = set(np.unique(pair[judging]).tolist())
    for one, other in combinations(range(PAIRS), 2):
        # Two pairs whose posts may not judge need nothing of each other.
        if one in some or other in some:
            model = fitted(subjects, given, given.said & (pair != one) & (pair != other))
            for out, its in ((one, other), (other, one)):
                posts = np.flatnonzero(judging & (pair == its))
                found[out, posts] = scores(model, given.words, posts)
    looked = [np.flatnonzero(judging & (pair != number)) for number in range(PAIRS)]
    return [(found[number, posts], posts) for number, posts in enumerate(looked)]
