"""Asking the board: the answer, or what happened, what the reader sees now, and what to do."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar, cast

import streamlit as st

from pulse.errors import NotAllowedError, PulseError, StrategyError
from pulse.show import html
from pulse.words import Words

Sight = TypeVar("Sight")
KEPT = 24
"""How many answers a session keeps, to show them again at once, or when the board cannot answer."""


@dataclass(frozen=True)
class Kept:
    """An answer, the board that gave it, and when."""

    board: object
    sight: object
    at: datetime


def ask(
    words: Words, name: Hashable, question: Callable[[], Sight], board: object = None, tall: int = 0
) -> Sight | None:
    """What the board answers, else what it last answered to the same question, else None; said aloud when it failed.

    Args:
        words: how it is said.
        name: what is asked; the same name is the same question.
        question: asks the board.
        board: a board whose answers do not change; what it has answered is not asked again.
        tall: the height of the grey shape that stands in for an answer which is asked for the first time.
    """
    good: dict[Hashable, Kept] = st.session_state.setdefault("good", {})
    kept = good.get(name)
    if kept is not None and board is not None and kept.board is board:
        return cast(Sight, kept.sight)
    shape = st.skeleton(height=tall) if tall and kept is None else None
    try:
        sight = question()
    except PulseError as error:
        return cast("Sight | None", _failed(words, kept, error))
    finally:
        if shape is not None:
            shape.empty()
    good[name] = Kept(board, sight, datetime.now(UTC))
    while len(good) > KEPT:
        good.pop(next(iter(good)))
    return sight


def stop(words: Words, error: PulseError) -> None:
    """A page that says why there is none."""
    st.title(words.say("trouble.title"), anchor=False)
    html.put(html.paragraph(words.say("trouble.what", what=str(error)), "notice"))


def _failed(words: Words, kept: Kept | None, error: PulseError) -> object:
    if isinstance(error, (NotAllowedError, StrategyError)):
        key = "trouble.allowed" if isinstance(error, NotAllowedError) else "trouble.gone"
        st.title(words.say(f"{key}.title"), anchor=False)
        html.put(html.paragraph(words.say(key), "notice"))
        return None
    if kept is None:
        st.title(words.say("trouble.title"), anchor=False)
    said = words.say("trouble.read", time=words.moment(kept.at)) if kept else words.say("trouble.nothing")
    what = words.say("trouble.what", what=str(error))
    with st.container(key="trouble"):
        html.put(html.paragraph(said, "notice") + html.paragraph(what, "meta"))
        st.button(words.say("trouble.again"), type="primary")
    return kept.sight if kept else None
