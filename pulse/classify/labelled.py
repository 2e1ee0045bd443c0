"""Labelled texts, as the fitting and judging of models read them from a folder of JSON Lines."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pulse.errors import ModelError

TASKS = ("sentiment", "question", "topic")
SEED = 20_240_101
"""What samples are drawn by, the same way every time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text with what is known of it; an empty label says that it was not labelled so."""

    text: str
    lang: str
    source: str
    licence: str = "Apache-2.0"
    task: str = "own"
    tone: str = ""
    asks: bool | None = None
    stance: str = ""
    act: str = ""
    about: bool = False
    """Whether it speaks of a decision or a change, as those posts do whose stance is counted."""


def free(licence: str) -> bool:
    """Whether a model fitted on texts under the licence may ship and be used by anybody, in business too.

    A licence may forbid business with the texts while those who gave them leave models fitted on them free, as the
    authors of NoReC do in its README; such rows say so by ``models-free``.

    >>> free("CC-BY-4.0"), free("CC-BY-NC-4.0"), free("CC-BY-NC-4.0+models-free")
    (True, False, True)
    """
    return licence.endswith("+models-free") or "NC" not in licence.upper().replace("-", " ").split()


def rows(folder: Path) -> Iterator[Row]:
    """The free rows of ``<task>_<language>.jsonl`` in the folder (text, label, source, license, lang)."""
    paths = sorted(path for path in folder.glob("*.jsonl") if path.stem.split("_")[0] in TASKS)
    if not paths:
        raise ModelError(f"no file called like sentiment_fi.jsonl in {folder.name!r}; known tasks: {', '.join(TASKS)}")
    for path in paths:
        task = path.stem.split("_")[0]
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = _row(json.loads(line), task)
                if free(row.licence):
                    yield row


def _row(held: dict[str, object], task: str) -> Row:
    text, lang, source, licence = (str(held.get(key, "")) for key in ("text", "lang", "source", "license"))
    label = held.get("label")
    return Row(
        text=text, lang=lang, source=source, licence=licence, task=task,
        tone=str(label) if task == "sentiment" else "",
        asks=label == "question" if task == "question" else None,
    )  # fmt: skip


def sampled(held: Sequence[Row], most: int, group: Callable[[Row], object]) -> list[Row]:
    """At most so many rows of each group, drawn the same way every time."""
    groups: dict[object, list[Row]] = defaultdict(list)
    for row in held:
        groups[group(row)].append(row)
    chance = np.random.default_rng(SEED)
    drawn = ([found[at] for at in sorted(chance.permutation(len(found))[:most].tolist())] for found in groups.values())
    return [row for some in drawn for row in some]
