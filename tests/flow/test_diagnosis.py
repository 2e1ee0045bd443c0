"""What doctor says needs attention, and when it has nothing to say."""

from collections.abc import Callable

from pulse import flow
from pulse.flow import Office
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
UNSEALED = "closed weeks are not sealed yet: run 'pulse run'"


def test_weeks_that_nothing_was_imported_of_do_not_wait_for_a_run(office: Office, bring: Bring) -> None:
    bring(posts(30, 4))
    assert UNSEALED in flow.doctor(office).problems
    flow.run(office)
    assert UNSEALED not in flow.doctor(office).problems
    bring(posts(30, 7, first=4))
    assert UNSEALED in flow.doctor(office).problems
