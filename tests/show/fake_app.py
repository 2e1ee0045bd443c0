"""The frame over a board of made-up answers: `streamlit run tests/show/fake_app.py`, then `/?fake=hidden`."""

from pathlib import Path

import streamlit as st
from fakeboard import FakeBoard

from pulse.settings import Settings
from pulse.show.frame import frame


def main() -> None:
    state = st.query_params.get("fake") or st.session_state.get("fake", "rich")
    st.session_state["fake"] = state
    frame(lambda: FakeBoard(state), Settings(folder=Path(), organisation="Norrvik Group", demo=True))


if __name__ == "__main__":
    main()
