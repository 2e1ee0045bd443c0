"""How far each source has been read; written in the same transaction as the page it belongs to."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from pulse.domain import Json
from pulse.store import bulk
from pulse.store.rows import CURSOR


def read(c: Connection, source: str) -> dict[str, Json]:
    """The source's cursor; empty where it has never been read."""
    found = c.execute(select(CURSOR.c.cursor).where(CURSOR.c.source == source)).scalar_one_or_none()
    return dict(found or {})


def write(c: Connection, source: str, cursor: Mapping[str, Json]) -> None:
    """Keep the source's cursor."""
    bulk.upsert(c, CURSOR, [{"source": source, "cursor": dict(cursor)}], ["source"], ["cursor"])
