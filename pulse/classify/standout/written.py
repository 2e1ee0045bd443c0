"""A strategy as far as enough people wrote what it says, so that what its words catch tells of no few of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pulse.classify.topics.reading import words_of
from pulse.classify.topics.subjects import Subjects, roots
from pulse.domain import Strategy
from pulse.text import fold


def written(
    strategy: Strategy, subjects: Subjects, texts: Sequence[str], people: NDArray[np.int64], least: int
) -> Strategy:
    """The strategy with those phrases that ``least`` people wrote whole, and those words of its other texts.

    ``people`` are the writers of the texts, ``subjects`` the strategy's own.
    """
    wrote: dict[str, set[int]] = {}
    holds: dict[str, set[int]] = {}
    for post, text in enumerate(texts):
        for word in set(words_of(text)):
            wrote.setdefault(word, set()).add(post)
    for word, posts in wrote.items():
        for element in subjects.lookup.find(fold(word)):
            holds.setdefault(element, set()).update(posts)

    def enough(posts: set[int]) -> bool:
        return len(np.unique(people[list(posts)])) >= least

    def whole(text: str, language: str) -> bool:
        found = [holds.get(root, set()) for _, root in roots(text, language)]
        return bool(found) and enough(set.intersection(*found))

    def bare(text: str) -> str:
        return " ".join(word for word in words_of(text) if enough(wrote.get(word, set()))) or "-"

    def lists(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
        return {lang: tuple(text for text in said if whole(text, lang)) for lang, said in given.items()}

    themes = tuple(
        replace(
            theme, words=lists(theme.words), names={lang: bare(name) for lang, name in theme.names.items()},
            descriptions={lang: bare(text) for lang, text in theme.descriptions.items()},
            examples={lang: tuple(map(bare, said)) for lang, said in theme.examples.items()},
        ) for theme in strategy.themes
    )  # fmt: skip
    decisions = tuple(replace(d, title=bare(d.title), phrases=lists(d.phrases)) for d in strategy.decisions)
    return Strategy(themes, decisions)
