"""The frame of the dashboard: `streamlit run app.py` and `pulse serve` both start here."""

import streamlit as st

from pulse import board, settings
from pulse.errors import PulseError
from pulse.show import trouble
from pulse.show.frame import frame
from pulse.show.sights import Board
from pulse.words import Words


@st.cache_resource(max_entries=8, show_spinner=False)
def opened(_found: settings.Settings, key: tuple[str, ...]) -> Board:
    """The board for one role and scope over one version of the data; the key holds all that its answers depend on."""
    return board.open_board(_found)


def fresh(found: settings.Settings) -> Board:
    """The board as it stands now."""
    viewer = found.viewer
    return opened(found, (str(found.folder), found.database, viewer.role, viewer.unit or "", board.version(found)))


try:
    settled = settings.load(settings.find())
except PulseError as error:
    trouble.stop(Words(), error)
else:
    frame(lambda: fresh(settled), settled)
