"""What was learned of themes as posts are read with it: one model for all people, or one for each group of them.

Groups are the folds in which labels teach (``folds``), for the same reason: a person's posts are read by the
model that has seen no label of that person, labelled posts and others alike. Were a labelled post pulled into its
theme by its own label, the labelled posts of a theme would be no random sample of it any more.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pulse.classify.arrays.lists import Growing, Ints
from pulse.classify.arrays.scales import Array
from pulse.classify.folds import FOLDS, folds
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.reading import content
from pulse.classify.topics.subjects import Subjects
from pulse.classify.words import ngrams
from pulse.classify.words.batch import Batch, weighed
from pulse.classify.words.vocabulary import Floats
from pulse.domain import Strategy
from pulse.errors import ModelError


@dataclass(frozen=True, eq=False)
class ThemeModels:
    """A model for all, or one for each group; those of groups were fitted on the same posts and weigh the same n-grams.

    As arrays, the names of those of groups begin with the group's number: "0.weights".
    """

    models: tuple[ThemeModel, ...]

    @property
    def version(self) -> str:
        """A short name that changes with any number."""
        names = [model.version for model in self.models]
        return names[0] if len(names) == 1 else hashlib.sha256("".join(names).encode()).hexdigest()[:8]

    def arrays(self) -> dict[str, Any]:
        """All that the models are, as arrays."""
        if len(self.models) == 1:
            return self.models[0].arrays()
        return {f"{at}.{name}": held for at, one in enumerate(self.models) for name, held in one.arrays().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "ThemeModels":
        """The reverse of arrays()."""
        if not any(name.startswith("0.") for name in arrays):
            return cls((ThemeModel.from_arrays(arrays),))
        starts = [f"{at}." for at in range(FOLDS)]
        models = tuple(
            ThemeModel.from_arrays({name.removeprefix(s): held for name, held in arrays.items() if name.startswith(s)})
            for s in starts
        )
        if not all(np.array_equal(one.places, models[0].places) and one.themes == models[0].themes for one in models):
            raise ModelError("the theme models of groups are not of one kind: fit them again with 'pulse learn'")
        return cls(models)

    def own(self, authors: Sequence[str]) -> Ints:
        """The number of the model that reads each author's posts."""
        return folds(authors) if len(self.models) > 1 else np.zeros(len(authors), np.int64)

    def rows(self, words: Sequence[str]) -> Floats:
        """Words by models by themes (and one more): each word's part of the scores, and of its post's squared size."""
        grams = ngrams.rooted(content(words))
        return np.stack([model.over(grams) for model in self.models], axis=1)

    def judged(self, subjects: Subjects, sums: Floats, own: Ints, told: Array, best: Floats, count: Floats) -> Array:
        """Each post's probabilities of the themes, from the rows of its own model added up."""
        found = np.empty(told.shape)
        for number, model in enumerate(self.models):
            at = np.flatnonzero(own == number)
            found[at] = model.judged(subjects, sums[at], told[at], best[at], count[at])
        return found


class ThemeEar:
    """Hears batches of one vocabulary as posts have taught: rows of words are computed once, when they are met."""

    def __init__(self, models: ThemeModels) -> None:
        self.models = models
        width = models.models[0].weights.shape[1]
        self.rows = Growing(np.float32, len(models.models), width)

    def sums(self, batch: Batch, own: Ints) -> Floats:
        """The words' rows of each post's own model, added up."""
        count = len(self.models.models)
        flat = self.rows.rows.reshape(self.rows.count * count, -1)
        return weighed(batch.ids if count == 1 else batch.ids * count + own[batch.post_of], batch.starts, flat)


def fitting(learned: ThemeModels | ThemeModel | None, strategy: Strategy) -> ThemeModels | None:
    """The models if they are of the strategy's themes; those of other themes say nothing of these."""
    found = ThemeModels((learned,)) if isinstance(learned, ThemeModel) else learned
    names = tuple(theme.id for theme in strategy.themes)
    return found if names and found is not None and found.models[0].themes == names else None
