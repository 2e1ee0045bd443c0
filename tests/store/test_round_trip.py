"""Whatever a post may hold comes back as it was said, from both databases."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Engine, select

from pulse.domain import Post
from pulse.store import bulk, posts
from pulse.store.rows import POST
from tests.store.said import keep, post

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)
IDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=40)
INSTANTS = st.integers(631_238_400_000_000, 4_102_444_800_000_000).map(lambda us: EPOCH + timedelta(microseconds=us))
POSTS = st.builds(
    Post,
    source=st.sampled_from(["chat", "feed"]), id=IDS.filter(lambda id: id != "parent"), author=WORDS,
    said_at=INSTANTS, text=WORDS, parent=st.none() | st.just("parent"), thread=st.none() | IDS, title=WORDS,
    url=WORDS, language=WORDS, reactions=st.dictionaries(WORDS, st.integers(0, 10**6), max_size=3),
    views=st.none() | st.integers(0, 2**53 - 1), edited_at=st.none() | INSTANTS, gone_at=st.none() | INSTANTS,
)  # fmt: skip
OWN = ("number", "person")
"""What a database counts up by itself."""
BIDI = post(
    "bidi", text="שלום \u202eevil\u202c 👩🏽‍🚀 e\u0301\u0302 \ufeff '\"; DROP TABLE post; -- %s %(x)s :x ? \\ {}"
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(POSTS, min_size=1, max_size=5, unique_by=lambda p: p.key))
@example(said=[BIDI, post("long", text="x" * 1_000_000), post("combining", text="a" + "\u0301" * 100_000)])
def test_a_post_comes_back_as_it_was_said(engine: Engine, said: list[Post]) -> None:
    with engine.connect() as c:
        assert keep(c, *said).kept == len(said)
        assert keep(c, *said).unchanged == len(said)
        for p in said:
            assert posts.find(c, p.source, [p.id]) == [p]
        c.rollback()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(POSTS, min_size=1, max_size=9), count=st.integers(1, 2 * bulk.TOGETHER + 1))
def test_posts_kept_together_are_kept_as_each_alone(engine: Engine, said: list[Post], count: int) -> None:
    many = [replace(said[n % len(said)], id=f"{n}") for n in range(count)]
    found = []
    for pages in ([many], [[one] for one in many]):
        with engine.connect() as c:
            for page in pages:
                keep(c, *page)
            columns = [column for column in POST.c if column.name not in OWN]
            found.append(c.execute(select(*columns).order_by(POST.c.number)).all())
            c.rollback()
    assert found[0] == found[1]
    assert len(found[0]) == count


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_order_of_pages_does_not_change_what_is_kept(sqlite_engine: Engine, data: st.DataObject) -> None:
    edits = [post("1", text=f"edit {i}", edited_at=datetime(2026, 11, 16, i, tzinfo=UTC)) for i in range(4)]
    said = [post("1", text="as it was first"), *edits, post("2")]
    pages = data.draw(st.permutations(said + data.draw(st.lists(st.sampled_from(said)))))
    with sqlite_engine.connect() as c:
        for page in pages:
            keep(c, page)
        assert posts.find(c, "chat", ["1"]) == [edits[-1]]
        assert posts.count(c) == 2
        c.rollback()
