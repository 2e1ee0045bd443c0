"""How well languages are told apart: by the first words of texts, and from languages that pulse does not read.

Given a folder of labelled texts, the model that ships is judged on questions and statements of sources that it was not
fitted on, or on their other texts; where there are none, the head is fitted without the treebanks and without half of
the other languages, and judged on those. Without a folder, the model is judged on our own posts and sentences that
nothing is fitted on. Languages that there are no texts of are left out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from aims import Line, folder, show
from unseen import unseen

from pulse.classify import own
from pulse.classify.fitting import judge
from pulse.classify.heads.model import SHAPES, shipped
from pulse.classify.labelled import rows
from pulse.domain import LANGUAGES

RIGHT = {3: (0.60, 0.75), 6: (0.85, 0.93), 12: (0.96, 0.98)}
WRONG = {3: (0.12, 0.06), 6: (0.03, 0.02), 12: (0.01, 0.005)}


def lines(texts: Path | None) -> Iterator[Line]:
    """The share told right and wrong by so many first words, each language counting alike, and of other languages."""
    found = _left_out(texts) if texts else judge.told_apart(shipped().arrays, own.held(), own.strange())
    for words, bounds in RIGHT.items():
        told = found[f"{words} words"]
        if not _heard(told):
            continue
        for lang in _heard(told):
            yield Line(f"language, first {words} words: right", lang, told[lang]["right"], *bounds, told[lang]["texts"])
        yield Line(f"language, first {words} words: right", "all", _mean(told, "right"), *bounds, _texts(told))
        wrong = max(0.0, 1 - _mean(told, "right") - _mean(told, "unknown"))
        yield Line("the same: wrong rather than unknown", "all", wrong, *WRONG[words], _texts(told), most=True)
    other = found["other languages"]
    called, of = 1 - other["unknown"], f"{other['languages']} langs"
    yield Line("text in 10 other languages called one of the six", of, called, 0.1, 0.05, other["texts"], most=True)


def _left_out(texts: Path) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    held = [*rows(texts), *own.meant()]
    fresh = unseen(held)
    if fresh:
        asking = [row for row in fresh if row.asks is not None]
        return judge.told_apart(shipped().arrays, asking or fresh, own.strange())
    empty = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    return judge.language(held, empty)


def _mean(told: Mapping[str, Mapping[str, float]], name: str) -> float:
    return float(np.mean([told[lang][name] for lang in _heard(told)]))


def _heard(told: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The languages that there are texts of: a folder need not hold them all."""
    return [lang for lang in LANGUAGES if told[lang]["texts"]]


def _texts(told: Mapping[str, Mapping[str, float]]) -> int:
    return int(sum(told[lang]["texts"] for lang in LANGUAGES))


if __name__ == "__main__":
    show(lines(folder()))
