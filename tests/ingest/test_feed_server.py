"""The feed source against the feeds of a real WordPress."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.servers.keep import Store, pull, pull_killed
from tests.servers.wordpress import WordPressServer

pytestmark = pytest.mark.server
NOW = datetime.now(UTC)


def options(blog: WordPressServer, kind: str = "") -> dict[str, Any]:
    return {"url": f"{blog.url}/feed/{kind}", "allow": ["127.0.0.1"]}


@pytest.mark.parametrize("kind", ["", "atom/"])
def test_posts_and_comments_arrive_and_what_changes_is_followed(blog: WordPressServer, kept: Store, kind: str) -> None:
    posts = blog.do(*(("post", {"title": f"Päätös {n}", "text": f"<p>Linjaus {n} &amp; å</p>"}) for n in range(3)))
    (first,) = blog.do(("comment", {"post": posts[0], "text": "Miksi?", "author": "Guest 1"}))
    blog.do(("comment", {"post": posts[0], "text": "Siksi.", "author": "Guest 2", "parent": first}))
    pull(kept, "feed", options(blog, kind), NOW)
    found = {post.text: (id, post) for id, post in kept.posts().items()}
    assert set(found) == {"Linjaus 0 & å", "Linjaus 1 & å", "Linjaus 2 & å", "Miksi?", "Siksi."}
    (root, _), (asked, question), (_, answer) = (found[text] for text in ("Linjaus 0 & å", "Miksi?", "Siksi."))
    assert (question.parent, question.thread) == (root, root)
    assert (answer.parent, answer.thread) == (asked, root)
    assert pull(kept, "feed", options(blog, kind), NOW) == []
    time.sleep(1.1)  # WordPress's validators know whole seconds
    (late,) = blog.do(
        ("comment", {"post": posts[1], "text": "Myöhäinen"}),
        ("edit post", {"id": posts[2], "text": "<p>Muutettu</p>"}),
    )
    pull(kept, "feed", options(blog, kind), NOW)
    texts = [post.text for post in kept.posts().values()]
    assert late
    assert sorted(texts) == sorted(["Linjaus 0 & å", "Linjaus 1 & å", "Muutettu", "Miksi?", "Siksi.", "Myöhäinen"])


def test_a_pull_that_is_killed_goes_on_without_loss(blog: WordPressServer, kept: Store) -> None:
    posts = blog.do(*(("post", {"title": f"Päätös {n}", "text": f"Linjaus {n}"}) for n in range(5)))
    blog.do(*(("comment", {"post": post, "text": f"Kysymys {post}"}) for post in posts))
    assert pull_killed(kept, "feed", options(blog), NOW, 2)
    pull(kept, "feed", options(blog), NOW)
    assert len(kept.posts()) == 10
