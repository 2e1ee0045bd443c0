"""The models that gave tags, and what they say in words: each combination once, so that a tag holds but a number."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import Connection, select

from pulse.store import bulk
from pulse.store.rows import MANNER, MODEL

NEVER = 0
"""The number of no model."""


Manner = tuple[str, str, str, bool, str, bool]
"""Whose voice it is, and what is said of a post in words: language, stance, whether it asks, act, and announces."""

WORDS = tuple(MANNER.c[name] for name in ("voice", "language", "stance", "asks", "act", "announcing"))
KEY = (MANNER.c.model, *WORDS)


def known(c: Connection, model: str) -> int:
    """The number of a model; NEVER if it gave no tag yet."""
    return c.execute(select(MODEL.c.number).where(MODEL.c.name == model)).scalar_one_or_none() or NEVER


def others(c: Connection, model: str) -> bool:
    """Whether any other model gave tags."""
    return c.execute(select(MODEL.c.number).where(MODEL.c.name != model).limit(1)).first() is not None


def model(c: Connection, name: str) -> int:
    """The number of a model, which gets the next one if it has none."""
    found = known(c, name)
    if found == NEVER:
        bulk.upsert(c, MODEL, [{"name": name}], ["name"])
        found = known(c, name)
    return found


def numbers(c: Connection, model: int, manners: Iterable[Manner]) -> dict[Manner, int]:
    """The number of each of the model's manners; new ones get the next ones."""
    found = _numbers(c, model)
    if missing := set(manners).difference(found):
        keys = [column.name for column in KEY]
        bulk.upsert(c, MANNER, [dict(zip(keys, (model, *one), strict=True)) for one in sorted(missing)], keys)
        found = _numbers(c, model)
    return found


def _numbers(c: Connection, model: int) -> dict[Manner, int]:
    rows = c.execute(select(MANNER.c.number, *WORDS).where(MANNER.c.model == model)).all()
    return {cast(Manner, tuple(words)): number for number, *words in rows}
