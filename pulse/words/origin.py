"""Where the figures of a page come from: week, posts, sources, and which of them are behind."""

from pulse.board.views import Provenance
from pulse.domain import WEEK
from pulse.words.rich import Rich
from pulse.words.words import Words


def provenance(words: Words, origin: Provenance) -> Rich:
    """The line under a page's title."""
    if origin.week is None:
        return words.rich("from.unsealed")
    return Rich.join((_week(words, origin), _posts(words, origin), sealed(words, origin), late(words, origin)))


def late(words: Words, origin: Provenance) -> Rich:
    """Which sources are behind; empty when none is."""
    if not origin.late:
        return Rich()
    return words.rich("from.late", len(origin.late), sources=words.join(origin.late))


def sealed(words: Words, origin: Provenance) -> Rich:
    """When the figures were sealed; empty when they were not."""
    if origin.sealed_at is None:
        return Rich()
    return words.rich("from.sealed", day=words.day(origin.sealed_at.astimezone(words.zone).date()))


def _week(words: Words, origin: Provenance) -> Rich:
    assert origin.week is not None
    span = words.span(origin.week, origin.week + WEEK, "yMMMMd")
    return words.rich("from.week", week=words.week(origin.week), span=span)


def _posts(words: Words, origin: Provenance) -> Rich:
    sources = words.say("from.sources", origin.sources)
    if origin.posts is None:
        return words.rich("from.hidden", sources=sources)
    return words.rich("from.posts", origin.posts, sources=sources)
