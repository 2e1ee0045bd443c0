"""Builds the demo organisation whole: files, posts, tags, an audit with labels, and sealed weeks."""

import hashlib
import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pulse import flow
from pulse.demo.coder import Drawn, code
from pulse.demo.files import labels, write
from pulse.demo.rows import World
from pulse.demo.simulate import simulate
from pulse.domain import Source
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.sealing import Sealing
from pulse.settings import load

LABELS = 3000
"""About so many posts of the demo are labelled."""
FILES = ("pulse.db", "pulse.db-wal", "pulse.db-shm")


@dataclass(frozen=True)
class Built:
    """What was built."""

    folder: Path
    people: int
    posts: int
    labels: int
    sealing: Sealing
    seconds: float

    def sentence(self) -> str:
        """What was done, in words."""
        return (
            f"Built {self.folder}: {self.people:,} people, {self.posts:,} posts, {self.labels:,} labels, "
            f"{self.sealing.atoms:,} atoms, in {self.seconds:.0f} s"
        )


def build(
    folder: Path, *, people: int = 1500, weeks: int = 26, seed: int = 1, audit: int = LABELS, progress: Progress = quiet
) -> Built:
    """Simulate an organisation and take its posts the whole way, as the command line would."""
    started = time.monotonic()
    progress("simulating", 0, 2)
    world = simulate(people=people, weeks=weeks, seed=seed)
    progress("simulating", 1, 2)
    _clear(folder)
    write(folder, world)
    _make_key(folder / "pulse.key", seed)
    progress("simulating", 2, 2)
    office = flow.enter(load(folder / "pulse.toml"))
    flow.load_organisation(office, [folder / "units.csv", folder / "people.csv"])
    flow.load_strategy(office, folder / "strategy.yaml")
    _import(office, world, progress)
    flow.tag(office, progress=progress)
    count = _audit(office, world, audit, seed, progress)
    flow.load_reworded(office, folder / "reworded.jsonl")
    sealing = flow.seal(office, None, progress)
    flow.write_tags(office, folder / "tags.jsonl")
    office.engine.dispose()
    return Built(folder, len(world.people), len(world.posts), count, sealing, time.monotonic() - started)


def _clear(folder: Path) -> None:
    for name in FILES:
        (folder / name).unlink(missing_ok=True)


def _make_key(path: Path, seed: int) -> None:
    """A key that anybody can work out, so that the demo is rounded alike everywhere: its people are made up."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(hashlib.sha256(f"pulse demo {seed}".encode()).hexdigest() + "\n")


def _import(office: Office, world: World, progress: Progress) -> None:
    voices = Counter((post.source, post.voice) for post in world.posts)
    for (name, voice), _ in sorted(voices.items()):
        source = Source(name=name, kind="jsonl", voice=voice)  # type: ignore[arg-type]
        flow.bring(office, "jsonl", {"path": "posts.jsonl", "only": name}, source, progress)


def _audit(office: Office, world: World, wanted: int, seed: int, progress: Progress) -> int:
    """Draw contributions as pulse tagged them, and have simulated coders label them."""
    progress("labelling", 0, 1)
    drawn = [Drawn(posts=one.posts, probability=one.probability) for one in flow.drawn(office, wanted, seed)]
    found = code(drawn, world.truth, seed)
    path = office.settings.path("labels.jsonl")
    path.write_bytes(labels(found))
    flow.import_labels(office, path)
    progress("labelling", 1, 1)
    return len(found)
