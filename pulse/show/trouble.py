"""When the board cannot answer: what happened, what the reader sees now, what to do."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import TypeVar

import streamlit as st

from pulse.errors import NotAllowedError, PulseError, StrategyError
from pulse.show import html
from pulse.words import Words

Sight = TypeVar("Sight")


def ask(words: Words, name: Hashable, question: Callable[[], Sight]) -> Sight | None:
    """What the board answers, else what it last answered to the same question, else None; said aloud when it failed."""
    good: dict[Hashable, tuple[object, datetime]] = st.session_state.setdefault("good", {})
    try:
        sight = question()
    except NotAllowedError:
        html.put(html.paragraph(words.say("trouble.allowed"), "notice"))
        return None
    except StrategyError:
        html.put(html.paragraph(words.say("trouble.gone"), "notice"))
        return None
    except PulseError as error:
        return _last(words, good.get(name), error)  # type: ignore[return-value]
    good[name] = (sight, datetime.now(UTC))
    return sight


def _last(words: Words, kept: tuple[object, datetime] | None, error: PulseError) -> object:
    said = words.say("trouble.read", time=words.moment(kept[1])) if kept else words.say("trouble.nothing")
    what = words.say("trouble.what", what=str(error))
    with st.container(key="trouble"):
        html.put(html.paragraph(said, "notice") + html.paragraph(what, "meta"))
        st.button(words.say("trouble.again"), type="primary")
    return kept[0] if kept else None
