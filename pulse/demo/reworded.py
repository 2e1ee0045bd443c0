"""Quotes and question groups of the demo: reworded by a person, each resting on real posts of many authors."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pulse.demo.bank import banks
from pulse.demo.crowd import DECISIONS
from pulse.demo.rows import Reworded
from pulse.domain import LANGUAGES

AUTHORS = 10
ASKERS = 5
KEPT = 12
QUOTED_WEEKS = 8


def reworded(table: pd.DataFrame, weeks: int) -> tuple[Reworded, ...]:
    """Every quote and every question group that rests on enough people; asking posts of a group are all in it."""
    inside = table[(table["voice"] == "internal") & (table["kind"] == "ordinary")]
    found = []
    for decision in DECISIONS:
        here = inside[inside["subject"] == f"decision:{decision}"]
        recent = here[here["number"] >= weeks - QUOTED_WEEKS]
        for stance, chosen in _sides(recent).items():
            found += _quote(decision, stance, chosen)
        found += [row for group in range(3) for row in _question(decision, group, here)]
    return tuple(found)


def _sides(posts: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    plain = posts[~posts["asks"].astype(bool)]
    return {
        "favour": plain[plain["stance"] == "favour"],
        "against": plain[plain["stance"] == "against"],
        "asks": posts[posts["asks"].astype(bool)],
    }


def _quote(decision: str, stance: str, posts: pd.DataFrame) -> list[Reworded]:
    firsts = posts.iloc[::-1].drop_duplicates("person")
    languages = firsts["language"].value_counts()
    if len(firsts) < AUTHORS:
        return []
    language = str(languages.index[0])
    own = firsts[firsts["language"] == language]
    chosen = (own if len(own) >= AUTHORS else firsts).head(KEPT)
    texts = _texts(f"{decision}.quote.{stance}")
    ids = chosen["id"].tolist()
    return [_row("quote", decision, stance, texts, language, ids, None)]


def _question(decision: str, group: int, posts: pd.DataFrame) -> list[Reworded]:
    asking = posts[posts["group"] == group]
    if asking["person"].nunique() < ASKERS:
        return []
    texts = _texts(f"{decision}.q{group + 1}")
    language = str(asking["language"].value_counts().index[0])
    answered = bool(np.mean(asking["answered_days"].notna()) >= 0.5)
    return [_row("question", decision, "asks", texts, language, asking["id"].tolist(), answered)]


def _texts(section: str) -> dict[str, str]:
    return {language: banks()[language][section][0] for language in LANGUAGES if section in banks()[language]}


def _row(
    kind: str, decision: str, stance: str, texts: dict[str, str], language: str, posts: list[str], answered: bool | None
) -> Reworded:
    return Reworded(
        kind=kind, decision=decision, stance=stance, text=texts["en"], texts=texts, language=language, posts=posts,
        answered=answered,
    )  # fmt: skip
