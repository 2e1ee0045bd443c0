"""The words of sealed atoms, kept as groups of enough people: what the board may tell of what people write."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from pulse.classify.spoken import words
from pulse.domain import Atom
from pulse.flow.atoms import number
from pulse.guard.redact import redact
from pulse.guard.words import Heard, Run, groups
from pulse.store import gather, spoken

YEAR = pd.Timedelta(weeks=52)
"""Words are followed so far back; what is older is kept as it was told."""
KEYS = ["voice", "subject", "week", "person"]


def keep_words(
    c: Connection, posts: pd.DataFrame, rows: pd.DataFrame, made: Sequence[Atom], least: int, frozen_from: date | None
) -> None:
    """Follow the words of coarse atoms and keep their groups; those of published weeks stay, whatever goes.

    Args:
        posts: the posts that count (post, language and KEYS); rows: contributions with their coarse group.
        least: how many distinct people each group of a word needs.
    """
    closed = [] if frozen_from is None else [group for group in spoken.load(c) if group.start >= frozen_from]
    spoken.save(c, groups(_heard(c, posts, rows, made), least, closed))


def _heard(c: Connection, posts: pd.DataFrame, rows: pd.DataFrame, made: Sequence[Atom]) -> Iterable[Heard]:
    coarse = {number(atom.id): atom for atom in made if atom.grain == "coarse" and not atom.late}
    inside = rows.loc[rows["coarse"].isin(list(coarse)), [*KEYS, "coarse"]]
    inside = inside[inside["week"] >= inside["week"].max() - YEAR]
    found = posts[[*KEYS, "post", "language"]].merge(inside, on=KEYS)
    texts = gather.texts(c, found["post"].tolist())
    wrote: dict[tuple[int, str, str], set[int]] = {}
    for group, post, language, person in found[["coarse", "post", "language", "person"]].itertuples(index=False):
        for word in words(redact(texts.get(post, ""))):
            wrote.setdefault((group, language, word), set()).add(person)
    for (group, language, word), people in wrote.items():
        atom = coarse[group]
        run = Run(atom.voice, str(atom.subject), atom.parts, language, word)
        yield Heard(run, atom.start, atom.stop, frozenset(people))
