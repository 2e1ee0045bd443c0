"""The two roads to one result: the compiled loops, and numpy."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pulse import loops


@contextmanager
def by_numpy() -> Iterator[None]:
    """As where pulse was installed without a C compiler."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loops, "compiled", None)
        yield
