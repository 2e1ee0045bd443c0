"""Tags that are kept in the transaction that keeps their posts."""

from collections.abc import Sequence
from types import SimpleNamespace

from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from pulse.domain import Post
from pulse.store import cells, database, posts, tags, waiting
from pulse.store.posts import Kept
from tests.store.said import LEAN, NOON, Tagged, columns, days, keep, keep_tags, post, tagged, week, weeks

PATH = ("north", "all")


class Even:
    """Tags the posts with even ids at once."""

    model = "m"

    def units(self, posts: Sequence[Post]) -> list[str | None]:
        return [None if int(post.id) % 2 else "/".join(PATH) for post in posts]

    def tags(self, c: Connection, kept: waiting.Waiting) -> tags.Columns:
        rows = zip(kept.numbers, kept.weeks, kept.persons, strict=True)
        there = [SimpleNamespace(number=n, voice="internal", week=w, person=p) for n, w, p in rows]
        return columns([said(post) for post in kept.posts], there)


def said(post: Post) -> Tagged:
    """The post's tag."""
    return tagged(post.id, LEAN, PATH, stance=int(post.id) % 3, act=int(post.id) % 5)


def test_a_tag_given_at_once_is_as_one_given_afterwards(engine: Engine) -> None:
    many = [post(str(n), author=f"token-{n % 7}", said_at=NOON + days(n % 9)) for n in range(60)]
    with database.writing(engine) as c:
        keep(c, post("1000"), post("1001"))
        page = [*many, replace(many[4], text="edited")]
        assert posts.keep(c, page, "internal", weeks, NOON, Even()) == Kept(kept=60, changed=1, tagged=30)
        assert cells.wrong(c) == []
        waits = ["1000", "1001", *(p.id for p in many if p.id == "4" or int(p.id) % 2)]
        assert [p.id for p in posts.untagged(c, "m", 99)] == waits
        ids = [p.id for p in many]
        at_once = tags.find(c, "chat", ids), cells.read(c, [LEAN], week(NOON), week(NOON + days(30)))
        keep_tags(c, *[said(p) for p in many if int(p.id) % 2 == 0])
        assert at_once == (tags.find(c, "chat", ids), cells.read(c, [LEAN], week(NOON), week(NOON + days(30))))
        assert len(at_once[0]) == 30
