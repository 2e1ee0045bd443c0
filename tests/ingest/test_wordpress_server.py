"""The WordPress source against a real WordPress: what happens there arrives, whenever the pull was cut."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pulse.domain import Page
from pulse.errors import SourceError
from pulse.ingest.wordpress import WordPress, WordPressOptions
from tests.servers.keep import Store, pull, pull_killed
from tests.servers.rude import Rude, answer
from tests.servers.wordpress import WordPressServer

pytestmark = pytest.mark.server
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


def ago(days: float) -> str:
    return (NOW - days * DAY).strftime("%Y-%m-%d %H:%M:%S")


def options(blog: WordPressServer, **more: Any) -> dict[str, Any]:
    return {"url": blog.url, "allow": ["127.0.0.1"], **more}


def seed(blog: WordPressServer, posts: int = 3, comments: int = 80) -> tuple[list[int], list[int]]:
    """Posts 40 days old and younger; under each, comments in the same second, every other one nested."""
    made = blog.do(*(("post", {"title": f"Päätös {n}", "text": f"<p>Ny strategi {n} &amp; æøå</p>", "at": ago(40 - n)})
                     for n in range(posts)))  # fmt: skip
    tops = [("comment", {"post": post, "text": f"Kysymys {n}", "author": f"Guest {n}", "at": ago(40)})
            for post in made for n in range(comments // 2)]  # fmt: skip
    parents = blog.do(*tops)
    nested = [("comment", {"post": made[n * len(made) // len(parents)], "text": "Svar", "parent": parent, "user": 1,
                           "at": ago(39)}) for n, parent in enumerate(parents)]  # fmt: skip
    return made, parents + blog.do(*nested)


def ids(posts: list[int], comments: list[int]) -> set[str]:
    return {f"post/{n}" for n in posts} | {f"comment/{n}" for n in comments}


def test_posts_and_nested_comments_arrive_once(blog: WordPressServer, kept: Store) -> None:
    """3 posts and 240 comments: pages of comments end within one second."""
    posts, comments = seed(blog)
    pages = pull(kept, "wordpress", options(blog), NOW)
    found = kept.posts()
    assert set(found) == ids(posts, comments)
    assert {post.times for post in found.values()} == {1}
    assert sum(page.read for page in pages) == 243
    assert [page.total for page in pages] == [3, 240, 240, 240]
    first, answered = found[f"comment/{comments[0]}"], found[f"comment/{comments[120]}"]
    assert (first.parent, first.thread, first.author) == (f"post/{posts[0]}", f"post/{posts[0]}", "name/Guest 0")
    assert (answered.parent, answered.thread) == (f"comment/{comments[0]}", f"post/{posts[0]}")
    assert (answered.author, answered.text) == ("user/1", "Svar")
    assert found[f"post/{posts[1]}"].text == "Ny strategi 1 & æøå"
    pull(kept, "wordpress", options(blog), NOW)
    assert set(kept.posts()) == set(found)
    assert not any(post.gone for post in kept.posts().values())


@pytest.mark.parametrize(
    ("reread", "later"),
    [(1000, timedelta()), (0, 7 * DAY)],
    ids=["a small blog at the next pull", "a large one in its weekly round"],
)
def test_edits_removals_late_approvals_and_late_comments_are_followed(
    blog: WordPressServer, kept: Store, reread: int, later: timedelta
) -> None:
    posts, comments = seed(blog, 3, 8)
    (held,) = blog.do(("comment", {"post": posts[0], "text": "Hyväksytty myöhään", "at": ago(35), "approved": 0}))
    pull(kept, "wordpress", options(blog, reread=reread), NOW)
    assert f"comment/{held}" not in kept.posts()
    (late,) = blog.do(
        ("comment", {"post": posts[0], "text": "Sen kommentar på gammelt innlegg"}),
        ("edit post", {"id": posts[0], "text": "<p>Oppdatert</p>"}),
        ("edit comment", {"id": comments[0], "text": "Muokattu"}),
        ("delete comment", {"id": comments[1]}),
        ("hold", {"id": comments[2]}),
        ("approve", {"id": held}),
        ("trash post", {"id": posts[1]}),
    )
    pull(kept, "wordpress", options(blog, reread=reread), NOW + later)
    found = kept.posts()
    assert found[f"comment/{late}"].thread == f"post/{posts[0]}"
    assert (found[f"post/{posts[0]}"].text, bool(found[f"post/{posts[0]}"].edited_at)) == ("Oppdatert", True)
    assert found[f"comment/{comments[0]}"].text == "Muokattu"
    assert found[f"comment/{held}"].text == "Hyväksytty myöhään"
    under = {id for id, post in found.items() if post.thread == f"post/{posts[1]}"}
    assert {id for id, post in found.items() if post.gone} == under | {
        f"comment/{comments[1]}", f"comment/{comments[2]}", f"post/{posts[1]}"
    }  # fmt: skip
    blog.do(("untrash post", {"id": posts[1]}))
    pull(kept, "wordpress", options(blog, reread=reread), NOW + 2 * later)
    assert not any(kept.posts()[id].gone for id in under)


def test_a_large_blog_tells_what_is_new_at_once_and_the_last_month_daily(blog: WordPressServer, kept: Store) -> None:
    posts, comments = seed(blog, 2, 4)
    recent = blog.do(*(("comment", {"post": posts[0], "text": f"Tuore {n}", "at": ago(3)}) for n in range(3)))
    large = options(blog, reread=0)
    pull(kept, "wordpress", large, NOW)
    (late,) = blog.do(
        ("comment", {"post": posts[0], "text": "Uusi"}),
        ("edit post", {"id": posts[1], "text": "Muutettu"}),
        ("edit comment", {"id": recent[0], "text": "Muokattu"}),
        ("delete comment", {"id": recent[1]}),
        ("edit comment", {"id": comments[0], "text": "Vanha muokattu"}),
    )
    pages = pull(kept, "wordpress", large, NOW)
    found = kept.posts()
    assert sum(page.read for page in pages) < 6
    assert f"comment/{late}" in found
    assert found[f"post/{posts[1]}"].text == "Muutettu"
    assert found[f"comment/{recent[0]}"].text == "Tuore 0"
    pull(kept, "wordpress", large, NOW + DAY)
    found = kept.posts()
    assert found[f"comment/{recent[0]}"].text == "Muokattu"
    assert {id for id in found if found[id].gone} == {f"comment/{recent[1]}"}
    assert found[f"comment/{comments[0]}"].text == "Kysymys 0"
    pull(kept, "wordpress", large, NOW + 8 * DAY)
    assert kept.posts()[f"comment/{comments[0]}"].text == "Vanha muokattu"


def test_nothing_is_skipped_when_something_is_removed_between_two_pages(blog: WordPressServer, kept: Store) -> None:
    """Five comments of the first page go while the second is asked for, so everything moves up by five."""
    _, comments = seed(blog, 1, 230)
    given = options(blog) | {"allow": ("127.0.0.1",)}
    for number, page in enumerate(
        WordPress("test", WordPressOptions(**given), now=lambda: NOW, folder=Path()).pull({})
    ):
        kept.keep(page)
        if number == 1:
            blog.do(*(("delete comment", {"id": id}) for id in comments[2:7]))
    assert {id for id in kept.posts() if id.startswith("comment/")} == ids([], comments)
    assert {post.times for post in kept.posts().values()} == {1}
    pull(kept, "wordpress", options(blog), NOW)
    assert {id for id, post in kept.posts().items() if post.gone} == ids([], comments[2:7])


def test_a_pull_that_is_killed_goes_on_without_loss_or_repetition(blog: WordPressServer, kept: Store) -> None:
    posts, comments = seed(blog, 2, 340)
    assert pull_killed(kept, "wordpress", options(blog), NOW, 3)
    assert 0 < len(kept.posts()) < len(posts + comments)
    assert pull_killed(kept, "wordpress", options(blog), NOW, 1)
    pull(kept, "wordpress", options(blog), NOW)
    found = kept.posts()
    assert set(found) == ids(posts, comments)
    assert {post.times for post in found.values()} == {1}


def test_going_on_at_any_page_gives_the_same(
    blog: WordPressServer, kept: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    seed(blog, 1, 210)
    pages = pull(kept, "wordpress", options(blog), NOW)
    for cut in range(len(pages) - 1):
        other = Store(tmp_path_factory.mktemp("cut") / "kept.db")
        for page in pages[: cut + 1]:
            other.keep(page)
        pull(other, "wordpress", options(blog), NOW)
        assert other.posts() == kept.posts()


def test_a_blog_with_plain_addresses_is_read_as_well(blog: WordPressServer, kept: Store) -> None:
    posts, comments = seed(blog, 1, 2)
    blog.do(("option", {"name": "permalink_structure", "value": ""}))
    try:
        pull(kept, "wordpress", options(blog), NOW)
    finally:
        blog.do(("option", {"name": "permalink_structure", "value": "/%year%/%postname%/"}))
    assert set(kept.posts()) == ids(posts, comments)


def test_posts_behind_a_password_are_left_out_and_poison_is_one_refusal(blog: WordPressServer, kept: Store) -> None:
    hidden, huge, fine = blog.do(
        ("post", {"title": "Salainen", "text": "Ei kaikille", "password": "x"}),
        ("post", {"title": "Suuri", "text": "a " * 600_000}),
        ("post", {"title": "Skript", "text": "<script>alert(1)</script><p>x < y &lt;b&gt; 👍🏽</p>"}),
    )
    blog.do(("comment", {"post": hidden, "text": "salaa"}))
    pages = pull(kept, "wordpress", options(blog), NOW)
    assert {id: post.text for id, post in kept.posts().items()} == {f"post/{fine}": "x < y <b> 👍🏽"}
    assert pages[0].left_out == {"behind a password": 1}
    assert [(r.where, r.reason) for page in pages for r in page.refused] == [
        (f"post/{huge}", "text has 1,199,999 characters, more than 1,000,000")
    ]


def test_a_blog_that_closes_its_door_is_an_error_and_not_a_great_removal(
    blog: WordPressServer, kept: Store, rude_server: Rude
) -> None:
    posts, comments = seed(blog, 2, 20)
    pull(kept, "wordpress", options(blog), NOW)
    blog.do(("empty", {}))
    with pytest.raises(SourceError, match="shows none of 40 comments any more"):
        pull(kept, "wordpress", options(blog), NOW)
    assert not kept.posts()[f"comment/{comments[0]}"].gone
    for status in (401, 403, 404):
        rude_server.on("/wp-json/wp/v2/posts", answer(status))
        rude_server.on("/", answer(status))
        with pytest.raises(SourceError, match=f"answered {status}"):
            pull(kept, "wordpress", {"url": rude_server.url, "allow": ["127.0.0.1"]}, NOW)
    assert kept.posts()[f"post/{posts[0]}"].gone


def test_a_state_from_the_future_reads_nothing_and_does_not_crash(blog: WordPressServer, kept: Store) -> None:
    seed(blog, 1, 4)
    cursor = pull(kept, "wordpress", options(blog, reread=0), NOW)[-1].cursor
    ahead = (NOW + 400 * DAY).isoformat()
    cursor = {**cursor, "since": {"posts": ahead, "comments": ahead}, "window": ahead, "whole": ahead}
    given = options(blog, reread=0) | {"allow": ("127.0.0.1",)}
    source = WordPress("test", WordPressOptions(**given), now=lambda: NOW, folder=Path())
    pages: Callable[[], list[Page]] = lambda: list(source.pull(cursor))  # noqa: E731
    assert [page.read for page in pages()] == [0, 0]
    assert [page.gone for page in pages()] == [(), ()]
