"""What a source gave, how it is doing, and what is left when it is taken away."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, func, select

from pulse.domain import Person, Refusal, Source, Trace, Tree
from pulse.store import cells, cursors, labels, people, posts, removal, sources, traces
from pulse.store.rows import METADATA
from tests.store.said import LEAN, MONDAY, NOON, days, keep, keep_tags, label, post, tagged

HELSINKI = ZoneInfo("Europe/Helsinki")
CHAT = Source(name="chat", kind="matrix", voice="internal")
PULL = sources.Pull(
    started_at=NOON - days(0.01), finished_at=NOON, read=9, kept=3, changed=1, unchanged=1, gone=2,
    left_out={"system message": 2}, quarantined=2,
)  # fmt: skip


@pytest.fixture
def c(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def test_a_source_is_known_by_what_was_configured_last(c: Connection) -> None:
    sources.configured(c, Source(name="chat", kind="slack", voice="public"))
    sources.configured(c, CHAT)
    assert sources.all(c) == [CHAT]


def test_a_pull_comes_back(c: Connection) -> None:
    before = sources.stamp(c)
    sources.pulled(c, "chat", PULL)
    sources.pulled(c, "feed", PULL)
    assert sources.pulls(c, "chat") == [PULL]
    assert sources.stamp(c) > before


def test_health_counts_posts_by_the_days_of_the_zone_and_shows_gaps(c: Connection) -> None:
    sources.configured(c, CHAT)
    late = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)
    keep(c, post("1", said_at=NOON - days(3)), post("2", said_at=late), post("3", said_at=NOON), post("4"))
    posts.gone(c, "chat", ["4"], NOON)
    sources.pulled(c, "chat", PULL)
    (found,) = sources.health(c, NOON + days(2), HELSINKI)
    assert (found.name, found.kind, found.voice, found.seven_days) == ("chat", "matrix", "internal", 3)
    assert (found.newest, found.last_read, found.problem) == (NOON, NOON, "")
    assert found.days == (*[None] * 22, 1, 0, 0, 2, None, None)
    assert (found.read, found.kept, found.left_out) == (9, 3, {"system message": 2})


def test_health_tells_the_problem_of_the_last_pull_and_when_it_last_went_well(c: Connection) -> None:
    sources.configured(c, CHAT)
    sources.pulled(c, "chat", PULL)
    sources.pulled(c, "chat", sources.Pull(started_at=NOON, finished_at=NOON + days(1), problem="no answer"))
    traces.quarantine(c, "chat", [Refusal(where="row 3", reason="no author")] * 2, NOON)
    (found,) = sources.health(c, NOON + days(1))
    assert (found.last_read, found.problem, found.quarantined) == (NOON, "no answer", 1)
    assert found.newest is None
    assert set(found.days) == {None}


def test_what_was_refused_stays_with_its_reason_whatever_it_held(c: Connection) -> None:
    poison = "\x00" + chr(0xD800) + "x" * 10_000
    traces.quarantine(c, "chat", [Refusal(where=poison, reason=poison), Refusal(where="row 2", reason="old")], NOON)
    traces.quarantine(c, "chat", [Refusal(where="row 2", reason="new")], NOON + days(1))
    found = traces.quarantined(c, "chat")
    assert found[0] == Refusal(where="row 2", reason="new")
    assert found[1].where == "\ufffd?" + "x" * 510
    assert traces.quarantined_count(c) == {"chat": 2}


def fill(c: Connection, name: str) -> None:
    """A source with something of everything."""
    sources.configured(c, Source(name=name, kind="matrix", voice="internal"))
    keep(c, post("1", source=name), post("2", source=name, author=f"only in {name}"))
    keep(c, post("1", source=name, text="edited"))
    for id in ("1", "2"):
        keep_tags(c, tagged(id, units=("all",)), source=name)
    traces.keep(c, [Trace(source=name, post="1", person="token-a", kind="read")], NOON)
    traces.quarantine(c, name, [Refusal(where="row 9", reason="broken")], NOON)
    labels.save(c, [label("1", source=name)])
    cursors.write(c, name, {"page": 3})
    sources.pulled(c, name, PULL)


def everything(c: Connection) -> dict[str, int]:
    """How many rows each table has; but those that number models and the words that they say, which are of nobody."""
    tables = [t for t in METADATA.sorted_tables if t.name not in ("model", "manner")]
    return {t.name: c.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def test_a_removed_source_takes_everything_of_its_own_and_nothing_of_others(c: Connection) -> None:
    fill(c, "other")
    before = everything(c)
    fill(c, "chat")
    counts = sources.remove(c, "chat")
    assert everything(c) == before
    assert counts == {
        "posts": 2, "tags": 2, "revisions": 1, "traces": 1, "labels": 1, "quarantines": 1, "pulls": 1, "cursors": 1,
        "questions": 0, "people": 1,
    }  # fmt: skip
    assert cells.wrong(c) == []
    assert posts.count(c, "other") == 2


def test_an_erased_person_is_in_no_table_any_more(c: Connection) -> None:
    people.save(c, Tree(), [Person(token="token-b", unit="x")], {})
    before = everything(c)
    people.save(
        c, Tree(), [Person(token="token-b", unit="x"), Person(token="token-a", unit="x")], {"chat:1": "token-a"}
    )
    keep(c, post("1"), post("2", author="token-b"))
    keep_tags(c, tagged("1"), tagged("2"))
    traces.keep(c, [Trace(source="chat", post="2", person="token-a", kind="read")], NOON)
    labels.save(c, [label("1")])
    counts = removal.person(c, "token-a")
    assert counts["posts"] == counts["traces"] == counts["labels"] == counts["aliases"] == counts["people"] == 1
    assert cells.wrong(c) == []
    assert removal.person(c, "token-a") == {}
    removal.source(c, "chat")
    assert everything(c) == before


def test_forgotten_words_stay_forgotten_until_they_change(c: Connection) -> None:
    keep(c, post("1", title="Title"), at=NOON - days(100))
    keep(c, post("2"), at=NOON)
    keep_tags(c, tagged("1"))
    assert removal.texts(c, NOON - days(90), NOON) == 1
    assert removal.texts(c, NOON - days(90), NOON) == 0
    assert keep(c, post("1", title="Title", views=7)).unchanged == 1
    (found,) = posts.find(c, "chat", ["1"])
    assert (found.text, found.title) == ("", "")
    assert [p.id for p in posts.untagged(c, "another model", 9)] == ["2"]
    assert cells.read(c, [LEAN], MONDAY, date(2026, 12, 7))[0].posts == 1
    assert keep(c, post("1", text="other words")).changed == 1
    assert posts.find(c, "chat", ["1"])[0].text == "other words"
