"""The feed source: recorded feeds, and a server that serves, changes and breaks them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pulse.domain import Page, Post
from pulse.errors import ArchiveError, ForbiddenAddressError, RateLimitError, SourceError
from pulse.ingest import source
from pulse.ingest.feed_entry import around, comment_feed, parse, parse_entry
from tests.servers.rude import Rude, answer

DATA = Path(__file__).parents[1] / "data" / "feed"
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
BLOG = "https://blog.example.org"
URL = f"{BLOG}/feed/"


def entries(name: str, thread: str = "") -> list[Post]:
    found = parse((DATA / name).read_bytes(), "application/xml; charset=UTF-8", URL)
    return [parse_entry("blog", entry, around(found, URL, thread)) for entry in found]


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>".encode()


def item(guid: str = "a", title: str = "Otsikko", text: str = "Sana", more: str = "") -> str:
    known = f"<guid isPermaLink='false'>{guid}</guid>"
    return f"<item>{known}<title>{title}</title><description>{text}</description>{more}</item>"


def posts(body: bytes, content_type: str = "text/xml") -> list[Post]:
    found = parse(body, content_type, URL)
    return [parse_entry("feed", entry, around(found, URL, ""), NOW.isoformat()) for entry in found]


def pull(server: Rude, cursor: dict[str, Any] | None = None, now: datetime = NOW, **options: Any) -> list[Page]:
    options = {"url": f"{server.url}/feed", "allow": ["127.0.0.1"], **options}
    return list(source("feed", "blog", options, now=lambda: now, folder=Path()).pull(cursor or {}))


@pytest.mark.parametrize("name", ["wordpress.rss", "wordpress.atom"])
def test_the_same_posts_come_from_both_kinds_of_feed(name: str) -> None:
    newest, oldest = entries(name)
    assert oldest.id == oldest.url == f"{BLOG}/2026/toimitukset-siirtyvat/"
    assert (oldest.author, oldest.title) == ("editor", "Toimitukset siirtyvät")
    assert oldest.text == "Toimitukset siirtyvät Tampereelle & Århusiin 🙂\nkeväällä\n2027"
    assert oldest.said_at == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert newest.text == "Kunden och personalen först."
    assert bool(newest.edited_at) == (name == "wordpress.atom")


@pytest.mark.parametrize("name", ["wordpress_comments.rss", "wordpress_comments.atom"])
def test_comments_know_what_they_answer(name: str) -> None:
    post = f"{BLOG}/2026/toimitukset-siirtyvat/"
    answer, question = entries(name, post)
    assert (question.parent, question.thread, question.author) == (post, post, "Guest 1")
    assert (answer.parent, answer.thread) == (question.id, post)
    assert answer.text == "> Miksi juuri Tampere?\nKoska halli on siellä."
    assert (answer.title, question.title) == ("", "")


def test_an_entry_is_known_by_its_guid_else_its_address_else_its_words() -> None:
    (by_guid,) = posts(rss(item("tag:example.org,2026:1")))
    (by_link,) = posts(rss("<item><title>a</title><link>/2026/a</link></item>"))
    (by_words,) = posts(rss("<item><title>a</title></item>"))
    (long,) = posts(rss(item("x" * 600)))
    assert (by_guid.id, by_link.id) == ("tag:example.org,2026:1", f"{BLOG}/2026/a")
    assert by_words.id.startswith("sha256:")
    assert long.id.startswith("sha256:")
    assert by_words.id != long.id


def test_relative_addresses_are_made_whole() -> None:
    feed = rss(
        "<item><guid isPermaLink='false'>1</guid><link>../2026/a</link><title>a</title>"
        "<wfw:commentRss xmlns:wfw='http://wellformedweb.org/CommentAPI/'>/2026/a/feed</wfw:commentRss></item>"
    )
    (entry,) = parse(feed, "text/xml", URL)
    assert parse_entry("feed", entry, around([entry], URL, ""), NOW.isoformat()).url == f"{BLOG}/2026/a"
    assert comment_feed(entry, URL) == f"{BLOG}/2026/a/feed"


def test_atom_names_its_replies_otherwise() -> None:
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>a</title>
        <link rel="replies" type="text/html" href="/a#c"/><link rel="replies" type="application/atom+xml" href="/a/c"/>
        </entry></feed>"""
    (entry,) = parse(feed, "application/atom+xml", URL)
    assert comment_feed(entry, URL) == f"{BLOG}/a/c"


