from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.domain import Post, Refusal, Trace
from pulse.ingest.tray import Kept, LeftOut, Tray

POST = Post(source="s", id="p", author="u", said_at=datetime(2026, 3, 2, tzinfo=UTC), text="x")
TRACE = Trace(source="s", post="p", person="u", kind="read")
KEPT = Kept(post=POST, traces=(TRACE,))
LEFT = (LeftOut(reason="bots"), LeftOut(reason="deletions", gone="q"))
outcomes = st.lists(st.sampled_from([KEPT, *LEFT, Refusal(where="1", reason="x")]))


@settings(deadline=None)
@given(outcomes)
def test_everything_that_is_put_down_is_on_the_page_once(given_outcomes):
    tray = Tray()
    for outcome in given_outcomes:
        tray.put(outcome)
    assert tray.read == len(given_outcomes)
    page = tray.page({"a": 1}, 7)
    assert page.read == len(given_outcomes)
    assert len(page.traces) == len(page.posts)
    assert len(page.gone) == page.left_out.get("deletions", 0)
    assert (tray.read, tray.page({}).read) == (0, 0)
    assert page.read == len(given_outcomes)
