"""The audit: contributions drawn at random for people to label, and how far the labels go."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pandas as pd

from pulse.domain import WEEK
from pulse.flow.audits import Drawn, among, draw, final
from pulse.flow.load import load_labels
from pulse.flow.office import Office
from pulse.flow.sealing import closed
from pulse.flow.work import gathered
from pulse.store import labels, posts, strategy

RECENT = 8 * WEEK


@dataclass(frozen=True, kw_only=True)
class Status:
    """Labels so far: posts with a random label, by subject of their tag, and the contributions that they complete."""

    labelled: int
    coders: int
    by_subject: dict[str, int]


def drawn(office: Office, wanted: int, seed: int = 0) -> list[Drawn]:
    """Contributions of closed weeks drawn for labelling, about so many posts, each with its inclusion probability."""
    frame = _frame(office)
    if frame.empty:
        return []
    recent = frame["week"].max().date() + WEEK - RECENT
    return draw(frame, wanted, seed, recent)


def audit_status(office: Office) -> Status:
    """How far the labels go."""
    with office.engine.connect() as c:
        given = labels.load(c)
    last = final(given)
    frame = _frame(office)
    mine = frame[among(frame, last)]
    subjects = Counter(mine["subject"].tolist())
    return Status(
        labelled=len(last), coders=len({one.coder for one in given}), by_subject=dict(sorted(subjects.items()))
    )


def to_label(office: Office, chosen: Iterable[Drawn]) -> list[dict[str, object]]:
    """A line a drawn post for people to fill in: its key, its probability and its redacted words."""
    lines: list[dict[str, object]] = []
    with office.engine.connect() as c:
        for one in chosen:
            for source, id in one.posts:
                text = next((p.text for p in posts.find(c, source, [id])), "")
                lines.append(
                    {
                        "post": {"source": source, "id": id},
                        "drawn": "random",
                        "probability": one.probability,
                        "text": text,
                    }
                )
    return lines


def import_labels(office: Office, path: Path) -> int:
    """Labels from a file; how many."""
    return load_labels(office, path)


def export_labels(office: Office, path: Path) -> int:
    """Write all labels as labels.jsonl; how many."""
    with office.engine.connect() as c:
        given = labels.load(c)
    lines = [
        {
            "post": {"source": one.source, "id": one.id},
            "themes": one.themes,
            "decision": one.decision,
            "stance": one.stance,
            "tone": one.tone,
            "asks": one.asks,
            "act": one.act,
            "coder": one.coder,
            "drawn": one.drawn,
            "probability": one.probability,
            "at": one.at,
        }
        for one in given
    ]
    path.write_bytes(msgspec.json.Encoder().encode_lines(lines))
    return len(lines)


def _frame(office: Office) -> pd.DataFrame:
    with office.engine.connect() as c:
        found = strategy.load(c)
        if found is None or not found.themes:
            return pd.DataFrame(columns=["voice", "subject", "week", "person", "source", "id", "said_at"])
        stop = closed(office.settings, posts.newest(c))
        return gathered(c, found, stop, office.settings.zone, office.now, office.settings.published_from).posts
