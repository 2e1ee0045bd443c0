"""Posts come back as they were said, and follow what happens to them on their platform."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from pulse.domain import Post
from pulse.store import cells, database, posts, tags, threads
from pulse.store.posts import Kept
from pulse.store.rows import REVISION
from tests.store.said import LEAN, NOON, keep_tags, post, tag, tagged
from tests.store.said import keep as said_keep


def keep(engine: Engine, *said: Post) -> Kept:
    """Keep these posts."""
    with database.writing(engine) as c:
        return said_keep(c, *said)


def find(engine: Engine, id: str = "1") -> Post:
    """The post as it is kept."""
    with engine.connect() as c:
        return posts.find(c, "chat", [id])[0]


def test_a_post_comes_back_as_it_was_said(engine: Engine) -> None:
    said = post(
        parent="0", thread="0", title="Title", url="https://x.example/1", language="fi", reactions={"👍": 2}, views=7,
        edited_at=NOON + timedelta(hours=1), gone_at=None, text="שלום \u202eabc\u202c 👩🏽‍🚀 'quote\" \\ %s :x",
    )  # fmt: skip
    assert keep(engine, said) == Kept(kept=1)
    assert find(engine) == said


def test_an_identical_post_seen_again_is_unchanged(engine: Engine) -> None:
    keep(engine, post())
    assert keep(engine, post()) == Kept(unchanged=1)


def test_an_edit_is_followed_and_its_former_words_stay_as_a_hash(engine: Engine) -> None:
    keep(engine, post())
    assert keep(engine, post(text="hello again", edited_at=NOON)) == Kept(changed=1)
    assert find(engine).text == "hello again"
    with engine.connect() as c:
        assert c.execute(select(REVISION.c.words)).scalars().all() == posts.words([""], ["hello"])


def test_a_late_page_does_not_undo_an_edit(engine: Engine) -> None:
    keep(engine, post(text="third", edited_at=NOON + timedelta(hours=2)))
    assert keep(engine, post(text="first"), post(text="second", edited_at=NOON)) == Kept(unchanged=2)
    assert find(engine).text == "third"


def test_a_page_may_hold_a_post_and_its_edit(engine: Engine) -> None:
    assert keep(engine, post(), post(text="edited", edited_at=NOON)) == Kept(kept=1, changed=1)
    assert find(engine).text == "edited"


def test_a_gone_post_is_marked_once_and_comes_back_when_it_is_seen_again(engine: Engine) -> None:
    keep(engine, post())
    with database.writing(engine) as c:
        assert posts.gone(c, "chat", ["1", "unknown"], NOON) == 1
        assert posts.gone(c, "chat", ["1"], NOON + timedelta(1)) == 0
    assert find(engine).gone_at == NOON
    assert keep(engine, post()) == Kept(changed=1)
    assert find(engine).gone_at is None


def test_an_orphan_reply_keeps_its_parent(engine: Engine) -> None:
    keep(engine, post("2", parent="never seen"))
    assert find(engine, "2").parent == "never seen"


def test_a_tagged_post_is_untagged_again_when_it_changes_or_the_model_does(engine: Engine) -> None:
    keep(engine, post("1"), post("2"))
    with database.writing(engine) as c:
        assert keep_tags(c, tagged("1"), tagged("2"), tagged("unknown")) == 2
        assert tags.find(c, "chat", ["1"]) == {"1": tag()}
        assert posts.untagged(c, "m", 10) == []
        assert [p.id for p in posts.untagged(c, "n", 10)] == ["1", "2"]
        assert [p.id for p in posts.untagged(c, "n", 10, after=("chat", "1"))] == ["2"]
    keep(engine, post("2", text="edited"))
    with engine.connect() as c:
        assert [p.id for p in posts.untagged(c, "m", 10)] == ["2"]


def test_a_gone_post_gets_no_tag(engine: Engine) -> None:
    keep(engine, post("1"), post("2", gone_at=NOON))
    with database.writing(engine) as c:
        posts.gone(c, "chat", ["1"], NOON)
        assert posts.untagged(c, "m", 10) == []
        assert posts.untagged(c, None, 10) == []


@pytest.mark.parametrize("told", [{"gone_at": NOON}, {"gone_at": NOON, "text": "edited"}])
def test_a_post_that_is_told_to_be_gone_counts_no_longer(engine: Engine, told: dict[str, object]) -> None:
    keep(engine, post())
    with database.writing(engine) as c:
        keep_tags(c, tagged())
    assert keep(engine, post(**told)) == Kept(changed=1)
    assert find(engine).gone_at == NOON
    with engine.connect() as c:
        assert tags.find(c, "chat", ["1"]) == {}
        assert cells.wrong(c) == []


def test_a_gone_post_counts_no_longer(engine: Engine) -> None:
    keep(engine, post())
    with database.writing(engine) as c:
        keep_tags(c, tagged(units=("a", "b")))
        assert len(cells.read(c, [LEAN], date(2026, 1, 5), date(2027, 1, 4))) == 1
        posts.gone(c, "chat", ["1"], NOON)
        assert cells.read(c, [LEAN], date(2026, 1, 5), date(2027, 1, 4)) == []


@pytest.mark.parametrize("depth", [1, 5])
def test_a_thread_is_found_however_deep_its_answers_are(engine: Engine, depth: int) -> None:
    chain = [post(str(i), parent=str(i - 1)) for i in range(1, depth + 1)]
    keep(engine, post("0"), *chain, post("flat", thread="0"), post("other"))
    with engine.connect() as c:
        found = threads.below(c, [post("0")])
    assert found == {("chat", id): ("chat", "0") for id in ("0", "flat", *(p.id for p in chain))}
