"""The two roads to one result: the compiled loops, and numpy."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pulse import loops
from pulse.classify import subjects


@contextmanager
def by_numpy() -> Iterator[None]:
    """As where pulse was installed without a C compiler; nothing that one road made ready is used on the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loops, "compiled", None)
        subjects._ready.cache_clear()
        try:
            yield
        finally:
            subjects._ready.cache_clear()
