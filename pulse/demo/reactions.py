"""Who reacted to and who read the demo's posts, where a platform tells it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pulse.demo.crowd import SUBJECTS, Ints
from pulse.demo.organisation import Organisation
from pulse.demo.threads import ANNOUNCEMENT

REACTED = (0.6, 0.38, 0.8, 0.15, 0.55, 0.3)
"""Reactions a post, by source."""
NAMES = ("like", "heart", "clap", "hmm", "sad")
MOODS = {1: (0.62, 0.2, 0.14, 0.03, 0.01), 0: (0.72, 0.08, 0.06, 0.12, 0.02), -1: (0.58, 0.04, 0.02, 0.16, 0.20)}
READ = 16.0
"""Readers of a post on the intranet, in an organisation of full size."""
HEARD = {
    "online-booking": 0.55, "central-planning": 0.6, "pay-model": 0.65, "improvement-hour": 0.4, "repair-first": 0.25,
    "plain-english": 0.35,
}  # fmt: skip
"""The share of the people who read an announcement of each decision."""
HABIT = 7.0
"""Some read everything and some nothing: the larger, the more of the reading and reacting is done by few."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Reactions and readers of each post."""

    reactions: list[dict[str, int]]
    reacted_by: list[list[str]]
    read_by: list[list[str]]
    views: list[int | None]


def seen(posts: pd.DataFrame, staff: Organisation, rng: np.random.Generator) -> Seen:
    """Reactions to all posts; readers of those on the intranet."""
    source, size = posts["source"].to_numpy(), len(staff.people)
    strategic = posts["subject"].to_numpy() < len(SUBJECTS) - 1
    announcing = posts["kind"].to_numpy() == ANNOUNCEMENT
    reacted = rng.poisson(np.array(REACTED)[source] * np.where(strategic, 1.0, 0.6) * np.where(announcing, 30, 1))
    read = rng.poisson(np.where(source == 2, READ * size / 1500, 0.0))
    heard = np.array([HEARD.get(name, 0.3) for name in SUBJECTS])[posts["subject"].to_numpy()]
    read = np.where(announcing & (source == 2), rng.binomial(size, heard), read)
    reacted = np.minimum(reacted, np.where(source < 3, max(1, size // 4), 50))
    names = [[alias.split(":", 1)[1] for alias in member.aliases] for member in staff.people]
    return Seen(
        reactions=_moods(posts["stance"].to_numpy(), reacted, rng),
        reacted_by=_people(np.where(source < 3, reacted, 0), posts, staff, names, rng),
        read_by=_people(read, posts, staff, names, rng),
        views=[int(n * 1.3) + 1 if s == 2 else None for n, s in zip(read.tolist(), source.tolist(), strict=True)],
    )


def _moods(stances: npt.NDArray[np.int64], counts: Ints, rng: np.random.Generator) -> list[dict[str, int]]:
    drawn = np.zeros((len(counts), len(NAMES)), dtype=np.int64)
    for stance, shares in MOODS.items():
        here = stances == stance
        drawn[here] = rng.multinomial(counts[here], shares)
    return [{name: n for name, n in zip(NAMES, row, strict=True) if n} for row in drawn.tolist()]


def _people(
    counts: Ints, posts: pd.DataFrame, staff: Organisation, names: list[list[str]], rng: np.random.Generator
) -> list[list[str]]:
    """Distinct people for each post: half of them from the writer's own division, where he or she has one."""
    size = len(staff.people)
    starts = np.searchsorted(np.sort(staff.division), np.arange(7))
    writers = posts["person"].to_numpy()
    home = staff.division[np.minimum(writers, size - 1)]
    of = np.repeat(np.arange(len(counts)), counts)
    draws = rng.random((len(of), 2))
    shuffled, habit = rng.permutation(size), draws[:, 0] ** HABIT
    keen = np.argsort(staff.division[shuffled], kind="stable")
    near = starts[home[of]] + (habit * (starts[home[of] + 1] - starts[home[of]])).astype(np.int64)
    who = np.where(draws[:, 1] < 0.5, shuffled[keen][near], shuffled[(habit * size).astype(np.int64)])
    ends = np.concatenate([[0], np.cumsum(counts)]).tolist()
    flat, source = who.tolist(), posts["source"].tolist()
    many = np.flatnonzero(counts > size // 8).tolist()
    found = [
        [names[p][source[n]] for p in dict.fromkeys(flat[ends[n] : ends[n + 1]])] if ends[n] < ends[n + 1] else []
        for n in range(len(counts))
    ]
    for n in many:
        chosen = np.sort(rng.choice(size, min(size, int(counts[n])), replace=False)).tolist()
        found[n] = [names[p][source[n]] for p in chosen]
    return found
