"""The read side: questions in, answers out; every figure on a screen, in a file or in a mail comes from here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulse.board.board import Board
    from pulse.domain import Viewer
    from pulse.settings import Settings

__all__ = ["open_board", "version"]


# Loaded when called: pages and exports name the views of this room without loading the database and the classifier.
def open_board(settings: "Settings", viewer: "Viewer | None" = None) -> "Board":
    """A board over what is sealed now; for the viewer of pulse.toml if none is given."""
    from pulse.board import board

    return board.open_board(settings, viewer)


def version(settings: "Settings") -> str:
    """What changes whenever a board opened before would answer otherwise: part of every cache key."""
    from pulse.board import board

    return board.version(settings)
