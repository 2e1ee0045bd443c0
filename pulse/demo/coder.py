"""Labels of careful people who are sometimes wrong, made from what is true."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from pulse.demo.rows import Truth
from pulse.demo.strategy import AS_OF
from pulse.domain import ACTS, Label
from pulse.domain.tag import STANCES

Key = tuple[str, str]
ASKS = 0.015
"""How often a coder misses a question; as many others are taken for one."""
SIDES = 0.03
"""How often a side is coded neither; as many of neither get a side, in proportion to the sides."""
SWAPPED = 0.005
"""How often favour and against are mixed up."""
ACTED = 0.02
AGAIN = 0.2
"""The share of contributions that a second coder codes too."""
SETTLED = 0.9
"""How often adjudication finds what is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A contribution that was drawn: the keys of its posts, and the chance with which it was drawn."""

    posts: tuple[Key, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class _Rates:
    """The chances of errors that leave the expected totals as they are."""

    asks: float  # of taking a post that does not ask for a question
    sides: float  # of giving a side to a post that takes none
    favour: float  # the share of favour among the sides


def code(
    drawn: Sequence[Drawn], truth: Iterable[Truth], seed: int = 1, *, at: datetime = AS_OF - timedelta(days=1)
) -> tuple[Label, ...]:
    """Labels of all posts of the drawn contributions: the first coder's, a fifth again, and adjudications.

    A later label of a post stands for it: where two coders differ, a third row settles it. Errors are symmetric in
    number, so that they blur a share without moving it.
    """
    known: Mapping[Key, Truth] = {(row.source, row.id): row for row in truth}
    rng = np.random.default_rng(np.random.SeedSequence([seed, 77]))
    rates = _rates([known[key] for one in drawn for key in one.posts])
    labels: list[Label] = []
    for one in drawn:
        twice = rng.random() < AGAIN
        for key in one.posts:
            first = _label(known[key], one.probability, "coder-1", at, rates, rng)
            labels.append(first)
            if twice:
                labels += _second(known[key], first, rates, rng)
    return tuple(labels)


def _second(truth: Truth, first: Label, rates: _Rates, rng: np.random.Generator) -> list[Label]:
    second = _label(truth, first.probability, "coder-2", first.at + timedelta(hours=1), rates, rng)
    if _said(first) == _said(second):
        return [second]
    later = first.at + timedelta(hours=2)
    if rng.random() < SETTLED:
        return [second, _exact(truth, first.probability, "adjudicated", later)]
    return [second, replace(first, coder="adjudicated", at=later)]


def _said(label: Label) -> tuple[object, ...]:
    return label.decision, label.stance, label.asks, label.act


def _rates(rows: Sequence[Truth]) -> _Rates:
    asking = sum(row.asks for row in rows)
    sides = Counter(row.stance for row in rows)
    taken = sides["favour"] + sides["against"]
    return _Rates(
        asks=min(0.05, ASKS * asking / max(1, len(rows) - asking)),
        sides=min(0.06, SIDES * taken / max(1, sides["neither"])),
        favour=sides["favour"] / taken if taken else 0.5,
    )


def _exact(truth: Truth, probability: float, coder: str, at: datetime) -> Label:
    return Label(
        source=truth.source, id=truth.id, coder=coder, at=at, drawn="random", probability=probability,
        themes=tuple(truth.themes), decision=truth.decision, stance=truth.stance, tone=truth.tone,  # type: ignore[arg-type]
        asks=truth.asks, act=truth.act,  # type: ignore[arg-type]
    )  # fmt: skip


def _label(
    truth: Truth, probability: float, coder: str, at: datetime, rates: _Rates, rng: np.random.Generator
) -> Label:
    """What a coder says of a post, with that coder's slips."""
    stance, asks, act, which = rng.random(4)
    exact = _exact(truth, probability, coder, at)
    wrong_asks = bool(asks < (ASKS if truth.asks else rates.asks))
    return replace(
        exact,
        stance=_stance(truth.stance, float(stance), float(which), rates),  # type: ignore[arg-type]
        asks=truth.asks != wrong_asks,
        act=ACTS[(ACTS.index(truth.act) + 1) % 5] if act < ACTED and truth.act != "none" else truth.act,  # type: ignore[arg-type]
    )


def _stance(true: str, draw: float, which: float, rates: _Rates) -> str:
    if true not in STANCES or true == "neither":
        return ("favour" if which < rates.favour else "against") if draw < rates.sides else true
    if draw < SIDES:
        return "neither"
    if draw < SIDES + SWAPPED:
        return "against" if true == "favour" else "favour"
    return true
