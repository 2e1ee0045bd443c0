"""Which themes and decisions posts are about, text by text and word by word: the plain specification of ``themes``."""

from collections.abc import Mapping, Sequence
from math import log1p, log2, sqrt

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from pulse.classify.arrays.scales import Array, sigmoid
from pulse.classify.lexicon import stops
from pulse.classify.plain.pipeline import read
from pulse.classify.topics import themes
from pulse.classify.topics.subjects import Phrase, Subjects
from pulse.classify.words import ngrams
from pulse.domain import Strategy
from pulse.text import fold


class PlainThemes:
    """A strategy's themes and decisions, ready to be looked for in one text at a time."""

    def __init__(self, strategy: Strategy) -> None:
        self.subjects = Subjects(strategy)
        self.centres = self.subjects.around[self.subjects.row_of].astype(np.float64)
        self.hasher = HashingVectorizer(
            analyzer=ngrams.parts, n_features=ngrams.SIZE, norm=None, alternate_sign=False, dtype=np.float64
        )

    def say(self, texts: Sequence[str], announced: Sequence[str | None]) -> tuple[Array, Array]:
        """Each text's probabilities of themes and of decisions; 0 where it is not about one."""
        said = [self._say(read(text), decision) for text, decision in zip(texts, announced, strict=True)]
        return np.array([found for found, _ in said]), np.array([found for _, found in said])

    def _say(self, words: Sequence[str], announced: str | None) -> tuple[Array, Array]:
        near, best, count = self._near(words), *self._covered(self._met(words))
        length = sum(word[0].isalpha() for word in words)
        split, parents = self.subjects.themes, self.subjects.parents
        told = [_told(*one, length) for one in zip(best[:split], count[:split], near[:split], strict=True)]
        likely = sigmoid(np.array(told))
        named = np.array([
            _named(part, close, likely[parent], length)
            for part, close, parent in zip(best[split:], near[split:], parents, strict=True)
        ])  # fmt: skip
        if announced in self.subjects.names[split:]:
            own = self.subjects.names[split:].index(announced)
            named[own] += _thread(own, int(parents[own]), named, likely, length)
        return self._accepted(likely, sigmoid(named))

    def _met(self, words: Sequence[str]) -> dict[str, float]:
        """The elements that words meet, and how surely the surest of them does."""
        met: dict[str, float] = {}
        for word in words:
            if word[0].isalnum():
                for root, value in self.subjects.lookup.find(fold(word)).items():
                    met[root] = max(met.get(root, 0.0), value)
        return met

    def _covered(self, met: Mapping[str, float]) -> tuple[list[float], list[int]]:
        """Of each subject's phrases: the share of the best that is there, and how many are whole."""
        names = range(len(self.subjects.names))
        shares = [(phrase, _share(phrase, met)) for phrase in self.subjects.phrases]
        best = [max([0.0, *(s * p.weight for p, s in shares if p.subject == name)]) for name in names]
        return best, [sum(p.subject == name and s >= themes.WHOLE for p, s in shares) for name in names]

    def _near(self, words: Sequence[str]) -> list[float]:
        """How near the text is to each subject's examples, beyond what any text is."""
        content = [fold(word) if word[0].isalpha() and word not in stops() else "" for word in words]
        counts = self.hasher.transform(content).sum(axis=0)
        cosines = (np.asarray(counts) @ self.centres)[0] / sqrt(counts.sum())
        return [themes.NEARNESS * max(cosine - themes.NEAR_FROM, 0.0) for cosine in cosines.tolist()]

    def _accepted(self, likely: Array, named: Array) -> tuple[Array, Array]:
        found = [p if p >= themes.ACCEPTED else 0.0 for p in likely.tolist()]
        decisions = [p if p >= themes.ACCEPTED else 0.0 for p in named.tolist()]
        for parent, p in zip(self.subjects.parents.tolist(), decisions, strict=True):
            found[parent] = max(found[parent], p)
        return np.array(found), np.array(decisions)


def _share(phrase: Phrase, met: Mapping[str, float]) -> float:
    """How much of the phrase is met: longer words are more of it."""
    sizes = [min(len(element), 9) for element in phrase.elements]
    held = (size * met.get(element, 0.0) for element, size in zip(phrase.elements, sizes, strict=True))
    return sum(held) / sum(sizes)


def _spread(length: int) -> float:
    return themes.LENGTH * log2(max(length / themes.LONG, 1))


def _told(best: float, count: int, near: float, length: int) -> float:
    """The logit of a theme."""
    return themes.NO_WORD + themes.WORD * best + themes.MORE * log1p(max(count - 1, 0)) + near - _spread(length)


def _named(part: float, near: float, parent: float, length: int) -> float:
    """The logit of a decision whose theme is as likely as ``parent``."""
    said = themes.PHRASE * part if part >= themes.WHOLE else themes.PART * part
    beside = themes.THEME if parent >= themes.ACCEPTED and part >= 0.4 else 0.0
    return themes.DECISION + said + 0.5 * near + beside - _spread(length)


def _thread(own: int, parent: int, named: Array, likely: Array, length: int) -> float:
    """What the thread that announced the decision adds to its logit."""
    fade = 0.3 * min(max(log2(max(length, 1) / themes.SHORT_REPLY), 0.0), 2.0)
    others = [p for theme, p in enumerate(likely.tolist()) if theme != parent]
    elsewhere = max([0.0, *others]) >= 0.7 and likely[parent] < themes.ACCEPTED
    rivals = [logit for decision, logit in enumerate(named.tolist()) if decision != own]
    another = max([-9.0, *rivals]) > 0 and named[own] < 0
    return themes.ANNOUNCED - fade - themes.OTHER * (bool(elsewhere) + bool(another))
