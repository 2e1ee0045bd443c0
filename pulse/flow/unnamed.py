"""What people write about that no theme names, kept as groups of enough people: what the board may tell of it."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from pulse.classify.standout.alike import known_by
from pulse.classify.standout.spoken import words
from pulse.classify.standout.untold import SHARED, topics
from pulse.domain import WEEK
from pulse.flow.words import keep
from pulse.guard.redact import redact
from pulse.guard.words import UNNAMED, Heard, Run
from pulse.store import gather

WEEKS = 26
"""Topics are looked for in so many weeks; what is older is kept as it was told."""


def keep_unnamed(c: Connection, stop: date, least: int, frozen_from: date | None) -> None:
    """Look for topics in the posts of the weeks before ``stop`` and keep their groups; published ones stay.

    Weeks stand in for atoms, as these posts are in none; nobody is told apart by unit, and so no two answers can be.
    """
    found = gather.unnamed_frame(c, stop - WEEKS * WEEK, stop)
    keep(c, "unnamed", _heard(found, least), least, frozen_from)


def _heard(found: pd.DataFrame, least: int) -> Iterator[Heard]:
    """Who wrote on each topic, week by week; it is known by words that enough of them wrote."""
    for (voice, language), posts in found.groupby(["voice", "language"]):
        texts, people = [redact(text) for text in posts["text"]], posts["person"].tolist()
        held = words(texts)
        weeks = posts["week"].dt.date.tolist()
        for topic in topics(held, people, least):
            own = [at for at, post in enumerate(held) if len(post.intersection(topic.words)) >= SHARED]
            name = known_by(own, texts, people, least)
            if not name:
                continue
            wrote: dict[date, set[int]] = {}
            for at in own:
                wrote.setdefault(weeks[at], set()).add(people[at])
            run = Run(str(voice), UNNAMED, (), str(language), name)
            yield from (Heard(run, week, week + WEEK, frozenset(who)) for week, who in wrote.items())
