"""The frame over a board of made-up answers: `streamlit run tests/show/fake_app.py -- STATE`."""

import os
from zoneinfo import ZoneInfo

from fakeboard import FakeBoard

from pulse.show.frame import frame

frame(lambda: FakeBoard(os.environ.get("FAKE", "rich")), "Norrvik Group", demo=True, zone=ZoneInfo("Europe/Helsinki"))
