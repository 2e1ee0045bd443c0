"""Matrix events, one by one: which are posts, what they answer, edit or remove. Pure; nothing here asks a server.

https://spec.matrix.org/latest/client-server-api/ (instant messaging, rich replies, threads, event replacements,
reactions, redactions). Anybody can send any content, so nothing is taken to be of the right type.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from pulse.domain import Post, Trace
from pulse.errors import NounError

Event = Mapping[str, Any]
STATES = {
    "m.room.member": "joined or left",
    "m.room.name": "name or topic",
    "m.room.topic": "name or topic",
    "m.room.avatar": "name or topic",
}
TYPES = {"m.reaction": "reaction", "m.room.redaction": "redaction"}
WORDS = ("m.text", "m.emote")
FILES = ("m.image", "m.file", "m.audio", "m.video")
FALLBACK = re.compile(r"> (\* )?<@[^>\n]{1,255}>")
START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """How an event hangs on others: the one it answers, its thread's root, the one it replaces."""

    parent: str = ""
    thread: str = ""
    replaces: str = ""


def link(event: Event) -> Link:
    """What the event's content says of its relations.

    >>> link({"content": {"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}})
    Link(parent='$root', thread='$root', replaces='')
    """
    relation = table(content(event).get("m.relates_to"))
    kind, target = relation.get("rel_type"), text(relation.get("event_id"))
    answered = text(table(relation.get("m.in_reply_to")).get("event_id"))
    if kind == "m.replace":
        return Link(replaces=target)
    if kind == "m.thread" and target:
        # Clients without threads see a thread as replies to its latest event; that reply is not meant.
        meant = answered if answered and relation.get("is_falling_back") is not True else target
        return Link(parent=meant, thread=target)
    return Link(parent=answered)


def why_not(event: Event, bots: Collection[str] = ()) -> str:
    """Why an event is no post; an empty text if it is one.

    >>> why_not({"type": "m.room.message", "sender": "@a:b", "content": {"msgtype": "m.notice", "body": "built"}})
    'notice'
    """
    kind = event.get("type")
    if "state_key" in event:
        return STATES.get(text(kind), "room settings")
    if "redacted_because" in table(event.get("unsigned")) or "redacted_because" in event:
        return "redacted"
    if kind == "m.room.encrypted":
        return "encrypted"
    if kind != "m.room.message":
        return TYPES.get(text(kind), "other event")
    if event.get("sender") in bots:
        return "bot"
    return _no_words(content(event))


def _no_words(said: Mapping[str, Any]) -> str:
    kind = said.get("msgtype")
    if not said:
        return "redacted"
    if kind == "m.notice":
        return "notice"
    if kind in FILES:
        captioned = isinstance(said.get("filename"), str) and said["filename"] != said.get("body")
        return "" if captioned and text(said.get("body")).strip() else "attachment"
    if kind not in WORDS:
        return "other event"
    return "" if text(said.get("body")).strip() else "without words"


def parse_post(source: str, room: str, event: Event, thread: str, edits: Iterable[Event] = ()) -> Post:
    """The post that an event is, in its latest wording.

    Args:
        source: the source's name.
        room: the room's id.
        event: an event for which ``why_not`` has no reason.
        thread: its thread's root; empty where it starts one itself.
        edits: events that may replace it, besides the one that the server bundles with it.

    Raises:
        NounError: it cannot be a post.
    """
    edit = latest(event, edits)
    answered = link(event)
    said = text(table(content(edit).get("m.new_content")).get("body")) if edit else unquoted(event)
    id = text(event.get("event_id"))
    return Post(
        source=source,
        id=id,
        author=text(event.get("sender")),
        said_at=instant(event.get("origin_server_ts")),
        text=said,
        parent=answered.parent or None,
        thread=thread or None,
        url=f"https://matrix.to/#/{quote(room, safe='!#:')}/{quote(id, safe='$:')}",
        edited_at=instant(edit.get("origin_server_ts")) if edit else None,
    )


def latest(event: Event, edits: Iterable[Event]) -> Event | None:
    """The edit that counts: by the same sender, with words, the youngest."""
    bundled = table(table(table(event.get("unsigned")).get("m.relations")).get("m.replace"))
    valid = [
        edit
        for edit in (*edits, bundled)
        if edit
        and edit.get("sender") == event.get("sender")
        and edit.get("type") == event.get("type")
        and not why_not(edit)
        and text(table(content(edit).get("m.new_content")).get("body")).strip()
    ]
    return max(
        valid, key=lambda edit: (_number(edit.get("origin_server_ts")), text(edit.get("event_id"))), default=None
    )


def parse_trace(source: str, event: Event) -> Trace | None:
    """The trace that a reaction leaves."""
    relation = table(content(event).get("m.relates_to"))
    post, person, id = (text(x) for x in (relation.get("event_id"), event.get("sender"), event.get("event_id")))
    if relation.get("rel_type") != "m.annotation" or not (post and person and id):
        return None
    return Trace(source=source, post=post, person=person, kind="reaction", name=text(relation.get("key"))[:64], id=id)


def redacted(event: Event) -> str:
    """The id of the event that a redaction removes (room versions before and after 11)."""
    return text(event.get("redacts")) or text(content(event).get("redacts"))


def unquoted(event: Event) -> str:
    """The words of an event, without the lines of the post it answers that older clients put before them.

    >>> relation = {"m.in_reply_to": {"event_id": "$1"}}
    >>> unquoted({"content": {"body": "> <@a:b.c> Miksi?\\n\\nSiksi.", "m.relates_to": relation}})
    'Siksi.'
    """
    body = text(content(event).get("body"))
    if not link(event).parent or not FALLBACK.match(body):
        return body
    lines = body.split("\n")
    own = next((n for n, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[own:]).lstrip("\n")


def instant(milliseconds: object) -> datetime:
    """The instant so many milliseconds after 1970."""
    try:
        return START + timedelta(milliseconds=_number(milliseconds))
    except OverflowError as error:
        raise NounError("the time of an event lies beyond the calendar") from error


def content(event: Event) -> Mapping[str, Any]:
    """The event's content, whatever else was sent in its place."""
    return table(event.get("content"))


def table(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """The value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
