"""Labels matched to sealed contributions, and the random draw of contributions to be labelled."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pulse.domain import Audit, Label, Subject
from pulse.domain.contribution import LATEST, STAGE, act, asks, stance
from pulse.flow.atoms import atom_id

CONTRIBUTION = ["voice", "subject", "week", "person"]
MOST = 0.6
"""No more than this share of a stratum is drawn: labels of nearly everything teach little more."""
Key = tuple[str, str]
COUNTED = {"stance", "asks", "act"}
"""What estimates take from labels."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A contribution that was drawn: its posts' keys in the order they were said, and how likely it was to be drawn."""

    posts: tuple[Key, ...]
    probability: float


def newest(labels: Iterable[Label]) -> dict[Key, Label]:
    """The last word on each post: the newest label drawn at random, else the newest of all.

    What it leaves open is as a label before it had said, among those drawn alike.
    """
    found: dict[Key, Label] = {}
    for label in sorted(labels, key=lambda one: (one.drawn == "random", one.at, one.coder)):
        before = found.get((label.source, label.id))
        found[label.source, label.id] = label.over(before) if before and before.drawn == label.drawn else label
    return found


def final(labels: Iterable[Label]) -> dict[Key, Label]:
    """The label that stands for each post in estimates: only those drawn at random that say any of COUNTED."""
    found = newest(one for one in labels if one.drawn == "random")
    return {key: label for key, label in found.items() if not set(label.unsaid) >= COUNTED}


def coders(labels: Iterable[Label]) -> dict[str, tuple[int, int]]:
    """How many posts two people have labelled, and how many of them differently: for stance, asks and act."""
    by_post: dict[Key, list[Label]] = {}
    for label in sorted(labels, key=lambda one: (one.at, one.coder)):
        by_post.setdefault((label.source, label.id), []).append(label)
    said: dict[str, Callable[[Label], object]] = {
        "stance": lambda one: one.stance,
        "asks": lambda one: one.asks,
        "act": lambda one: STAGE[one.act],
    }
    told = {}
    for what, say in said.items():
        both = [[one for one in own if what not in one.unsaid][:2] for own in by_post.values()]
        pairs = [(own[0], own[1]) for own in both if len({one.coder for one in own}) == 2]
        told[what] = len(pairs), sum(say(a) != say(b) for a, b in pairs)
    return told


def among(posts: pd.DataFrame, labels: Container[Key]) -> NDArray[np.bool_]:
    """Which of the posts have a label."""
    return np.array([key in labels for key in zip(posts["source"], posts["id"], strict=True)], dtype=bool)


def audits(posts: pd.DataFrame, sealed: pd.DataFrame, labels: Mapping[Key, Label]) -> list[Audit]:
    """What labels say of contributions.

    Args:
        posts: a row a post: CONTRIBUTION, source, id, said_at.
        sealed: a row a contribution: CONTRIBUTION, part, language, stance, asks, act, fine, coarse (-1: not yet).
        labels: the label of each labelled post.

    Returns:
        An audit for each contribution whose latest seven posts all have a label; of what one of these leaves open it
        says nothing. None where posts have joined or left it since it was sealed: its labels are of something else than
        what was counted.
    """
    labelled = posts[among(posts, labels)]
    touched = labelled[CONTRIBUTION].drop_duplicates()
    rows = touched.merge(posts, on=CONTRIBUTION).sort_values(["said_at", "source", "id"])
    keyed = sealed.set_index(CONTRIBUTION)
    found = []
    for key, group in rows.groupby(CONTRIBUTION, sort=True):
        keys = list(zip(group["source"], group["id"], strict=True))[-LATEST:]
        row = keyed.loc[cast(Any, key)] if key in keyed.index else None
        if row is not None and len(group) == row["posts"] and all(k in labels for k in keys):
            found.append(_audit(key, row, [labels[k] for k in keys]))
    return [one for one in found if not set(one.unsaid) >= COUNTED]


def spoken(found: Iterable[Audit]) -> int:
    """How many answers these audits hold, of COUNTED."""
    return sum(len(COUNTED) - len(one.unsaid) for one in found)


def joined(
    found: Sequence[Audit], kept: Sequence[Audit], since: date, people: int, sealed: pd.DataFrame
) -> list[Audit]:
    """The audits that enter figures, where weeks from ``since`` on are published.

    Those that stand there already stay as they are, whatever becomes of their posts and labels, so that a figure tells
    nobody which post was removed. New ones, and what labels add to one that left something open, join in batches that
    touch ``people`` or more of a voice and subject.

    Args:
        found: what labels say now.
        kept: what entered figures before.
        sealed: CONTRIBUTION, fine, coarse: an audit that stood before its atom was closed lies in it from then on.
    """
    placed = _placed({_identity(a): a for a in kept if a.week >= since}, sealed)
    new = {key: added for key, a in ((_identity(a), a) for a in found) if (added := _added(placed.get(key), a))}
    touched: dict[object, set[int]] = {}
    for a in (a for a in new.values() if a.week >= since):
        touched.setdefault((a.voice, a.subject), set()).add(a.person)
    placed |= {k: a for k, a in new.items() if a.week < since or len(touched[a.voice, a.subject]) >= people}
    return [placed[key] for key in sorted(placed)]


