"""One message of Slack: a post with its traces, something that is left out, or no post at all.

https://docs.slack.dev/reference/events/message; the older ``file_share`` and ``file_comment`` as exports hold them. A
post's id is channel/ts; ``ts`` stays a string, since as a number it loses its last digits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

from pulse.domain import Post, Trace
from pulse.errors import NounError
from pulse.ingest.slack_markup import plain
from pulse.ingest.tray import Kept, LeftOut

REASONS: Mapping[str, tuple[str, ...]] = {
    "joins": ("channel_join", "group_join"),
    "leaves": ("channel_leave", "group_leave"),
    "topics": ("channel_topic", "group_topic"),
    "purposes": ("channel_purpose", "group_purpose"),
    "names": ("channel_name", "group_name"),
    "archives": ("channel_archive", "channel_unarchive", "group_archive", "group_unarchive"),
    "bots": ("bot_message", "bot_add", "bot_remove", "bot_enable", "bot_disable", "assistant_app_thread"),
    "pins": ("pinned_item", "unpinned_item"),
    "reminders": ("reminder_add", "reminder_delete"),
    "calls": ("huddle_thread", "sh_room_created", "sh_room_shared"),
    "settings": ("channel_posting_permissions", "channel_convert_to_private", "channel_convert_to_public"),
    "edits": ("message_changed", "message_replied"),
    "deletions": ("message_deleted", "tombstone"),
    "broadcasts": ("reply_broadcast",),
    "file notices": ("file_mention", "file_created", "file_public"),
}
LEFT_OUT = {subtype: reason for reason, subtypes in REASONS.items() for subtype in subtypes}
KEPT = frozenset({"", "me_message", "thread_broadcast", "file_share", "file_comment"})
SLACKBOT = "USLACKBOT"
STAMP = re.compile(r"(\d{1,11})\.(\d{1,6})")
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
TITLE_LIMIT = 200


class Reaction(msgspec.Struct):
    """A reaction and who gave it; the list may be shorter than the count."""

    name: str
    users: list[str] = msgspec.field(default_factory=list)
    count: Annotated[int, msgspec.Meta(ge=0, le=1 << 31)] = 0


class Stamp(msgspec.Struct):
    """When something was edited."""

    ts: str


class Comment(msgspec.Struct):
    """A comment on a file, as Slack had them until 2018."""

    comment: str | None = None
    user: str | None = None


class File(msgspec.Struct):
    """A shared file."""

    id: str | None = None
    title: str | None = None
    name: str | None = None
    user: str | None = None
    initial_comment: Comment | None = None


class Message(msgspec.Struct):
    """What an entry of an export, or of the API, may say."""

    ts: str
    type: str = "message"
    subtype: str | None = None
    user: str | None = None
    bot_id: str | None = None
    text: str | None = None
    thread_ts: str | None = None
    deleted_ts: str | None = None
    edited: Stamp | None = None
    reactions: list[Reaction] | None = None
    comment: Comment | None = None
    file: File | None = None
    files: list[File] | None = None


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """What is known of a workspace: its users, which of them are bots, and its name in addresses, if that is told."""

    source: str
    users: frozenset[str] = frozenset()
    bots: frozenset[str] = frozenset()
    names: frozenset[str] = field(default=frozenset(), repr=False)
    name: str = ""


def parse_message(message: Message, channel: str, workspace: Workspace, shares: Mapping[str, str]) -> Kept | LeftOut:
    """What a message in a channel is; NounError if it cannot be a post.

    ``shares`` tells in which post of the channel a file was shared, so that comments on it become replies.
    """
    left = _left_out(message, channel, workspace)
    if left:
        return left
    words, title = _said(message)
    text = plain(words, workspace.names).strip()
    if not text and not title:
        return LeftOut(reason="empty")
    id, parent = f"{channel}/{message.ts}", _parent(message, shares)
    post = Post(
        source=workspace.source,
        id=id,
        author=_author(message),
        said_at=instant(message.ts),
        text=text or title,
        title=title if text else "",
        parent=f"{channel}/{parent}" if parent and parent != message.ts else None,
        thread=f"{channel}/{parent}" if parent else None,
        url=_url(workspace.name, channel, message),
        reactions=_counts(message.reactions or []),
        edited_at=instant(message.edited.ts) if message.edited else None,
    )
    return Kept(post=post, traces=_traces(workspace, id, message.reactions or []))


def instant(ts: str) -> datetime:
    """The moment that a ``ts`` tells, to the microsecond.

    >>> instant("1433562832.000005").isoformat()
    '2015-06-06T03:53:52.000005+00:00'
    """
    match = STAMP.fullmatch(ts)
    if not match:
        raise NounError("ts is not seconds and a fraction, like 1433562832.000005")
    try:
        return FIRST + timedelta(seconds=int(match[1]), microseconds=int(match[2].ljust(6, "0")))
    except OverflowError as error:
        raise NounError("ts lies outside of the calendar") from error


def _left_out(message: Message, channel: str, workspace: Workspace) -> LeftOut | None:
    subtype = message.subtype or ""
    if message.type != "message":
        return LeftOut(reason="other")
    if subtype not in KEPT:
        gone = {"message_deleted": message.deleted_ts, "tombstone": message.ts}.get(subtype)
        return LeftOut(reason=LEFT_OUT.get(subtype, "other"), gone=f"{channel}/{gone}" if gone else "")
    by_app = bool(message.bot_id) and (message.user or "") not in workspace.users
    if by_app or message.user == SLACKBOT or message.user in workspace.bots:
        return LeftOut(reason="bots")
    return None


def _said(message: Message) -> tuple[str, str]:
    """The words of the author, and the title of what was shared."""
    files = [message.file] if message.file else message.files or []
    title = ", ".join(t for t in (f.title or f.name for f in files) if t)[:TITLE_LIMIT]
    if message.subtype == "file_comment":
        return (message.comment and message.comment.comment) or "", title
    if message.file:
        # Here Slack's own text is a sentence about the upload, with the user's name in it.
        first = message.file.initial_comment
        return (first and first.comment) or "", title
    return message.text or "", title


def _author(message: Message) -> str:
    given = message.comment.user if message.subtype == "file_comment" and message.comment else message.user
    author = given or (message.file.user if message.file and message.subtype == "file_share" else None)
    if not author:
        raise NounError("nobody is named as its author")
    return author


def _parent(message: Message, shares: Mapping[str, str]) -> str | None:
    if message.subtype == "file_comment" and message.file and message.file.id:
        return message.thread_ts or shares.get(message.file.id)
    return message.thread_ts


def _url(workspace: str, channel: str, message: Message) -> str:
    if not workspace:
        return ""
    url = f"https://{workspace}.slack.com/archives/{channel}/p{message.ts.replace('.', '')}"
    reply = message.thread_ts and message.thread_ts != message.ts
    return f"{url}?thread_ts={message.thread_ts}&cid={channel}" if reply else url


def _counts(reactions: list[Reaction]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for reaction in reactions:
        name = _name(reaction)
        counts[name] = counts.get(name, 0) + max(reaction.count, len(reaction.users))
    return counts


def _traces(workspace: Workspace, post: str, reactions: list[Reaction]) -> tuple[Trace, ...]:
    given = dict.fromkeys((user, _name(r)) for r in reactions for user in r.users if user not in workspace.bots)
    return tuple(
        Trace(source=workspace.source, post=post, person=user, kind="reaction", name=name) for user, name in given
    )


def _name(reaction: Reaction) -> str:
    # "thumbsup::skin-tone-4" tells how somebody looks, which is nobody's business here.
    return reaction.name.partition("::")[0]
