"""JSON Lines: one post a line, the format that pulse itself writes; any other system can be brought to it.

https://jsonlines.org; the fields are those of ``Line`` below, of which id, author, said_at and text are required.
A line is refused by itself, with its number and the reason, and the rest lands. An import that was cut goes on where
it was, as long as the file is the same; otherwise it begins anew, which changes nothing that was kept before.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import msgspec

from pulse.domain import Json, Page, Post, Refusal, Trace
from pulse.errors import ArchiveError, NounError, SettingsError
from pulse.ingest.file import Place, existing, fingerprint, not_packed, reason
from pulse.ingest.tray import PAGE, Tray

LINE_LIMIT = 6 << 20
"""The longest line that is read, in bytes: a post of a million characters fits even where each is escaped."""

HUGE = (1 << 63) - 1
"""The largest whole number that databases keep."""

Id = str | Annotated[int, msgspec.Meta(ge=-HUGE, le=HUGE)]
Count = Annotated[int, msgspec.Meta(ge=0, le=HUGE)]


@dataclass(frozen=True, kw_only=True)
class JsonLinesOptions:
    """Where the file is, and which of its lines are wanted.

    ``only``: lines that name another source are left out. Otherwise every line belongs to the source that imports it,
    whatever source it names. ``voice``: lines that say another voice (internal, public) are left out.
    """

    path: str
    only: str = ""
    voice: str = ""

    def __post_init__(self) -> None:
        if self.voice not in ("", "internal", "public"):
            raise SettingsError(f"the option 'voice' is {self.voice[:20]!r}: use internal or public, or leave it out")


class Line(msgspec.Struct, gc=False):
    """What a line may say; what else it says is passed over."""

    id: Id
    author: Id
    said_at: datetime
    text: str
    source: str | None = None
    voice: Literal["internal", "public"] | None = None
    parent: Id | None = None
    thread: Id | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    reactions: dict[str, Count] | None = None
    reacted_by: list[Id] | None = None
    read_by: list[Id] | None = None
    views: Count | None = None
    edited_at: datetime | None = None
    gone_at: datetime | None = None


class JsonLines:
    """Pulls from a file of JSON Lines."""

    Options = JsonLinesOptions

    def __init__(self, name: str, options: JsonLinesOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self.name = name
        self.options = options
        self.folder = folder

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages of 2,000 lines."""
        path = existing(self.folder, self.options.path)
        not_packed(path)
        place = Place.of(cursor, fingerprint(path))
        size = path.stat().st_size
        with path.open("rb") as file:
            _start(file, place, path.name)
            tray = Tray()
            read = place.read
            for number, raw in _lines(file, place.line):
                self._put(tray, number, raw)
                read += 1
                if (read - place.read) % PAGE == 0:
                    here = Place(print=place.print, byte=file.tell(), line=number, read=read)
                    yield tray.page(here.cursor(), here.total(size))
            yield tray.page({}, read)

    def _put(self, tray: Tray, number: int, raw: bytes | None) -> None:
        try:
            line = parse_line(raw)
            if unwanted := self._unwanted(line):
                tray.left_out[unwanted] += 1
                return
            post, traces = parse_post(self.name, line)
        except NounError as error:
            tray.refused.append(Refusal(where=f"line {number}", reason=str(error)))
            return
        tray.posts.append(post)
        tray.traces.extend(traces)

    def _unwanted(self, line: Line) -> str:
        if self.options.only and line.source is not None and line.source != self.options.only:
            return "another source"
        if self.options.voice and line.voice is not None and line.voice != self.options.voice:
            return "another voice"
        return ""


def _start(file: BinaryIO, place: Place, name: str) -> None:
    first = file.read(3)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ArchiveError(f"{name} is written in UTF-16: save it as UTF-8")
    file.seek(place.byte or (3 if first == b"\xef\xbb\xbf" else 0))


def _lines(file: BinaryIO, number: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines that say something; None for one that is too long to be read."""
    while raw := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(raw) > LINE_LIMIT:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LINE_LIMIT)
            yield number, None
        elif not raw.isspace():
            yield number, raw


_decode = msgspec.json.Decoder(Line).decode


def parse_line(raw: bytes | None) -> Line:
    """What the line says, or NounError with the reason, which never repeats the text."""
    if raw is None:
        raise NounError(f"the line is longer than {LINE_LIMIT >> 20} MiB")
    try:
        return _decode(raw)
    except msgspec.ValidationError as error:
        raise NounError(reason(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NounError(_broken(raw)) from error


def _broken(raw: bytes) -> str:
    try:
        json.loads(raw)
    except UnicodeDecodeError:
        return "the line is not UTF-8"
    except RecursionError:
        return "the line is nested too deeply"
    except ValueError:
        return "the line is not a JSON object"
    # The standard library reads lone surrogates, which JSON allows and databases refuse, and numbers that JSON has not.
    return "the line holds a lone surrogate" if rb"\ud" in raw.lower() else "the line is not a JSON object"


def parse_post(source: str, line: Line) -> tuple[Post, list[Trace]]:
    """The post of a line, and the traces that readers left on it."""
    post = Post(
        source=source,
        id=str(line.id),
        author=str(line.author),
        said_at=line.said_at,
        text=line.text,
        parent=_id(line.parent),
        thread=_id(line.thread),
        title=line.title or "",
        url=line.url or "",
        language=line.language or "",
        reactions=line.reactions or {},
        views=line.views,
        edited_at=line.edited_at,
        gone_at=line.gone_at,
    )
    if not line.reacted_by and not line.read_by:
        return post, []
    reacted = [Trace(source=source, post=post.id, person=str(p), kind="reaction") for p in line.reacted_by or ()]
    return post, reacted + [Trace(source=source, post=post.id, person=str(p), kind="read") for p in line.read_by or ()]


def _id(id: Id | None) -> str | None:
    return None if id is None or id == "" else str(id)
