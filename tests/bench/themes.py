"""Themes of an organisation: seven topics in six languages as a stand-in, with words and descriptions of our own.

    PULSE_TEXTS=folder python tests/bench/themes.py

Rows of the topic files whose source ends in "train" are the organisation's unlabelled posts; what is judged are all
other rows, which no model has met (where there are none, every third text). The likeliest theme is taken, as the
topics are of one kind a text. "800 labels" are as many sentences (or as many as there are: 701) in each language. The
words and descriptions in topics.yaml were written before any text was looked at.

No command gives a model that all labels have taught: these rows tell what the method can do, and no labels what posts
alone teach. "As pulse learn reads" is what ``pulse learn`` keeps once 50 random labels find it better than words; till
then posts are read by words and nearness to descriptions. Each text is read by the model of its author's group, which
has seen no label of the group's people; each sentence, in whatever language, stands for a person.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

sys.path.insert(0, str(Path(__file__).parent))
from aims import Line, folder, show

from pulse.classify.folds import folds
from pulse.classify.topics.divided import fit_groups
from pulse.classify.topics.fitting import Labels, fit_themes, scores
from pulse.classify.topics.groups import ThemeModels
from pulse.classify.topics.model import ThemeModel
from pulse.classify.topics.reading import read
from pulse.classify.topics.subjects import Subjects
from pulse.domain import LANGUAGES, Strategy
from pulse.flow.strategy import read as read_strategy

TOPICS = Path(__file__).with_name("topics.yaml")
FEW, MANY = 8, 800
SOME = 200
"""So many labels of texts in any language a small organisation has."""
DRAWS = 3
"""Labels are drawn so many times, and figures averaged."""


@dataclass(frozen=True)
class Texts:
    """Texts with their topics, languages and sentence numbers."""

    text: list[str]
    topic: NDArray[np.str_]
    lang: NDArray[np.str_]
    sentence: NDArray[np.str_]

    def where(self, mask: NDArray[np.bool_]) -> "Texts":
        """Only those under the mask."""
        kept = [text for text, there in zip(self.text, mask, strict=True) if there]
        return Texts(kept, self.topic[mask], self.lang[mask], self.sentence[mask])


def topics() -> Strategy:
    """The topics as a strategy's themes."""
    return read_strategy(TOPICS, ZoneInfo("UTC"))


def texts(folder: Path) -> tuple[Texts, Texts]:
    """The unlabelled posts, and the texts to judge."""
    rows = [
        json.loads(line)
        for lang in LANGUAGES
        for path in folder.glob(f"topic_{lang}.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    columns = ([str(row.get(name, "")).replace("/", "-") for row in rows] for name in ("label", "lang", "id"))
    held = Texts([row["text"] for row in rows], *map(np.array, columns))
    own = np.array([row["source"].endswith("train") for row in rows], bool)
    if own.all() or not own.any():
        own = np.array([int(number) % 3 > 0 for number in held.sentence], bool)
    return held.where(own), held.where(~own)


def macro(model: ThemeModel | ThemeModels, strategy: Strategy, judged: Texts) -> float:
    """Macro-F1 of the likeliest theme, the mean of the languages."""
    models = model if isinstance(model, ThemeModels) else ThemeModels((model,))
    words, posts = read(judged.text, Subjects(strategy)), np.arange(len(judged.text))
    found = np.stack([scores(one, words, posts) for one in models.models])[models.own(judged.sentence.tolist()), posts]
    said = np.array(models.models[0].themes)[found.argmax(axis=1)]
    names = sorted(set(judged.topic.tolist()))
    each = [
        f1_score(judged.topic[here], said[here], labels=names, average="macro", zero_division=0)
        for here in (judged.lang == lang for lang in sorted(set(judged.lang.tolist())))
    ]
    return float(np.mean(each))


def _labels(own: Texts, labelled: NDArray[np.int64]) -> Labels:
    labels: list[Sequence[str] | None] = [None] * len(own.text)
    for post in labelled.tolist():
        labels[post] = (str(own.topic[post]),)
    return labels


def _fitted(own: Texts, strategy: Strategy, labelled: NDArray[np.int64]) -> ThemeModel:
    return fit_themes(strategy, own.text, own.lang.tolist(), _labels(own, labelled))


def _as_read(own: Texts, strategy: Strategy, labelled: NDArray[np.int64]) -> ThemeModels:
    """What ``pulse learn`` makes of random labels."""
    judging = np.ones(len(own.text), bool)
    return fit_groups(strategy, own.text, _labels(own, labelled), folds(own.sentence.tolist()), judging)


def few(own: Texts, lang: str, rng: np.random.Generator) -> NDArray[np.int64]:
    """FEW texts of each topic in one language."""
    here = [np.flatnonzero((own.topic == t) & (own.lang == lang)) for t in sorted(set(own.topic.tolist()))]
    return np.concatenate([rng.choice(rows, min(FEW, len(rows)), replace=False) for rows in here])


def sentences(own: Texts, rng: np.random.Generator) -> NDArray[np.int64]:
    """All texts of MANY sentences (or as many as there are), in every language in which they are there."""
    numbers = np.unique(own.sentence)
    chosen = rng.choice(numbers, min(MANY, len(numbers)), replace=False)
    return np.flatnonzero(np.isin(own.sentence, chosen))


def lines(where: Path | None) -> Iterator[Line]:
    """The lines of the table; none without a folder of texts."""
    if where is None:
        return
    own, judged = texts(where)
    strategy, count = topics(), len(judged.text)
    rng = np.random.default_rng(0)
    yield Line("themes, no labels", "mean", macro(fit_themes(strategy, own.text), strategy, judged), 0.55, 0.60, count)
    for lang in ("en", "fi"):
        each = [macro(_fitted(own, strategy, few(own, lang, rng)), strategy, judged) for _ in range(DRAWS)]
        yield Line(f"themes, 8 labels each, {lang} only", "mean", float(np.mean(each)), 0.55, 0.60, count)
    every = sentences(own, rng)
    yield Line("themes, 800 labels", "mean", macro(_fitted(own, strategy, every), strategy, judged), 0.74, 0.78, count)
    some = rng.choice(len(own.text), min(SOME, len(own.text)), replace=False)
    for what, labelled, least, aim in ((SOME, some, 0.55, 0.60), (MANY, every, 0.74, 0.78)):
        found = macro(_as_read(own, strategy, labelled), strategy, judged)
        yield Line(f"themes, {what} as pulse learn reads", "mean", found, least, aim, count)


if __name__ == "__main__":
    show(lines(folder()))
