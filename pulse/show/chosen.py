"""What the reader has chosen: it lives in the address, so that a link is a view, and follows from page to page."""

from collections.abc import Mapping, Sequence

import streamlit as st

KEPT = ("period", "unit", "voice", "theme", "lang")
"""What follows the reader across pages."""


def one(name: str, options: Sequence[str], default: str) -> str:
    """The option chosen under this name: from the address, else as it was before, else the default.

    Streamlit's own bind= would put translated labels into the address, and drops what it holds at its default.
    """
    chosen = next((v for v in (st.query_params.get(name), _memory().get(name)) if v in options), None)
    return chosen if chosen is not None else default


def many(name: str, options: Sequence[str]) -> list[str]:
    """The options chosen under this name; none is all."""
    told = st.query_params.get_all(name) or _memory().get(name, "").split(",")
    return [option for option in options if option in told]


def hold(name: str, value: str | list[str]) -> str:
    """The key of the widget for this name, which is made to stand at the value.

    It is set at every run: Streamlit forgets what a widget stood at when the page that held it is left.
    """
    key = f"choose-{name}"
    st.session_state[key] = value
    return key


def push(name: str) -> None:
    """Write what a widget now stands at into the address."""
    value = st.session_state.get(f"choose-{name}")
    if not value:
        st.query_params.pop(name, None)
        _memory().pop(name, None)
        return
    st.query_params[name] = value
    _memory()[name] = ",".join(value) if isinstance(value, list) else value


def remember() -> None:
    """Remember what the address says, for pages that are reached without it."""
    for name in KEPT:
        if told := st.query_params.get_all(name):
            _memory()[name] = ",".join(told)


def clear() -> None:
    """Forget every filter."""
    for name in ("period", "unit", "voice", "theme"):
        st.query_params.pop(name, None)
        _memory().pop(name, None)


def onward(more: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """The parameters of a link to another page of this app: what is kept, and more."""
    kept = [(name, v) for name in KEPT for v in _memory().get(name, "").split(",") if v]
    return kept + list((more or {}).items())


def _memory() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault("kept", {})
    return found
