"""Entries of a feed, one by one: what feedparser made of them, as posts. Pure; nothing here asks a server."""

import calendar
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import httpx
from feedparser.api import parse as read_feed

from pulse.domain import Post
from pulse.errors import ArchiveError
from pulse.ingest.feed_guard import safe
from pulse.ingest.http import where
from pulse.ingest.markup import plain

Entry = dict[str, Any]
REPLY = re.compile(
    r"""\s{0,20}<p>[^<]{0,80}<a [^<>]{0,200}?href=["']([^"'<>]{1,2000}#comment-\d{1,20})["'][^<>]{0,200}>"""
    r"""[^<]{0,200}</a>[^<]{0,80}</p>"""
)
"""The line with somebody's name that WordPress puts before a comment which answers another."""


@dataclass(frozen=True)
class Around:
    """What lies around an entry: the feed's address; for comments, the post, and the other comments' ids by address."""

    url: str
    thread: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


def around(entries: list[Entry], url: str, thread: str) -> Around:
    """What lies around the entries of a comment feed."""
    return Around(url, thread, {link(entry, url): identity(entry, url) for entry in entries})


def parse(body: bytes, content_type: str, url: str) -> list[Entry]:
    """The entries of a feed, as feedparser gives them."""
    place = where(httpx.URL(url))
    clean = safe(body, content_type, place)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # A stream, since feedparser would open whatever looks to it like a file or an address.
        options = {"response_headers": headers, "sanitize_html": False, "resolve_relative_uris": False}
        found = read_feed(io.BytesIO(clean), **options)  # type: ignore[no-untyped-call]
    except Exception as error:  # feedparser fails in many ways on what is well-formed and makes no sense
        raise ArchiveError(f"{place} is not an ordinary feed: {type(error).__name__} while it was read") from error
    if not found.version:
        raise ArchiveError(f"{place} is not a feed: name the address of its RSS or Atom feed")
    return list(found.entries)


def parse_entry(source: str, entry: Entry, around: Around, undated: str = "") -> Post:
    """The post that an entry is; ``undated`` is when it was first seen, where it has no date itself."""
    said_at, edited_at = moments(entry) or (datetime.fromisoformat(undated), None)
    return Post(
        source=source,
        id=identity(entry, around.url),
        author=author(entry),
        said_at=said_at,
        edited_at=edited_at,
        # A comment's title is the platform's, and often names somebody.
        title="" if around.thread else words(_get(entry, "title_detail")),
        text=wording(entry, answer=bool(around.thread)),
        parent=answered(entry, around) or None,
        thread=around.thread or None,
        url=link(entry, around.url),
    )


def answered(entry: Entry, around: Around) -> str:
    """The post or comment that the entry answers: as it says itself, else the one that its first line links to."""
    said = str((_get(entry, "thr_in-reply-to") or {}).get("ref") or "")
    if said in around.ids.values() or not around.thread:
        return said[:512]
    first = next((REPLY.match(str(part.get("value") or "")) for part in _get(entry, "content") or ()), None)
    return around.ids.get(_joined(around.url, first[1]), around.thread) if first else around.thread


def _get(entry: Entry, name: str) -> Any:
    # feedparser's own look-up warns, and answers with another field, where one is missing.
    return dict.get(entry, name)


def identity(entry: Entry, url: str) -> str:
    """The guid, else the address, else a fingerprint of the words."""
    found = str(_get(entry, "id") or "").strip() or link(entry, url)
    said = found or repr((words(_get(entry, "title_detail")), wording(entry), _get(entry, "published")))
    fingerprint = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
    return found if 0 < len(found) <= 500 else f"sha256:{fingerprint}"


def link(entry: Entry, url: str) -> str:
    """The entry's own address, whole."""
    return _joined(url, str(_get(entry, "link") or ""))


def comment_feed(entry: Entry, url: str) -> str:
    """The address of the feed with its comments."""
    replies = (x for x in _get(entry, "links") or () if x.get("rel") == "replies" and "xml" in x.get("type", ""))
    return _joined(url, str(_get(entry, "wfw_commentrss") or next((x.get("href") for x in replies), "") or ""))


def _joined(url: str, found: str) -> str:
    try:
        return urljoin(url, found.strip())[:4096] if found.strip() else ""
    except ValueError:
        return ""


def author(entry: Entry) -> str:
    """Who wrote it, by name."""
    detail = _get(entry, "author_detail") or {}
    return str(detail.get("name") or _get(entry, "author") or "").strip()[:512]


def wording(entry: Entry, *, answer: bool = False) -> str:
    """The words of the content, else of the summary; of an answer without the line that says whom it answers."""
    for part in (*(_get(entry, "content") or ()), _get(entry, "summary_detail") or {}):
        value = str(part.get("value") or "")
        said = words({**part, "value": REPLY.sub("", value, count=1) if answer and REPLY.match(value) else value})
        if said:
            return said
    return ""


def words(detail: Any) -> str:
    """The words of a part that says what type it is."""
    value = str((detail or {}).get("value") or "")
    return value.strip() if (detail or {}).get("type") == "text/plain" else plain(value)


def moments(entry: Entry) -> tuple[datetime, datetime | None] | None:
    """When it was published and, if later, when updated; None where it says neither."""
    published, created, updated = (
        _moment(_get(entry, f"{name}_parsed")) for name in ("published", "created", "updated")
    )
    said_at = published or created or updated
    if said_at is None:
        return None
    return said_at, updated if updated and updated > said_at else None


def _moment(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
