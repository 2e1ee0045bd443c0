"""Keeps what people said of posts."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, select

from pulse.domain import Label
from pulse.store import bulk
from pulse.store.rows import LABEL

KEY = ("source", "id", "coder", "at")
NAMES = tuple(column.name for column in LABEL.c)


def save(c: Connection, labels: Sequence[Label]) -> None:
    """Keep the labels; the same post, coder and instant is the same label, as it was given last."""
    rows = [asdict(label) | {"themes": list(label.themes), "unsaid": list(label.unsaid)} for label in labels]
    bulk.upsert(c, LABEL, rows, KEY, [name for name in NAMES if name not in KEY])


def load(c: Connection) -> list[Label]:
    """All labels, in the order in which they were given."""
    order = (LABEL.c.at, LABEL.c.source, LABEL.c.id, LABEL.c.coder)
    rows = c.execute(select(LABEL).order_by(*order)).mappings()
    return [Label(**{**row, "themes": tuple(row["themes"]), "unsaid": tuple(row["unsaid"] or ())}) for row in rows]
