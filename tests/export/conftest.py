"""The small organisation of the flow's tests, sealed."""

import pytest

from pulse import flow
from pulse.board import open_board
from pulse.board.board import Board
from tests.flow.conftest import bring, office, posts

__all__ = ["board", "bring", "office"]


@pytest.fixture
def board(office, bring) -> Board:  # type: ignore[no-untyped-def]
    """A board over seven sealed weeks of sixty people."""
    bring(posts(60, 7))
    flow.run(office)
    return open_board(office.settings)
