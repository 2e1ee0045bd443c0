"""What is true of the simulated world, week by week: for checking that the demo tells its story."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pulse.demo.rows import World
from pulse.domain.contribution import LATEST, STAGE

KEYS = ["voice", "subject", "week", "person"]
COLUMNS = [
    "voice", "subject", "week", "people", "posts", "favour", "against", "neither", "support", "asks", "doing", "wish",
    "action", "answered",
]  # fmt: skip


def story(world: World) -> pd.DataFrame:
    """A row for each voice, leaf and week: people who wrote, true support, asks, action, and the share answered.

    Shares are of contributions, with the majorities of ``pulse.domain.contribution``; announcing posts are left out.
    ``answered`` is the share of that week's questions that were ever answered by the one they were put to.
    """
    table = world.table
    said = table[(table["subject"] != "") & (table["kind"] != "announcement")]
    found = contributions(said)
    weekly = found.groupby(KEYS[:3], sort=True)
    told = pd.DataFrame({"people": weekly.size(), "posts": weekly["posts"].sum(), "asks": weekly["asks"].mean()})
    keys = [found[key] for key in KEYS[:3]]
    for column, words in (("stance", ("favour", "against", "neither")), ("act", ("doing", "wish"))):
        for word in words:
            told[word] = (found[column] == word).groupby(keys).sum()
    told["support"] = _share(told["favour"], told["against"])
    told["action"] = _share(told["doing"], told["wish"])
    asking = said[said["asks"]]
    answered = asking["answered_days"].notna().groupby([asking[key] for key in KEYS[:3]]).mean()
    told["answered"] = answered.reindex(told.index)
    return told.reset_index()[COLUMNS]


def contributions(said: pd.DataFrame) -> pd.DataFrame:
    """One row a contribution, with its true stance, asks and act."""
    ordered = said.sort_values("said_at", kind="stable")
    posts = ordered.groupby(KEYS, sort=True).size()
    latest = ordered[ordered.groupby(KEYS).cumcount(ascending=False) < LATEST]
    keys = [latest[key] for key in KEYS]
    found = pd.DataFrame({"posts": posts})
    found["stance"] = _majority(latest["stance"], keys, {}, "neither")
    found["asks"] = latest["asks"].groupby(keys).mean() > 0.5
    found["act"] = _majority(latest["act"], keys, STAGE, "rest")
    return found.reset_index()


def _majority(
    words: "pd.Series[str]", keys: "list[pd.Series[str]]", renamed: Mapping[str, str], tie: str
) -> "pd.Series[str]":
    """The most frequent word of each contribution; the tie word where two share the first place."""
    named = words.map(renamed) if renamed else words
    counts = pd.DataFrame({word: (named == word).groupby(keys).sum() for word in sorted(set(named))})
    values = counts.to_numpy()
    best = np.asarray(counts.columns, dtype=object)[values.argmax(axis=1)]
    shared = (values == values.max(axis=1, keepdims=True)).sum(axis=1) > 1
    return pd.Series(np.where(shared, tie, best), index=counts.index, dtype=object)


def _share(top: "pd.Series[int]", rest: "pd.Series[int]") -> "pd.Series[float]":
    total = (top + rest).astype(float)
    return top / total.where(total > 0, np.nan)
