"""Labelled texts, as the fitting and judging of models read them from a folder of JSON Lines."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from pulse.domain import TONES
from pulse.errors import ModelError

TASKS = ("sentiment", "question", "topic")
LABELS = {"sentiment": TONES, "question": ("question", "other")}
"""What a label can say; those of topics are anybody's own."""
FREE = re.compile(r"(?:cc ?0|cc ?by|cc zero|mit|apache|bsd|isc|public domain|pddl|odc by|unlicense|own)\b")
BARRED = re.compile(r"\b(?:nc\d*|nd\d*|non ?commercial|research|academic|only|reserved|proprietary|unknown)\b")
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
    author: str = ""
    about: bool = False
    """Whether it speaks of a decision or a change, as those posts do whose stance is counted."""


def free(licence: str) -> bool:
    """Whether a model fitted on texts under the licence may ship and be used by anybody, in business too.

    What is not known to be free is not. A licence may forbid business with the texts while those who gave them leave
    models fitted on them free, as the authors of NoReC do in its README; such rows say so by ``models-free``. Texts of
    one's own are ``own``.

    >>> [free(name) for name in ("CC-BY-4.0", "CC BY-NC4.0", "CC-BY-NC-4.0+models-free", "own", "", "unknown")]
    [True, False, True, True, False, False]
    """
    said = " ".join(re.split(r"[\W_]+", licence.lower())).strip()
    return licence.endswith("+models-free") or (FREE.match(said) is not None and BARRED.search(said) is None)


def rows(folder: Path) -> Iterator[Row]:
    """The free rows of ``<task>_<language>.jsonl`` in the folder (text, label, source, license, lang)."""
    paths = sorted(path for path in folder.glob("*.jsonl") if path.stem.split("_")[0] in TASKS)
    if not paths:
        raise ModelError(f"no file called like sentiment_fi.jsonl in {folder.name!r}; known tasks: {', '.join(TASKS)}")
    found = (row for path in paths for row in lines(path, partial(_row, task=path.stem.split("_")[0])))
    held = 0
    for held, row in enumerate(filter(lambda row: free(row.licence), found), 1):  # noqa: B007
        yield row
    if not held:
        raise ModelError(
            f"no row in {folder.name!r} names a licence that is known to be free: give each its 'license', like "
            "CC-BY-4.0, or own for texts of your own"
        )


def lines(path: Path, read: Callable[[Mapping[str, object]], Row]) -> Iterator[Row]:
    """The rows of a JSON Lines file; the first line that is none is named, by its number and by what is wrong."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                yield read(_object(line))
            except ValueError as error:
                raise ModelError(f"{path.name}, line {number}: {error}") from error


def _object(line: bytes) -> Mapping[str, object]:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is no JSON") from error
    if not isinstance(held, dict):
        raise ValueError("this is no JSON object with a text and a label")
    return held


def words(held: Mapping[str, object], key: str, default: str | None = None) -> str:
    """The text under the key; ValueError where there is none, or something else."""
    found = held.get(key, default)
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise ValueError(f"{key!r} must be a text that is not empty")
    return found


def choice(held: Mapping[str, object], key: str, known: Sequence[str]) -> str:
    """The text under the key, which must be one of the known ones."""
    found = words(held, key)
    if found not in known:
        raise ValueError(f"{key!r} must be one of {', '.join(known)}")
    return found


def _row(held: Mapping[str, object], task: str) -> Row:
    label = choice(held, "label", LABELS[task]) if task in LABELS else ""
    return Row(
        text=words(held, "text"), lang=words(held, "lang"), source=words(held, "source"),
        licence=words(held, "license", ""), task=task, tone=label if task == "sentiment" else "",
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
