"""Whom a decision has reached: each person once, in the first week in which they wrote, reacted or read."""

import pandas as pd

COLUMNS = ["voice", "subject", "week", "person", "part", "posts"]


def signs(written: pd.DataFrame, traces: pd.DataFrame) -> pd.DataFrame:
    """A row for each person, decision and week with a sign that it reached them, the earliest weeks first.

    The first row that may be sealed counts (see ``fresh``): a reach that counts first weeks is additive over time, and
    what a later week adds is a group of its own, so that the figures of two weeks can be subtracted and still speak of
    five people or of none.

    Args:
        written: voice, subject, week, person, part, arrived; a row a post.
        traces: the same of readers and of those who reacted, with the week of the post.
    """
    both = pd.concat([written, traces], ignore_index=True)
    both = both[(both["voice"] == "internal") & both["subject"].str.startswith("decision:")]
    both = both.sort_values(["week", "arrived"], kind="stable")
    weekly = both.drop_duplicates(["subject", "person", "week"])
    return weekly.assign(posts=0)[[*COLUMNS, "arrived"]].reset_index(drop=True)
