"""A small organisation with a real strategy and real posts, in a folder of its own."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pulse import flow
from pulse.domain import Source
from pulse.flow import Office
from pulse.settings import load

STRATEGY = """
themes:
  - {id: customer, names: {en: Customer}, words: {en: [customer, digital service]}}
  - {id: safety, names: {en: Safety}, words: {en: [safety, stop work]}}
decisions:
  - id: digital
    title: Digital service first
    theme: customer
    owner: service-director
    announced_at: 2026-08-31
    announced_in: [announce]
    phrases: {en: [digital service first]}
"""
SETTINGS = """
organisation = "Small"
zone = "Europe/Helsinki"
as_of = 2026-10-21T12:00:00+03:00
"""
START = datetime(2026, 8, 31, 8, tzinfo=UTC)
WORDS = (
    "Digital service first is a great decision, I support it",
    "Digital service first is a mistake, I am against it",
    "When does digital service first start in our office?",
    "We have started with digital service first in our team and it works well",
    "We should really get digital service first going some day",
)


def people(count: int) -> str:
    rows = ["person,unit,level,country,site,from,to,roles,aliases"]
    for n in range(count):
        level = "leader" if n == 0 else "staff"
        role = "service-director" if n == 0 else ""
        rows.append(f"p{n},{('north', 'south')[n % 2]},{level},FI,Oulu,2020-01-01,,{role},chat:u{n}")
    return "\n".join(rows)


def posts(count: int, weeks: int, seed: int = 1, first: int = 0) -> list[dict[str, object]]:
    """Each of the people writes about the decision in about half of the weeks."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    if first == 0:
        text = "We decided: digital service first"
        rows.append({"id": "announce", "author": "u0", "said_at": START.isoformat(), "text": text})
    for week in range(first, weeks):
        for n in range(1, count):
            if chance.random() < 0.55:
                at = START + timedelta(days=7 * week + chance.random() * 6)
                text = f"{chance.choice(WORDS)} ({week}.{n})"
                rows.append({"id": f"{week}-{n}", "author": f"u{n}", "said_at": at.isoformat(), "text": text})
    return rows


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office over a folder with settings, strategy and people, and no posts."""
    (tmp_path / "pulse.toml").write_text(SETTINGS)
    (tmp_path / "strategy.yaml").write_text(STRATEGY)
    units = "unit,name,parent,kind\nall,All,,company\nnorth,North,all,division\nsouth,South,all,division\n"
    (tmp_path / "units.csv").write_text(units)
    (tmp_path / "people.csv").write_text(people(60))
    found = flow.enter(load(tmp_path / "pulse.toml"))
    flow.load_organisation(found, [tmp_path / "units.csv", tmp_path / "people.csv"])
    flow.load_strategy(found, tmp_path / "strategy.yaml")
    yield found
    found.engine.dispose()


@pytest.fixture
def bring(office: Office) -> Callable[[list[dict[str, object]]], flow.Receipt]:
    """Import posts under the source "chat"."""

    def bringing(rows: list[dict[str, object]]) -> flow.Receipt:
        path = office.settings.folder / "posts.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
        return flow.bring(office, "jsonl", {"path": str(path)}, Source(name="chat", kind="jsonl", voice="internal"))

    return bringing
