"""Longer texts out of short ones: public texts are mostly a sentence each, while what people write is often several.

Heads that learned from sentences alone find a tone in every long text, as some word in it always has one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

import numpy as np

from pulse.classify.labelled import SEED, Row
from pulse.domain import TONES

FEWEST, MOST = 3, 8
"""So many texts make a longer one."""
ENDS = (".", "!", "?", "…")


def joined(held: Sequence[Row], count: int) -> list[Row]:
    """So many longer texts of each language and source that has all tones, drawn the same way every time.

    They have each tone in turn. What has a tone among neutral texts gives the whole its tone, one of the other tone
    beside it takes nothing away; neutral texts together are neutral, and so is as much of one tone as of the other.
    """
    groups: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        groups[row.lang, row.source][row.tone].append(row)
    chance = np.random.default_rng(SEED)
    full = (by for by in groups.values() if all(by[tone] for tone in TONES))
    return [row for by in full for row in islice(_drawn(by, chance), count)]


def _drawn(by: dict[str, list[Row]], chance: np.random.Generator) -> Iterator[Row]:
    """Longer texts of one source, given its texts by their tone."""
    for number, tone in enumerate(cycle(TONES)):
        size = int(chance.integers(FEWEST, MOST + 1))
        parts = _calm(size, number, chance) if tone == "neutral" else _toned(tone, size, chance)
        rows = [by[part][chance.integers(len(by[part]))] for part in parts]
        yield replace(rows[0], text=" ".join(map(_ended, rows)), tone=tone)


def _calm(size: int, number: int, chance: np.random.Generator) -> list[str]:
    """The tones of a neutral text's parts: all neutral, or every second time as many good as bad ones."""
    each = max(1, round(size * 0.35)) if number % 2 else 0
    parts = ["positive"] * each + ["negative"] * each + ["neutral"] * (size - 2 * each)
    return [parts[at] for at in chance.permutation(size)]


def _toned(tone: str, size: int, chance: np.random.Generator) -> list[str]:
    """The tones of the parts of a text that has this tone: of most of it, now and then of less."""
    held = int(np.ceil(size * chance.uniform(0.4, 1)))
    parts = [tone] * held + ["neutral"] * (size - held)
    if size >= 5 and chance.random() < 0.5:
        parts[-1] = "positive" if tone == "negative" else "negative"
    return [parts[at] for at in chance.permutation(size)]


def _ended(row: Row) -> str:
    text = row.text.rstrip()
    return text if text.endswith(ENDS) else f"{text}."
