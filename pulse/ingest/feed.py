"""Feeds: RSS and Atom of blogs and news, and the comment feeds that they name.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287 and, for comments,
http://www.wellformedweb.org/CommentAPI/ (wfw:commentRss) and https://www.rfc-editor.org/rfc/rfc4685 (rel="replies").
Tested against the feeds of a real WordPress 6.1 and recorded ones.

A feed holds its latest ten or so entries: there is no history, nothing tells of removals, and what came and went
between two pulls is never seen. An entry is known by its guid, else by its address. Comment feeds of the latest posts
are asked again at each pull, unless the server says that nothing has changed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pulse.domain import Json, Page, Refusal
from pulse.errors import NounError, RateLimitError, SettingsError, SourceError
from pulse.ingest.feed_entry import Around, Entry, around, comment_feed, identity, moments, parse, parse_entry
from pulse.ingest.http import Http, HttpSettings, Reply
from pulse.ingest.tray import Tray

SIZE = 5_000_000
GONE = (403, 404, 410)
REMEMBERED = 2_000
"""Of how many entries without a date it is remembered when they were first seen."""


@dataclass(frozen=True, kw_only=True)
class FeedOptions:
    """Where the feed is; whether comment feeds are followed, and of how many of the latest posts."""

    url: str
    comments: bool = True
    threads: int = 50
    allow: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.threads < 0:
            raise SettingsError("the option 'threads' is 0 or more")


@dataclass(frozen=True)
class Thread:
    """A comment feed: its address, the post that it belongs to, and the validators of its last answer."""

    url: str
    post: str = ""
    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """What to send so that the server can say that nothing has changed."""
        sent = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in sent.items() if value}

    def read(self, reply: Reply) -> "Thread":
        """The same after an answer."""
        return replace(
            self, etag=reply.headers.get("etag", "")[:500], modified=reply.headers.get("last-modified", "")[:100]
        )


@dataclass(frozen=True)
class State:
    """Where a pull stands: the feed and its comment feeds, and when entries without a date were first seen."""

    feed: Thread
    threads: tuple[Thread, ...]
    seen: Mapping[str, str]

    @classmethod
    def of(cls, cursor: Mapping[str, Json], url: str) -> "State":
        """The state that a cursor holds; of another address nothing is known."""
        raw: Any = cursor
        feed = Thread(*raw.get("feed", [url]))
        if feed.url != url:
            return cls(Thread(url), (), {})
        return cls(feed, tuple(Thread(*values) for values in raw.get("threads", ())), dict(raw.get("seen", {})))

    def cursor(self) -> dict[str, Json]:
        """The cursor that holds this state."""
        feed, *threads = [[t.url, t.post, t.etag, t.modified] for t in (self.feed, *self.threads)]
        return {"feed": list(feed), "threads": [list(t) for t in threads], "seen": dict(self.seen)}

    def meet(self, found: Mapping[str, str], most: int) -> "State":
        """The state with these comment feeds (address -> post) first, and the older ones behind, up to so many."""
        known = {thread.url: thread for thread in self.threads}
        newest = {url: known.get(url, Thread(url, post)) for url, post in found.items()}
        older = {url: thread for url, thread in known.items() if url not in newest}
        return replace(self, threads=tuple((newest | older).values())[:most])

    def remember(self, seen: Mapping[str, str]) -> "State":
        """The state that knows when these entries were first seen, and forgets the oldest beyond its measure."""
        older = {id: at for id, at in self.seen.items() if id not in seen}
        return replace(self, seen=dict(list((older | dict(seen)).items())[-REMEMBERED:]))

    def put(self, thread: Thread) -> "State":
        """The state with this comment feed in its place."""
        return replace(self, threads=tuple(thread if t.url == thread.url else t for t in self.threads))


class Feed:
    """Entries of a feed, and comments on them."""

    Options = FeedOptions

    def __init__(self, name: str, options: FeedOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self._name, self._options, self._now = name, options, now
        self._settings = HttpSettings(allow=options.allow, size=SIZE)

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """A page for the feed and one for each comment feed, as far as they have changed."""
        state = State.of(cursor, self._options.url)
        with Http(self._settings, now=self._now) as http:
            reply = http.get(state.feed.url, headers=state.feed.headers())
            if reply.status != 304:
                state, page = self._entries(state, reply)
                yield page
            for thread in state.threads if self._options.comments else ():
                state, comments = self._comments(http, state, thread)
                if comments is not None:
                    yield comments

    def _entries(self, state: State, reply: Reply) -> tuple[State, Page]:
        tray = Tray()
        entries = parse(reply.body, reply.headers.get("content-type", ""), reply.url)
        seen = self._lay(tray, entries, Around(reply.url), state.seen)
        found = {feed: identity(entry, reply.url) for entry in entries if (feed := comment_feed(entry, reply.url))}
        state = replace(state, feed=state.feed.read(reply)).remember(seen).meet(found, self._options.threads)
        return state, tray.page(state.cursor())

    def _comments(self, http: Http, state: State, thread: Thread) -> tuple[State, Page | None]:
        """The comments on a post. One broken comment feed is said, and does not stop the others."""
        tray = Tray()
        try:
            reply = http.get(thread.url, headers=thread.headers(), accept=GONE)
            if reply.status == 304:
                return state, None
            if reply.status in GONE:
                state = replace(state, threads=tuple(t for t in state.threads if t.url != thread.url))
            else:
                entries = parse(reply.body, reply.headers.get("content-type", ""), reply.url)
                seen = self._lay(tray, entries, around(entries, reply.url, thread.post), state.seen)
                state = state.put(thread.read(reply)).remember(seen)
        except RateLimitError:
            raise
        except SourceError as error:
            tray.notes.append(f"comments were not read: {error}")
        return state, tray.page(state.cursor())

    def _lay(self, tray: Tray, entries: list[Entry], place: Around, seen: Mapping[str, str]) -> dict[str, str]:
        """Lay entries on the tray; what comes back is when those without a date were first seen."""
        undated: dict[str, str] = {}
        taken: set[str] = set()
        for number, entry in enumerate(entries, 1):
            id = identity(entry, place.url)
            if id in taken:
                tray.left_out["repeated"] += 1
                continue
            taken.add(id)
            if moments(entry) is None:
                undated[id] = seen.get(id, self._now().astimezone(UTC).isoformat())
            try:
                post = parse_entry(self._name, entry, place, undated.get(id, ""))
            except NounError as error:
                tray.refused.append(Refusal(where=f"entry {number} ({id[:80]})", reason=str(error)))
                continue
            if post.text or post.title:
                tray.posts.append(post)
            else:
                tray.left_out["without words"] += 1
        return undated
