"""Writes the demo's world as the files that pulse reads; the same world always gives the same bytes."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import msgspec
import yaml

from pulse.demo.rows import World
from pulse.demo.strategy import AS_OF
from pulse.domain import Label

SETTINGS = """\
# The demo: a made-up organisation whose last closed week is always 2026-W46.
demo = true
organisation = "{organisation}"
zone = "Europe/Helsinki"
as_of = "{as_of}"
database = "sqlite:///pulse.db"
languages = ["fi", "sv", "nb", "nn", "da", "en"]

# What people wrote was imported once from posts.jsonl, so no [[source]] is pulled:
# engage, chat and intranet are internal, blog, mastodon and news are public.

[viewer]
role = "executive"
"""


def write(folder: Path, world: World) -> None:
    """All files of the demo organisation; labels come later, when contributions have been drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents(world).items():
        (folder / name).write_bytes(content)


def contents(world: World) -> dict[str, bytes]:
    """The bytes of each file, by name."""
    settings = SETTINGS.format(organisation=world.organisation, as_of=AS_OF.isoformat())
    return {
        "pulse.toml": settings.encode(),
        "strategy.yaml": yaml.safe_dump(world.strategy, allow_unicode=True, sort_keys=False, width=120).encode(),
        "units.csv": _units(world),
        "people.csv": _people(world),
        "posts.jsonl": _lines(world.posts),
        "truth.jsonl": _lines(world.truth),
        "truth_people.jsonl": _lines(world.leanings),
        "reworded.jsonl": _lines(world.reworded),
    }


def labels(found: Iterable[Label]) -> bytes:
    """The content of labels.jsonl."""
    return _lines(_label(label) for label in found)


def _label(label: Label) -> dict[str, object]:
    return {
        "post": {"source": label.source, "id": label.id}, "themes": label.themes, "decision": label.decision,
        "stance": label.stance, "tone": label.tone, "asks": label.asks, "act": label.act, "coder": label.coder,
        "drawn": label.drawn, "probability": label.probability, "at": label.at,
    }  # fmt: skip


def _lines(rows: Iterable[object]) -> bytes:
    return msgspec.json.Encoder().encode_lines(list(rows))


def _units(world: World) -> bytes:
    rows = [(u.id, u.name, u.parent or "", u.kind, u.country, u.site) for u in world.units]
    return _table(("unit", "name", "parent", "kind", "country", "site"), rows)


def _people(world: World) -> bytes:
    columns = ("person", "unit", "level", "country", "site", "from", "to", "roles", "aliases")
    rows = [
        (m.person, m.unit, m.level, m.country, m.site, m.start.isoformat(), m.stop.isoformat() if m.stop else "",
         ";".join(m.roles), ";".join(m.aliases))
        for m in world.people
    ]  # fmt: skip
    return _table(columns, rows)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue().encode()
