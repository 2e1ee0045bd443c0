"""All tables: a class a row, a constant a table."""

from pulse.store.rows.columns import Row, UtcDateTime
from pulse.store.rows.people import ALIAS, BELONGING, JOURNAL, NOTE, OBJECTION, STRATEGY, UNIT
from pulse.store.rows.posts import CURSOR, PERSON, POST, PULL, QUARANTINE, REVISION, SOURCE, TRACE
from pulse.store.rows.sealed import ATOM, AUDIT, REWORDED, SEALED, STATE
from pulse.store.rows.tags import CELL, LABEL, MANNER, MODEL, TAG, TOLD

METADATA = Row.metadata

__all__ = [
    "ALIAS", "ATOM", "AUDIT", "BELONGING", "CELL", "CURSOR", "JOURNAL", "LABEL", "MANNER", "METADATA", "MODEL",
    "NOTE",
    "OBJECTION", "PERSON", "POST", "PULL", "QUARANTINE", "REVISION", "REWORDED", "SEALED", "SOURCE", "STATE",
    "STRATEGY", "TAG", "TOLD", "TRACE", "UNIT", "Row", "UtcDateTime",
]  # fmt: skip
