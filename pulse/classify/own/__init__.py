"""Texts written for pulse: labelled posts as people at work write them, and a little of languages it does not read."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pulse.classify.labelled import Row


@cache
def posts() -> tuple[Row, ...]:
    """The labelled posts, for fitting."""
    return tuple(Row(**json.loads(line)) for line in _lines("posts.jsonl"))


@cache
def held() -> tuple[Row, ...]:
    """Labelled posts that nothing is fitted on, for counting errors."""
    return tuple(Row(**json.loads(line)) for line in _lines("held.jsonl"))


@cache
def others() -> tuple[Row, ...]:
    """Sentences and common words of other languages, so that these are told apart from ours."""
    pairs = (line.split("\t") for line in _lines("other.tsv"))
    return tuple(Row(text=text, lang=lang, source="pulse-other") for lang, text in pairs)


def _lines(name: str) -> Iterator[str]:
    text = files(__name__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line.strip())
