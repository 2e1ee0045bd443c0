"""The frame of the dashboard: `streamlit run app.py` and `pulse serve` both start here."""

import streamlit as st

from pulse import settings
from pulse.show.frame import frame
from pulse.show.sights import Board


@st.cache_resource(max_entries=8, show_spinner=False)
def opened(_found: settings.Settings, key: tuple[str, ...]) -> Board:
    """The board for one viewer of one version of the data; the key holds all that its answers depend on."""
    from pulse.board import open_board

    return open_board(_found)


def board() -> Board:
    """The board of the settings as they stand now."""
    from pulse.board import version

    key = (str(found.folder), found.database, found.viewer.role, found.viewer.unit or "", version(found))
    return opened(found, key)


found = settings.load(settings.find())
frame(board, found.organisation, found.demo, found.zone)
