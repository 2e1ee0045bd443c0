"""The frame over a board of made-up answers: `streamlit run tests/show/fake_app.py`, then `/?fake=hidden`."""

from zoneinfo import ZoneInfo

import streamlit as st
from fakeboard import FakeBoard

from pulse.show.frame import frame

STATE = st.query_params.get("fake") or st.session_state.get("fake", "rich")
st.session_state["fake"] = STATE
frame(lambda: FakeBoard(STATE), "Norrvik Group", demo=True, zone=ZoneInfo("Europe/Helsinki"))
