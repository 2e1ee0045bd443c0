"""Whom a decision has reached: each person once, in the first week in which they wrote, reacted or read."""

import pandas as pd

COLUMNS = ["voice", "subject", "week", "person", "part", "posts"]


def firsts(written: pd.DataFrame, traces: pd.DataFrame) -> pd.DataFrame:
    """A row for each person and decision, with the week of the first sign that it reached them.

    A reach that counts first weeks is additive over time: what a later week adds is a group of its own, so that the
    figures of two weeks can be subtracted and still speak of five people or of none.

    Args:
        written: voice, subject, week, person, part, arrived; a row a post.
        traces: the same of readers and of those who reacted, with the week of the post.
    """
    both = pd.concat([written, traces], ignore_index=True)
    both = both[(both["voice"] == "internal") & both["subject"].str.startswith("decision:")]
    both = both.sort_values(["week", "arrived"], kind="stable")
    first = both.drop_duplicates(["subject", "person"])
    return first.assign(posts=0)[[*COLUMNS, "arrived"]].reset_index(drop=True)