def _added(standing: Audit | None, now: Audit) -> Audit | None:
    """What is new in an audit: all of it, or what the one that stands leaves open; None where that is nothing."""
    if standing is None:
        return now
    said = {what: getattr(now, what) for what in standing.unsaid if what not in now.unsaid}
    left = tuple(what for what in standing.unsaid if what not in said)
    return replace(standing, **said, unsaid=left, labelled_at=now.labelled_at) if said else None


def _identity(audit: Audit) -> tuple[str, str, date, int]:
    return audit.voice, str(audit.subject), audit.week, audit.person


def _placed(standing: Mapping[tuple[str, str, date, int], Audit], sealed: pd.DataFrame) -> dict[Any, Audit]:
    rows = sealed[sealed["person"].isin({person for *_, person in standing})]
    columns = (rows[name].tolist() for name in (*CONTRIBUTION, "fine", "coarse"))
    atoms = {(v, s, w.date(), p): (fine, coarse) for v, s, w, p, fine, coarse in zip(*columns, strict=True)}
    return {
        key: replace(a, fine=_id("fine", atoms[key][0]), coarse=_id("coarse", atoms[key][1])) if key in atoms else a
        for key, a in standing.items()
    }


def _id(grain: Literal["fine", "coarse"], number: int) -> int | None:
    return atom_id(grain, number) if number >= 0 else None


def _audit(key: tuple[object, ...], row: "pd.Series[Any]", labels: Sequence[Label]) -> Audit:
    return Audit(
        voice=key[0],  # type: ignore[arg-type]
        subject=Subject.parse(str(key[1])),
        week=pd.Timestamp(key[2]).date(),  # type: ignore[arg-type]
        person=int(cast(int, key[3])),
        stratum=f"{row['language']}|{row['part']}",
        probability=labels[-1].probability,
        fine=_id("fine", int(row["fine"])),
        coarse=_id("coarse", int(row["coarse"])),
        model_stance=str(row["stance"]),
        model_asks=bool(row["asks"]),
        model_act=str(row["act"]),
        stance=stance([one.stance for one in labels]),
        asks=asks([one.asks for one in labels]),
        act=act([one.act for one in labels]),
        labelled_at=max(one.at for one in labels),
        unsaid=tuple(sorted(COUNTED & {what for one in labels for what in one.unsaid})),
    )


def draw(posts: pd.DataFrame, wanted: int, seed: int, recent: date) -> list[Drawn]:
    """Contributions drawn at random, about so many posts in all, with their inclusion probabilities.

    Simple random sampling without replacement within strata of voice, subject and recency. What is asked most often
    gets most of the labels: internal talk of decisions, and of that the weeks since ``recent``.

    Args:
        posts: a row a post: CONTRIBUTION, source, id, said_at.
    """
    ordered = posts.sort_values(["said_at", "source", "id"])
    latest = ordered.groupby(CONTRIBUTION).tail(LATEST)
    keys = pd.Series(list(zip(latest["source"], latest["id"], strict=True)), index=latest.index, dtype=object)
    groups = latest.assign(key=keys).groupby(CONTRIBUTION, sort=True)["key"].agg(tuple).reset_index()
    groups["recent"] = groups["week"] >= pd.Timestamp(recent)
    strata = list(groups.groupby(["voice", "subject", "recent"], sort=True))
    sizes = [(weight(*cast(Any, name)), int(MOST * len(rows))) for name, rows in strata]
    takes = shares(sizes, wanted * len(groups) // max(1, len(latest)))
    return [
        drawn
        for number, ((_, rows), take) in enumerate(zip(strata, takes, strict=True))
        for drawn in _sample(rows["key"].tolist(), take, np.random.default_rng([seed, number]))
    ]


def weight(voice: str, subject: str, recent: bool) -> float:
    """How many of the labels a stratum gets, beside others."""
    about = 1.0 if subject.startswith("decision:") else 0.05
    return about * (1.0 if voice == "internal" else 0.2) * (1.0 if recent else 0.25)


def shares(strata: Sequence[tuple[float, int]], wanted: int) -> list[int]:
    """How many to draw from each stratum of (weight, size), at most all of it, about ``wanted`` in all.

    >>> shares([(1.0, 100), (1.0, 10), (0.5, 100)], 100)
    [60, 10, 30]
    """
    taken = [0] * len(strata)
    open = list(range(len(strata)))
    while open and wanted > sum(taken):
        left, weights = wanted - sum(taken), sum(strata[i][0] for i in open)
        full = [i for i in open if strata[i][1] <= left * strata[i][0] / weights]
        for i in full or open:
            taken[i] = strata[i][1] if full else int(left * strata[i][0] / weights)
        if not full:
            break
        open = [i for i in open if i not in full]
    return taken


def _sample(stratum: list[tuple[Key, ...]], take: int, rng: np.random.Generator) -> list[Drawn]:
    chosen = sorted(rng.choice(len(stratum), size=take, replace=False).tolist())
    return [Drawn(stratum[i], take / len(stratum)) for i in chosen]
