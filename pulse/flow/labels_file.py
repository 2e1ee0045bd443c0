"""labels.jsonl: what people said of posts, a line each, and the lines that they have yet to fill in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pulse.domain import ACTS, STANCES, TONES, Json, Label
from pulse.errors import ArchiveError, NounError, UsageError

LEFT_OPEN = {"themes": (), "stance": "neither", "asks": False, "act": "none"}
"""What a coder may leave open, and what stands in its place; neither estimates nor learning count it."""
FIELDS = ("post", "text", "themes", "decision", "stance", "tone", "asks", "act", "coder", "at", "drawn", "probability")
"""What a line may say; ``text`` is for its reader."""
AHEAD = timedelta(days=1)
"""Clocks may go wrong so far."""
LONGEST = 200
"""A coder's name has at most so many characters."""
CHOICES = {"stance": STANCES, "tone": TONES, "act": ACTS, "drawn": ("random", "uncertain")}


@dataclass(frozen=True)
class Held:
    """What a file holds: its labels, and how many lines have no coder yet, or no time."""

    labels: tuple[Label, ...]
    waiting: int


def read_labels(path: Path, now: datetime) -> Held:
    """The labels in a file; ArchiveError names the first line that is none, or is of later than now, and says why."""
    try:
        content = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror}") from error
    found, waiting = list[Label](), 0
    for number, raw in enumerate(content, 1):
        if raw.strip():
            try:
                line = _object(raw)
                if line.get("coder") and line.get("at"):
                    found.append(_past(label(line), now))
                else:
                    waiting += 1
            except (ValueError, NounError) as error:
                raise ArchiveError(f"{path.name}, line {number}: {error}") from error
    return Held(tuple(found), waiting)


def _past(found: Label, now: datetime) -> Label:
    """The label; ValueError where it is of a day to come: it would stand above all corrections until then.

    An office of the past, as the demo is, may be labelled today.
    """
    if found.at > max(now, datetime.now(UTC)) + AHEAD:
        raise ValueError(f"'at' is {found.at:%Y-%m-%d}, a day to come: say when the label was given")
    return found


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is no JSON: write a label a line, as 'pulse audit draw' does") from error
    if not isinstance(line, dict):
        raise ValueError("a label is a JSON object: write it as 'pulse audit draw' does")
    strange = sorted(set(line) - set(FIELDS))
    if strange:
        raise ValueError(f"{strange[0]!r} is no field of a label; known: {', '.join(FIELDS)}")
    return line


def label(line: Mapping[str, Any]) -> Label:
    """The label of a line; what is null or left out of LEFT_OPEN is unsaid. ValueError says what is wrong."""
    post, said = line.get("post"), {name: line.get(name) for name in LEFT_OPEN}
    if not isinstance(post, dict) or not all(isinstance(post.get(key), str) for key in ("source", "id")):
        raise ValueError("'post' must name a source and an id")
    for name, known in CHOICES.items():
        if line.get(name) not in (None, "", *known):
            raise ValueError(f"{name!r} must be one of {', '.join(known)}")
    if not isinstance(said["asks"], bool | None):
        raise ValueError("'asks' must be true or false")
    return Label(
        source=post["source"], id=post["id"], coder=_text(line, "coder"), at=_instant(line.get("at")),
        drawn=line.get("drawn") or _missing("drawn", "random or uncertain"), probability=_number(line),
        themes=_themes(said["themes"]), decision=_text(line, "decision") if line.get("decision") else None,
        stance=said["stance"] or "neither", tone=line.get("tone") or "", asks=bool(said["asks"]),
        act=said["act"] or "none", unsaid=tuple(name for name, value in said.items() if value in (None, "")),
    )  # fmt: skip


def _themes(given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError("'themes' must be a list of themes' ids, [] for none of them")
    return tuple(given)


def _text(line: Mapping[str, Any], name: str) -> str:
    if not isinstance(line[name], str):
        raise ValueError(f"{name!r} must be a text")
    text = str(line[name])
    if len(text) > LONGEST or not text.isprintable():
        raise ValueError(f"{name!r} must be a text of up to {LONGEST} characters that can be printed")
    return text


def _number(line: Mapping[str, Any]) -> float:
    given = line.get("probability")
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError("'probability' must be the number that 'pulse audit draw' wrote")
    return float(given)


def _instant(given: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError as error:
        raise ValueError("'at' must be a time like 2026-01-31T09:30:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _missing(name: str, say: str) -> Any:
    raise ValueError(f"{name!r} is missing: say {say}")


def written(labels: Sequence[Label]) -> list[dict[str, Json | datetime]]:
    """The lines of these labels; what was left open is null."""
    return [
        {
            "post": {"source": one.source, "id": one.id}, "themes": list(one.themes), "decision": one.decision,
            "stance": one.stance, "tone": one.tone, "asks": one.asks, "act": one.act, "coder": one.coder,
            "drawn": one.drawn, "probability": one.probability, "at": one.at, **dict.fromkeys(one.unsaid),
        }
        for one in labels
    ]  # fmt: skip
