"""Slack's own export, as the zip that it makes or as a folder.

https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports: ``users.json``, ``channels.json`` and
``<channel>/<date>.json``. Only channels of ``channels.json`` are read; private channels and direct messages are never
opened, even where an export holds them. A day whose file is broken, and a message that cannot be a post, are refused by
themselves; a zip that could do harm, or that has no ``channels.json``, is refused as a whole.

Tested against a real export of 2016 and against made-up ones of the present form.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from pulse.domain import Json, Page, Refusal
from pulse.errors import ArchiveError, NounError, SettingsError
from pulse.ingest.archive import Archive, opened
from pulse.ingest.file import Place, reason
from pulse.ingest.slack_message import Message, Workspace, parse_message
from pulse.ingest.tray import PAGE, Kept, LeftOut, Tray
from pulse.text import count

DAY = re.compile(r"(?P<folder>[^/]+)/\d{4}-\d\d-\d\d\.json")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class SlackExportOptions:
    """Where the export is; ``workspace`` is the name in its web address, which lets posts link to Slack."""

    path: str
    workspace: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9-]{0,60}", self.workspace):
            raise SettingsError("the option 'workspace' is the first part of <workspace>.slack.com, like 'example'")


class User(msgspec.Struct):
    """A line of users.json."""

    id: str
    name: str | None = None
    is_bot: bool | None = None


class Channel(msgspec.Struct):
    """A line of channels.json."""

    id: str
    name: str
    is_private: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Place):
    """Where reading stands: the day and the message in it."""

    day: int = 0
    message: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A file of messages: the channel's id, the file's name in the archive and its size."""

    channel: str
    name: str
    size: int


@dataclass
class Reader:
    """Reads one day after the other, and remembers in which message of the channel a file was shared."""

    archive: Archive
    workspace: Workspace
    channel: str = ""
    shares: dict[str, str] = field(default_factory=dict)

    def day(self, day: Day) -> Iterator[Kept | LeftOut | Refusal]:
        """What each message of the day is."""
        if day.channel != self.channel:
            self.channel = day.channel
            self.shares.clear()
        try:
            found = messages(self.archive.read(day.name))
        except (ArchiveError, NounError) as error:
            yield Refusal(where=day.name, reason=str(error))
            return
        seen: set[str] = set()
        for number, raw in enumerate(found, 1):
            yield self._message(raw, f"{day.name} message {number}", seen)

    def _message(self, raw: object, where: str, seen: set[str]) -> Kept | LeftOut | Refusal:
        try:
            message = decoded(raw)
            if message.ts in seen:
                return LeftOut(reason="duplicates")
            seen.add(message.ts)
            outcome = parse_message(message, self.channel, self.workspace, self.shares)
        except NounError as error:
            return Refusal(where=where, reason=str(error))
        if message.subtype == "file_share" and message.file and message.file.id:
            self.shares.setdefault(message.file.id, message.ts)
        return outcome


class SlackExport:
    """Pulls from an export of Slack."""

    Options = SlackExportOptions

    def __init__(self, name: str, options: SlackExportOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self.name = name
        self.options = options
        self.folder = folder

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages of 2,000 messages, channel by channel and day by day."""
        with opened(self.folder, self.options.path) as archive:
            root = root_of(archive)
            days, notes = days_of(archive, root)
            spot = Spot.of(cursor, _print(days))
            reader = Reader(archive, workspace_of(archive, root, self.name, self.options.workspace))
            for day in days[: spot.day]:
                if spot.day < len(days) and day.channel == days[spot.day].channel:
                    for _ in reader.day(day):
                        pass
            yield from _pages(reader, days, spot, notes)


def _pages(reader: Reader, days: list[Day], spot: Spot, notes: list[str]) -> Iterator[Page]:
    tray = Tray(notes=list(notes))
    size, read, byte = sum(d.size for d in days), spot.read, spot.byte
    for index in range(spot.day, len(days)):
        skip = spot.message if index == spot.day else 0
        for number, outcome in enumerate(reader.day(days[index]), 1):
            if number <= skip:
                continue
            tray.put(outcome)
            read += 1
            if (read - spot.read) % PAGE == 0:
                here = Spot(print=spot.print, day=index, message=number, read=read, byte=byte)
                total = here.total(size)
                yield tray.page(here.cursor(), total and max(total, read))
        byte += days[index].size
    yield tray.page({}, read)


def root_of(archive: Archive) -> str:
    """The folder within the archive that holds channels.json: the top, or one that somebody packed along."""
    roots = [n.removesuffix("channels.json") for n in archive.sizes if f"/{n}".endswith("/channels.json")]
    if not roots:
        raise ArchiveError("there is no channels.json: that is not an export of Slack")
    return min(roots, key=lambda r: (r.count("/"), r))


def days_of(archive: Archive, root: str) -> tuple[list[Day], list[str]]:
    """The days of all channels in their order, and notes about what is not read."""
    channels = {_key(c.name): c.id for c in _table(archive, root, "channels.json", Channel) if not c.is_private}
    days: list[Day] = []
    passed: set[str] = set()
    for name, size in archive.sizes.items():
        match = DAY.fullmatch(name.removeprefix(root)) if name.startswith(root) else None
        if match and _key(match["folder"]) in channels:
            days.append(Day(channels[_key(match["folder"])], name, size))
        elif match:
            passed.add(match["folder"])
    notes = [f"{count(len(passed), 'private or unlisted conversation')} not opened"] if passed else []
    return sorted(days, key=lambda d: (d.channel, d.name)), notes


def workspace_of(archive: Archive, root: str, source: str, name: str) -> Workspace:
    """What users.json tells (org_users.json in exports of an organisation with several workspaces)."""
    file = next((f for f in ("users.json", "org_users.json") if root + f in archive.sizes), None)
    users = _table(archive, root, file, User) if file else []
    return Workspace(
        source=source,
        users=frozenset(u.id for u in users),
        bots=frozenset(u.id for u in users if u.is_bot),
        names=frozenset(u.name.lower() for u in users if u.name),
        name=name,
    )


def messages(content: bytes) -> list[object]:
    """The messages of a day, each still to be decoded, so that a broken one does not take the others with it."""
    try:
        return list(_raws(content))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        # Slower, but it reads lone surrogates, which then concern only the message that holds them.
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NounError("the file is not JSON") from error
    if not isinstance(found, list):
        raise NounError("the file is not a list of messages")
    return found


def decoded(raw: object) -> Message:
    """A message with its fields checked; NounError with the reason, which never repeats what it says."""
    try:
        return _message(raw) if isinstance(raw, msgspec.Raw) else msgspec.convert(raw, Message)
    except msgspec.ValidationError as error:
        raise NounError(reason(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NounError("the message is not JSON") from error


_raws = msgspec.json.Decoder(list[msgspec.Raw]).decode
_message = msgspec.json.Decoder(Message).decode


def _table(archive: Archive, root: str, name: str, kind: type[T]) -> list[T]:
    try:
        return msgspec.json.decode(archive.read(root + name), type=list[kind])  # type: ignore[valid-type]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArchiveError(f"{name} is not a list as Slack writes it: export again") from error


def _key(folder: str) -> str:
    # Some programs pack names in UTF-8 without saying so, and they are read as those of DOS; others take letters apart.
    with suppress(UnicodeError):
        folder = folder.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", folder)


def _print(days: list[Day]) -> str:
    told = "\n".join(f"{d.channel} {d.name} {d.size}" for d in days)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
