"""Words and like questions of sealed atoms, kept as groups of enough people: what the board may tell of texts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from pulse.classify.standout.alike import alike, known_by
from pulse.classify.standout.spoken import words
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
    """Follow the words and the like questions of coarse atoms and keep their groups; published ones stay.

    Args:
        posts: the posts that count (post, language, asks and KEYS); rows: contributions with their coarse group.
        least: how many distinct people each group of a word, or of a question, needs.
    """
    coarse = {number(atom.id): atom for atom in made if atom.grain == "coarse" and not atom.late}
    found = _told(c, posts, rows, list(coarse))
    heard: dict[spoken.What, Wrote] = {"words": _words(found), "alike": _alike(found, least)}
    for what, wrote in heard.items():
        keep(c, what, _heard(wrote, coarse), least, frozen_from)


def keep(c: Connection, what: spoken.What, heard: Iterable[Heard], least: int, frozen_from: date | None) -> None:
    """Keep the groups of what was heard, behind those that were published."""
    closed = [] if frozen_from is None else [one for one in spoken.load(c, what) if one.start >= frozen_from]
    spoken.save(c, what, groups(heard, least, closed))


Wrote = dict[tuple[int, str, str], set[int]]
"""Who wrote, by the number of the coarse atom, the language and the word (or the words of a question)."""


def _told(c: Connection, posts: pd.DataFrame, rows: pd.DataFrame, coarse: Sequence[int]) -> pd.DataFrame:
    """The posts of the atoms over a year, with their redacted texts."""
    inside = rows.loc[rows["coarse"].isin(coarse), [*KEYS, "coarse"]]
    inside = inside[inside["week"] >= inside["week"].max() - YEAR]
    found = posts[[*KEYS, "post", "language", "asks"]].merge(inside, on=KEYS)
    texts = gather.texts(c, found["post"].tolist())
    return found.assign(text=[redact(texts.get(post, "")) for post in found["post"]])


def _words(found: pd.DataFrame) -> Wrote:
    wrote: Wrote = {}
    columns = (found[name].tolist() for name in ("coarse", "language", "person"))
    for group, language, person, post in zip(*columns, words(found["text"]), strict=True):
        for word in post:
            wrote.setdefault((group, language, word), set()).add(person)
    return wrote


def _alike(found: pd.DataFrame, least: int) -> Wrote:
    """Who asked nearly the same, of one subject, voice and language; known by words that enough of them wrote."""
    wrote: Wrote = {}
    for _, asking in found[found["asks"]].groupby(["voice", "subject", "language"]):
        language = str(asking["language"].iloc[0])
        texts, people = asking["text"].tolist(), asking["person"].tolist()
        groups_of = asking["coarse"].tolist()
        for like in alike(texts, people, least):
            name = known_by(like.posts, texts, people, least)
            for at in like.posts if name else ():
                wrote.setdefault((groups_of[at], language, name), set()).add(people[at])
    return wrote


def _heard(wrote: Wrote, coarse: Mapping[int, Atom]) -> Iterable[Heard]:
    for (group, language, word), people in wrote.items():
        atom = coarse[group]
        run = Run(atom.voice, str(atom.subject), atom.parts, language, word)
        yield Heard(run, atom.start, atom.stop, frozenset(people))
