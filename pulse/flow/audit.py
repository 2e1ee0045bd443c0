"""The audit: contributions drawn at random for people to label, and how far the labels go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pandas as pd

from pulse.domain import WEEK, Strategy
from pulse.flow.audits import Drawn, among, draw, final
from pulse.flow.labels_file import read_labels, written
from pulse.flow.office import Office
from pulse.flow.sealing import closed
from pulse.flow.work import gathered
from pulse.guard.bands import floor
from pulse.store import database, labels, posts, strategy
from pulse.text import count

RECENT = 8 * WEEK
TO_SAY = ("themes", "decision", "stance", "tone", "asks", "act", "coder", "at")
"""What people fill in of a post."""


@dataclass(frozen=True, kw_only=True)
class Status:
    """Labels so far: posts with a random label, and how many of them lie in each subject, by their tag.

    Those of a subject are told in multiples of ``least``, and None where fewer people wrote them: they do not add up
    to the whole.
    """

    labelled: int
    coders: int
    by_subject: dict[str, int | None]
    least: int = 5


@dataclass(frozen=True)
class Brought:
    """What a file of labels brought: labels, lines that nobody has filled in, posts that are not here, and which of
    the themes and decisions that it names the strategy does not have.
    """

    labels: int
    waiting: int
    strange: int
    unknown: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """What people should know of it."""
        yield f"{count(self.labels, 'label')}; 'pulse seal' takes them up"
        if self.waiting:
            lines = count(self.waiting, "line has", "lines have")
            yield f"{lines} no coder or no time yet and {'is' if self.waiting == 1 else 'are'} left out: fill these in"
        if self.strange:
            yield f"{count(self.strange, 'post')} of them not here: labels tell nothing until the posts come"
        if self.unknown:
            yield f"not in the strategy: {', '.join(self.unknown)}; labels tell nothing of these"


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
    least = office.settings.protection.fine
    subjects = {str(name): _held(rows, least) for name, rows in mine.groupby("subject", sort=True)}
    return Status(labelled=len(last), coders=len({one.coder for one in given}), by_subject=subjects, least=least)


def _held(posts: pd.DataFrame, least: int) -> int | None:
    """How many posts these are, in multiples of ``least``; None where fewer people wrote them."""
    return floor(len(posts), least) if posts["person"].nunique() >= least else None


def to_label(office: Office, chosen: Iterable[Drawn]) -> list[dict[str, object]]:
    """A line a drawn post for people to fill in: its key, its redacted words, what to say of it, and how it was drawn.

    What is null is to be filled in; lines that have no coder or no time yet are passed over when labels are brought in.
    """
    lines: list[dict[str, object]] = []
    with office.engine.connect() as c:
        for one in chosen:
            for source, id in one.posts:
                text = next((p.text for p in posts.find(c, source, [id])), "")
                kept = {"drawn": "random", "probability": one.probability}
                lines.append({"post": {"source": source, "id": id}, "text": text, **dict.fromkeys(TO_SAY), **kept})
    return lines


def import_labels(office: Office, path: Path) -> Brought:
    """Labels from a file; the same label twice is kept once. A label may come before its post does."""
    held = read_labels(path, office.now)
    with database.writing(office.engine) as c:
        labels.save(c, held.labels)
        keys = {(one.source, one.id) for one in held.labels}
        known = {
            post.key
            for source in sorted({source for source, _ in keys})
            for post in posts.find(c, source, sorted(id for own, id in keys if own == source))
        }
        plan = strategy.load(c) or Strategy()
    subjects = {theme.id for theme in plan.themes} | {decision.id for decision in plan.decisions}
    named = {name for one in held.labels for name in (*one.themes, one.decision) if name}
    return Brought(len(held.labels), held.waiting, len(keys - known), tuple(sorted(named - subjects)))


def export_labels(office: Office, path: Path) -> int:
    """Write all labels as labels.jsonl; how many."""
    with office.engine.connect() as c:
        lines = written(labels.load(c))
    path.write_bytes(msgspec.json.Encoder().encode_lines(lines))
    return len(lines)


def _frame(office: Office) -> pd.DataFrame:
    with office.engine.connect() as c:
        found = strategy.load(c)
        if found is None or not found.themes:
            return pd.DataFrame(columns=["voice", "subject", "week", "person", "source", "id", "said_at"])
        stop = closed(office.settings, posts.newest(c))
        return gathered(c, found, stop, office.settings.zone, office.now, office.settings.published_from).posts
