"""What the classifier reaches in six languages beside the least that is asked of it and what is aimed for: one table.

    PULSE_TEXTS=folder python tests/bench understanding

The folder holds labelled files (sentiment_fi.jsonl, question_sv.jsonl, topic_en.jsonl ...); whole sources are left out
of what is fitted, in turn. Without it the project's own labelled posts are used, and the lines that need more are left
out.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from aims import Line, folder, show

PARTS = ("tone", "learning", "themes", "asks", "language", "speed", "storing")


def lines(texts: Path | None) -> Iterator[Line]:
    """The lines of every part."""
    for name in PARTS:
        yield from import_module(name).lines(texts)


if __name__ == "__main__":
    if folder() is None:
        sys.stdout.write(
            "no PULSE_TEXTS: of the project's own posts; themes and what labels add need texts, left out\n"
        )
    show(lines(folder()))
