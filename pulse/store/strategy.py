"""Keeps themes and decisions as they were loaded, one version after the other."""

import hashlib
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from pulse.domain import Decision, Strategy, Theme
from pulse.errors import StoreError
from pulse.store import bulk
from pulse.store.rows import STRATEGY

_ENCODER = msgspec.json.Encoder(enc_hook=dict, order="deterministic")


class Document(msgspec.Struct):
    """A strategy as JSON."""

    themes: tuple[Theme, ...]
    decisions: tuple[Decision, ...]


def save(c: Connection, found: Strategy, at: datetime) -> bool:
    """Keep the strategy; whether it is another one than was in force."""
    document = _ENCODER.encode({"themes": found.themes, "decisions": found.decisions}).decode()
    hash = hashlib.blake2b(document.encode(), digest_size=16).hexdigest()
    if stamp(c) == hash:
        return False
    bulk.insert(c, STRATEGY, [{"hash": hash, "loaded_at": at, "document": document}])
    return True


def load(c: Connection) -> Strategy | None:
    """The strategy in force; None before the first was loaded."""
    document = c.execute(select(STRATEGY.c.document).order_by(STRATEGY.c.number.desc()).limit(1)).scalar()
    if document is None:
        return None
    try:
        read = msgspec.json.decode(document, type=Document)
    except msgspec.DecodeError as error:
        raise StoreError("the kept strategy cannot be read: load it again with 'pulse strategy load FILE'") from error
    return Strategy(read.themes, read.decisions)


def stamp(c: Connection) -> str:
    """The hash of the strategy in force; empty before the first."""
    return c.execute(select(STRATEGY.c.hash).order_by(STRATEGY.c.number.desc()).limit(1)).scalar() or ""


def loaded_at(c: Connection) -> datetime | None:
    """When the strategy in force was loaded."""
    return c.execute(select(STRATEGY.c.loaded_at).order_by(STRATEGY.c.number.desc()).limit(1)).scalar()
