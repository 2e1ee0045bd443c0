"""What cannot be read or written gets one sentence: what, where, and what to do."""

import errno
import os
from pathlib import Path

import pytest

from pulse.cli import console


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "make room"), (errno.EROFS, "choose a place"), (errno.EACCES, "check its owner")],
)
@pytest.mark.parametrize("name", ["out/figures.csv", None])
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(
    number: int, advice: str, name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> int:
        raise OSError(number, os.strerror(number), name)

    assert console.guarded(work) == 1
    said = capsys.readouterr().err
    assert advice in said
    assert (name or str(Path.cwd())) in said