def test_html_is_stripped_and_plain_text_is_kept() -> None:
    (html,) = posts(rss(item(text="&lt;p&gt;Hyv&amp;auml;&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;")))
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>{}</entry></feed>'
    (text,) = posts(atom.format('<content type="text">1 &lt; 2</content>').encode())
    assert (html.text, text.text) == ("Hyvä", "1 < 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "iso-8859-1", "windows-1252", "utf-32"])
def test_feeds_come_in_many_encodings(encoding: str) -> None:
    named = encoding if encoding not in ("utf-8-sig", "utf-32") else "utf-8"
    feed = f"<?xml version='1.0' encoding='{named}'?>" + rss(item(text="Århus ää")).decode()
    assert posts(feed.encode(encoding))[0].text == "Århus ää"


def test_a_feed_whose_header_lies_about_its_encoding_is_read_all_the_same() -> None:
    assert posts(rss(item(text="Århus")).decode().encode("latin-1"), "text/xml; charset=utf-8")[0].text == "Århus"


def test_a_commonly_broken_feed_is_mended() -> None:
    (post,) = posts(rss(item(title="A & B", text="Ä&nbsp;&auml; &bogus; R&D \x08 &amp; &lt;b&gt; &#228;")))
    assert (post.title, post.text) == ("A & B", "Ä ä &bogus; R&D & ä")


def test_a_feed_is_pulled_once_and_then_only_what_has_changed(rude_server: Rude) -> None:
    validators = [("ETag", '"1"'), ("Last-Modified", "Mon, 16 Nov 2026 08:00:00 GMT")]
    rude_server.on("/feed", answer(200, rss(item()), validators), answer(304, length=None))
    first = pull(rude_server)
    assert [post.id for page in first for post in page.posts] == ["a"]
    assert pull(rude_server, dict(first[-1].cursor)) == []
    assert rude_server.asked[-1].headers["if-none-match"] == '"1"'
    assert rude_server.asked[-1].headers["if-modified-since"] == "Mon, 16 Nov 2026 08:00:00 GMT"


def test_an_updated_entry_comes_again_under_its_id(rude_server: Rude) -> None:
    rude_server.on("/feed", answer(200, rss(item(text="Ennen"))), answer(200, rss(item(text="Nyt"))))
    first = pull(rude_server)
    second = pull(rude_server, dict(first[-1].cursor))
    assert [(p.id, p.text) for page in (*first, *second) for p in page.posts] == [("a", "Ennen"), ("a", "Nyt")]


def test_an_entry_without_a_date_keeps_the_time_it_was_first_seen(rude_server: Rude) -> None:
    rude_server.on("/feed", answer(200, rss(item())))
    first = pull(rude_server)
    later = pull(rude_server, dict(first[-1].cursor), datetime(2026, 12, 1, tzinfo=UTC))
    assert [page.posts[0].said_at for page in (*first, *later)] == [NOW, NOW]


def test_comment_feeds_are_followed_and_one_that_is_broken_does_not_stop_the_others(rude_server: Rude) -> None:
    def feed(path: str) -> str:
        return f"<wfw:commentRss xmlns:wfw='http://wellformedweb.org/CommentAPI/'>{path}</wfw:commentRss>"

    posts = [item(str(n), more=feed(f"/{n}/feed")) for n in range(4)] + [item("5", more=feed("http://10.0.0.1/x"))]
    rude_server.on("/feed", answer(200, rss(*posts), [("ETag", "1")]), answer(304, length=None))
    rude_server.on("/0/feed", answer(200, b"<html>not a feed"))
    rude_server.on("/1/feed", answer(404))
    rude_server.on("/2/feed", answer(200, rss(item("c")), [("ETag", "2")]), answer(304, length=None))
    rude_server.on("/3/feed", answer(200, rss(item("d"))), answer(200, rss(item("d"), item("e"))))
    first = pull(rude_server)
    assert [(p.id, p.thread) for page in first[1:] for p in page.posts] == [("c", "2"), ("d", "3")]
    notes = [note for page in first for note in page.notes]
    assert len(notes) == 2
    assert all(note.startswith("comments were not read: ") for note in notes)
    second = pull(rude_server, dict(first[-1].cursor))
    assert [(p.id, p.thread) for page in second for p in page.posts] == [("d", "3"), ("e", "3")]
    assert "/1/feed" not in [asked.target for asked in rude_server.asked[-4:]]
    rude_server.on("/feed", answer(200, rss(*posts)))
    assert len(pull(rude_server, comments=False)) == 1


def test_going_on_after_any_page_misses_no_comment(rude_server: Rude) -> None:
    thread = "<wfw:commentRss xmlns:wfw='http://wellformedweb.org/CommentAPI/'>/{}/feed</wfw:commentRss>"
    rude_server.on("/feed", answer(200, rss(*(item(str(n), more=thread.format(n)) for n in range(3))), [("ETag", "1")]))
    for n in range(3):
        rude_server.on(f"/{n}/feed", answer(200, rss(item(f"c{n}")), [("ETag", "1")]))
    pages = pull(rude_server)
    everything = {p.id for page in pages for p in page.posts}
    for cut in range(len(pages)):
        rest = pull(rude_server, dict(pages[cut].cursor))
        assert {p.id for page in (*pages[: cut + 1], *rest) for p in page.posts} == everything


def test_every_entry_is_accounted_for(rude_server: Rude) -> None:
    dated = "<pubDate>Mon, 01 Jan 1753 00:00:00 GMT</pubDate>"
    body = rss(item("a"), item("a"), item("b", "", ""), item("c", more=dated), item("d", text="x" * 1_000_001))
    rude_server.on("/feed", answer(200, body))
    (page,) = pull(rude_server)
    assert page.read == 5
    assert dict(page.left_out) == {"repeated": 1, "without words": 1}
    assert [r.reason for r in page.refused] == ["said_at is not between 1990 and 2100",
                                                "text has 1,000,001 characters, more than 1,000,000"]  # fmt: skip


def test_what_is_no_feed_and_where_none_may_be_is_one_clear_error(rude_server: Rude) -> None:
    rude_server.on("/feed", answer(200, b"<html><body>Hei</body></html>"))
    with pytest.raises(ArchiveError, match="is not a feed: name the address of its RSS or Atom feed"):
        pull(rude_server)
    with pytest.raises(ForbiddenAddressError):
        pull(rude_server, allow=[])
    rude_server.on("/feed", answer(302, b"", [("Location", "http://169.254.169.254/latest")]))
    with pytest.raises(ForbiddenAddressError):
        pull(rude_server)
    rude_server.on("/feed", answer(410))
    with pytest.raises(SourceError, match="remove the source"):
        pull(rude_server)
    rude_server.on("/feed", answer(429, b"", [("Retry-After", "7200")]))
    with pytest.raises(RateLimitError):
        pull(rude_server)
    rude_server.on("/feed", answer(200, b"x" * 5_000_001))
    with pytest.raises(SourceError, match="more than 5,000,000 bytes"):
        pull(rude_server)
