"""Posts gathered into contributions: what one person wrote in one (week, leaf, voice), by majority."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pulse.domain import STANCES
from pulse.domain.contribution import LATEST, STAGE

KEY = ["voice", "subject", "week", "person"]
COLUMNS = ("voice", "subject", "week", "person", "part", "posts", "stance", "asks", "act", "language")
STAGES = ("doing", "wish", "rest")


def contributions(posts: pd.DataFrame) -> pd.DataFrame:
    """One row a contribution, from one row a post.

    Posts have the columns voice, subject, week, person, part, said_at, stance, asks, act and language. Majorities are
    those of ``pulse.domain.contribution``. A contribution's part and language are those of its latest post. Posts of
    the same instant are told apart by ``source`` and ``id`` where the frame has them, else by their order.

    >>> row = dict(voice="internal", subject="decision:a", week="2026-11-16", person=1, part="north", language="fi")
    >>> said = [(9, "favour", True, "wish"), (10, "favour", False, "plan"), (11, "against", True, "done")]
    >>> posts = pd.DataFrame([row | dict(zip(["said_at", "stance", "asks", "act"], post)) for post in said])
    >>> contributions(posts)[["posts", "stance", "asks", "act"]].values.tolist()
    [[3, 'favour', True, 'rest']]
    """
    if posts.empty:
        return _empty(posts)
    ties = [name for name in ("source", "id") if name in posts]
    said = posts.sort_values(["said_at", *ties], kind="stable")
    group = said.groupby(KEY, sort=True, observed=True)
    number = group.ngroup().to_numpy()
    found = group.agg(part=("part", "last"), posts=("part", "size"), language=("language", "last")).reset_index()
    latest = group.cumcount(ascending=False).to_numpy() < LATEST
    number, said = number[latest], said[latest]
    found["stance"] = _majority(number, said["stance"], STANCES, "neither")
    found["act"] = _majority(number, said["act"].map(STAGE), STAGES, "rest")
    asking = np.bincount(number, weights=said["asks"].to_numpy(dtype=float))
    found["asks"] = 2 * asking > np.bincount(number)
    return found[list(COLUMNS)]


def _majority(
    number: NDArray[np.integer], words: "pd.Series[str]", choices: Sequence[str], tie: str
) -> NDArray[np.object_]:
    """For each group number the most frequent word, the tie word where two share the first place."""
    code = pd.Categorical(words, categories=list(choices)).codes.astype(np.intp)
    width = len(choices)
    counts = np.bincount(number * width + code, minlength=(number.max() + 1) * width).reshape(-1, width)
    best = counts.max(axis=1, keepdims=True)
    names: NDArray[np.object_] = np.array(choices, dtype=object)[counts.argmax(axis=1)]
    names[(counts == best).sum(axis=1) > 1] = tie
    return names


def _empty(posts: pd.DataFrame) -> pd.DataFrame:
    """The frame of no contributions, with the kinds of columns that a full one has."""
    kinds = {"posts": "int64", "asks": "bool", "person": "int64"}
    columns = {
        name: posts[name] if name in posts and name not in kinds else pd.Series([], dtype=kinds.get(name, object))
        for name in COLUMNS
    }
    return pd.DataFrame(columns)
