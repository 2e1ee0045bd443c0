"""JSON Lines: one post a line, the format that pulse itself writes; any other system can be brought to it.

https://jsonlines.org; the fields are those of ``Line`` below, of which id, author, said_at and text are required.
A line is refused by itself, with its number and the reason, and the rest lands. An import that was cut goes on where
it was, as long as the file is the same; otherwise it begins anew, which changes nothing that was kept before.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

import msgspec

from pulse.domain import Json, Page, Post, Refusal, Trace
from pulse.domain.post import NONE, many
from pulse.errors import ArchiveError, NounError, SettingsError
from pulse.ingest.file import Place, existing, fingerprint, not_packed, reason
from pulse.ingest.tray import Tray

PAGE = 8_000
"""How many lines make a page, at most."""

STRETCH = 1 << 20
"""How many bytes of the file are read at once: lines that end beyond them are of the next page."""

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
        """Pages of at most 8,000 lines and about a megabyte."""
        path = existing(self.folder, self.options.path)
        not_packed(path)
        place = Place.of(cursor, fingerprint(path))
        size = path.stat().st_size
        tray = Tray()
        with path.open("rb") as file:
            _start(file, place, path.name)
            while raws := _stretch(file):
                self._lay(tray, place.line + 1, raws)
                line, read = place.line + len(raws), place.read + tray.read
                place = replace(place, byte=file.tell(), line=line, read=read)
                if file.peek(1):
                    yield tray.page(place.cursor(), place.total(size))
            yield tray.page({}, place.read)

    def _lay(self, tray: Tray, first: int, raws: Sequence[bytes | None]) -> None:
        """Lay down what lines say: all at once, or one by one where one of them is not as lines should be."""
        if not self._all(tray, raws):
            for number, raw in enumerate(raws, first):
                if raw is None or raw.strip():
                    self._put(tray, number, raw)

    def _all(self, tray: Tray, raws: Sequence[bytes | None]) -> bool:
        lines = parse_lines(raws)
        if lines is None:
            return False
        left_out: Counter[str] = Counter()
        if self.options.only or self.options.voice:
            unwanted = list(map(self._unwanted, lines))
            left_out = Counter(filter(None, unwanted))
            lines = [line for line, why in zip(lines, unwanted, strict=True) if not why]
        try:
            posts = parse_posts(self.name, lines)
            traced = zip(posts, lines, strict=True) if any(line.reacted_by or line.read_by for line in lines) else ()
            traces = [trace for post, line in traced for trace in _traces(post, line)]
        except NounError:
            return False
        tray.posts += posts
        tray.traces += traces
        tray.left_out += left_out
        return True

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


def _stretch(file: BinaryIO) -> list[bytes | None]:
    """The file's next lines; None for one that is too long to be read. They are empty at its end."""
    start = file.tell()
    held = file.read(STRETCH)
    *lines, begun = held.split(b"\n", PAGE)
    if len(lines) == PAGE:
        file.seek(start + len(held) - len(begun))
        begun = b""
    return [*lines, *([_whole(file, begun)] if begun else ())]


def _whole(file: BinaryIO, begun: bytes) -> bytes | None:
    """A line that was begun."""
    line = begun + file.readline(LINE_LIMIT + 1 - len(begun))
    if len(line) <= LINE_LIMIT:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(STRETCH)
    return None


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


def parse_lines(raws: Sequence[bytes | None]) -> list[Line] | None:
    """What all lines say; None where one of them has to be looked at by itself."""
    try:
        return [_decode(raw) for raw in raws if raw or raw is None]  # type: ignore[arg-type]
    except (TypeError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def parse_post(source: str, line: Line) -> tuple[Post, list[Trace]]:
    """The post of a line, and the traces that readers left on it."""
    (post,) = parse_posts(source, [line])
    return post, _traces(post, line)


def parse_posts(source: str, lines: Sequence[Line]) -> list[Post]:
    """The posts of lines. NounError if one of them can be none."""
    return many(_columns(source, lines))


def _columns(source: str, lines: Sequence[Line]) -> dict[str, list[Any]]:
    """The fields of the lines' posts that any of them fills."""
    columns: dict[str, list[Any]] = {
        "source": [source] * len(lines), "id": [line.id for line in lines], "author": [line.author for line in lines],
        "said_at": [line.said_at for line in lines], "text": [line.text for line in lines],
    }  # fmt: skip
    for name in ("id", "author"):
        if not all(type(id) is str for id in columns[name]):
            columns[name] = list(map(str, columns[name]))
    more = [
        p.parent is not None or p.thread is not None or p.views is not None or p.title or p.url or p.language
        or p.reactions or p.edited_at or p.gone_at
        for p in lines
    ]  # fmt: skip
    if any(more):
        for name, (read, empty) in OTHERS.items():
            values = list(map(read, lines))
            if values.count(None) < len(values):
                columns[name] = [empty if value is None else value for value in values]
    for name in ("parent", "thread"):
        if name in columns:
            columns[name] = list(map(_id, columns[name]))
    return columns


OTHERS: dict[str, tuple[Callable[[Line], Any], Any]] = {
    name: (attrgetter(name), empty)
    for name, empty in {
        "parent": None, "thread": None, "title": "", "url": "", "language": "", "reactions": NONE, "views": None,
        "edited_at": None, "gone_at": None,
    }.items()
}  # fmt: skip
"""What lines may say besides, and what it is where they do not."""


def _traces(post: Post, line: Line) -> list[Trace]:
    reacted = [Trace(source=post.source, post=post.id, person=str(p), kind="reaction") for p in line.reacted_by or ()]
    read = [Trace(source=post.source, post=post.id, person=str(p), kind="read") for p in line.read_by or ()]
    return reacted + read


def _id(id: Id | None) -> str | None:
    return None if id is None or id == "" else str(id)
