"""Reworded quotes and groups of questions brought in: what a person wrote in place of what people wrote."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from pulse.domain import Post, Strategy, Subject
from pulse.errors import ArchiveError
from pulse.flow.office import Office
from pulse.store import database, posts, reworded, strategy


class Line(msgspec.Struct):
    """A line of reworded.jsonl; ``posts`` are ids, or "source:id", of the group's posts."""

    kind: str
    decision: str
    text: str
    posts: list[str]
    stance: str = "asks"
    language: str = "und"
    answered: bool | None = None
    unit: str | None = None


def load_reworded(office: Office, path: Path) -> int:
    """Take quotes and groups of questions from a file; how many. The same line twice is kept once."""
    decoder = msgspec.json.Decoder(Line)
    lines = []
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        try:
            lines.append(decoder.decode(raw))
        except msgspec.DecodeError as error:
            raise ArchiveError(f"{path.name}, line {number}: {error}") from error
    with database.writing(office.engine) as c:
        found = strategy.load(c) or Strategy()
        rows = [_row(office, line, found, posts.named(c, line.posts)) for line in lines]
        reworded.save(c, rows)
    return len(rows)


def _row(office: Office, line: Line, found: Strategy, group: Sequence[Post]) -> reworded.Reworded:
    decision = found.decision(line.decision)
    since = min((p.said_at for p in group), default=office.now)
    return reworded.Reworded(
        id=hashlib.sha256(f"{line.kind}\n{line.decision}\n{line.text}".encode()).hexdigest()[:16],
        kind=line.kind,  # type: ignore[arg-type]
        voice="internal",
        subject=Subject("decision", line.decision),
        stance=line.stance,
        text=line.text,
        language=line.language,
        unit=line.unit,
        owner=decision.owner,
        since=since.astimezone(office.settings.zone).date(),
        people=len({p.author for p in group if p.author}),
        posts=tuple(p.key for p in group),
        by="comms",
        at=office.now,
        closed_at=office.now if line.answered else None,
    )
