"""What is true of the simulated world, week by week: for checking that the demo tells its story."""

import numpy as np
import pandas as pd

from pulse.demo.rows import World
from pulse.domain.contribution import act, asks, stance

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
    table = table[(table["subject"] != "") & (table["kind"] != "announcement")].sort_values("said_at", kind="stable")
    spoken = table.groupby(["voice", "subject", "week", "person"], sort=True)
    said = pd.DataFrame({
        "stance": spoken["stance"].agg(lambda words: stance(list(words))),
        "asks": spoken["asks"].agg(lambda posts: asks(list(posts))),
        "act": spoken["act"].agg(lambda words: act(list(words))),
        "posts": spoken.size(),
    }).reset_index()  # fmt: skip
    keys = [said["voice"], said["subject"], said["week"]]
    weekly = said.groupby(["voice", "subject", "week"], sort=True)
    found = pd.DataFrame({
        "people": weekly.size(),
        "posts": weekly["posts"].sum(),
        **{word: (said["stance"] == word).groupby(keys).sum() for word in ("favour", "against", "neither")},
        "asks": weekly["asks"].mean(),
        **{word: (said["act"] == word).groupby(keys).sum() for word in ("doing", "wish")},
    })  # fmt: skip
    found["support"] = _share(found["favour"], found["against"])
    found["action"] = _share(found["doing"], found["wish"])
    asking = table[table["asks"].astype(bool)]
    answered = asking["answered_days"].notna().groupby([asking["voice"], asking["subject"], asking["week"]]).mean()
    found["answered"] = answered.reindex(found.index)
    return found.reset_index()[COLUMNS]


def _share(top: "pd.Series[int]", rest: "pd.Series[int]") -> "pd.Series[float]":
    total = (top + rest).astype(float)
    return top / total.where(total > 0, np.nan)
