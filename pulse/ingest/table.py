"""Any table in text, one post a row: CSV with commas, semicolons or tabs, its columns named by a map.

    [source.options]
    path = "intranet.csv"
    columns = { text = "body", author = "who", said_at = "date" }
    zone = "Europe/Helsinki"

A field that the map does not name is looked for under its own name; author = "" says that there is no such column.
Without a column for ids a post's id is a digest of what it says, so that the same table can be imported again. A row
that is broken, or cannot be a post, is refused with its line's number, and the rest lands. ``rows`` tells the format.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pulse.domain import Json, Page, Post, Refusal
from pulse.errors import ArchiveError, NounError, SettingsError
from pulse.ingest.file import Place, existing, fingerprint, not_packed
from pulse.ingest.rows import ENCODINGS, Lines, delimiter_of, encoding_of, rows
from pulse.ingest.tray import PAGE, Tray

NEEDED = ("text", "author", "said_at")
FIELDS = (*NEEDED, "id", "parent", "thread", "title", "url", "language", "views", "edited_at", "gone_at")


@dataclass(frozen=True, kw_only=True)
class TableOptions:
    """Where the table is and how it is written.

    ``columns``: the header of the column that holds each field. ``delimiter``: guessed from the header if left out.
    ``encoding``: UTF-8, or UTF-16 where a byte order mark says so, if left out. ``dates``: a format of strptime, or
    "unix" for seconds since 1970; ISO 8601 if left out. ``zone``: where times without a zone were written.
    """

    path: str
    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = ""
    dates: str = ""
    zone: str = ""

    def __post_init__(self) -> None:
        for name in self.columns:
            if name not in FIELDS:
                raise SettingsError(f"the option 'columns' has the unknown field {name[:40]!r}; known: {_and(FIELDS)}")
        if len(self.delimiter) > 1 or self.delimiter in ('"', "\r", "\n", "\0"):
            raise SettingsError("the option 'delimiter' is one character, such as ';'")
        if self.encoding not in ("", *ENCODINGS):
            raise SettingsError(f"the option 'encoding' is one of {_and(ENCODINGS)}")
        try:
            ZoneInfo(self.zone or "UTC")
        except (OSError, ValueError, KeyError) as error:
            raise SettingsError("the option 'zone' is not a known zone: use one like 'Europe/Helsinki'") from error


@dataclass(frozen=True, slots=True)
class Form:
    """At which place of a row each field stands, and how many fields a row has."""

    places: Mapping[str, int]
    width: int


class Table:
    """Pulls from a table in a file."""

    Options = TableOptions

    def __init__(self, name: str, options: TableOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self.name = name
        self.options = options
        self.folder = folder

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages of 2,000 rows."""
        path = existing(self.folder, self.options.path)
        not_packed(path)
        encoding, size = encoding_of(path, self.options.encoding), path.stat().st_size
        place, tray = Place.of(cursor, fingerprint(path)), Tray()
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            lines = Lines(text)
            delimiter = hinted(lines) or self.options.delimiter or delimiter_of(lines.peek())
            form = form_of(next(rows(lines, delimiter), (1, [])), self.options.columns, path.name)
            lines.skip(place.line)
            read = place.read
            for number, row in rows(lines, delimiter):
                self._put(tray, form, number, row)
                read += 1
                if (read - place.read) % PAGE == 0:
                    here = Place(print=place.print, byte=raw.tell(), line=lines.number, read=read)
                    yield tray.page(here.cursor(), here.total(size))
            yield tray.page({}, read)

    def _put(self, tray: Tray, form: Form, number: int, row: list[str] | Refusal) -> None:
        if isinstance(row, Refusal):
            tray.refused.append(row)
            return
        try:
            tray.posts.append(parse_row(self.name, form, row, self.options))
        except NounError as error:
            tray.refused.append(Refusal(where=f"line {number}", reason=str(error)))


def hinted(lines: Lines) -> str:
    """The delimiter that a first line like ``sep=;`` tells spreadsheets; the line is passed over."""
    first = lines.peek().rstrip("\r\n")
    if not (first.startswith("sep=") and len(first) == 5):
        return ""
    lines.skip(lines.number + 1)
    return first[-1]


def form_of(header: tuple[int, list[str] | Refusal], columns: Mapping[str, str], name: str) -> Form:
    """Where each field stands; ArchiveError if one that is named or needed does not. Headers are not repeated in it:
    where a table has none, they are what somebody said."""
    titles = header[1] if isinstance(header[1], list) else []
    known = [t.strip().casefold() for t in titles]
    places: dict[str, int] = {}
    for wanted in FIELDS:
        title = columns.get(wanted, wanted).strip().casefold()
        if known.count(title) > 1:
            raise ArchiveError(f"{name} has two columns for {wanted!r}: give each its own header")
        if title in known:
            places[wanted] = known.index(title)
        elif title and (wanted in NEEDED or wanted in columns):
            raise ArchiveError(
                f"{name} has {len(titles)} columns and none is headed {title[:40]!r}: "
                f'name the one that holds it, like columns = {{{wanted} = "header"}}'
            )
    return Form(places=places, width=len(titles))


def parse_row(source: str, form: Form, row: list[str], options: TableOptions) -> Post:
    """The post of a row; NounError with the reason, which never repeats what it says."""
    if len(row) != form.width:
        raise NounError(f"the row has {len(row)} fields where the header has {form.width}")
    got = {name: row[place] for name, place in form.places.items()}
    return Post(
        source=source,
        id=got["id"].strip() if "id" in got else _digest(got),
        author=got.get("author", "").strip(),
        said_at=_instant("said_at", got["said_at"], options),
        text=got["text"],
        parent=got.get("parent", "").strip() or None,
        thread=got.get("thread", "").strip() or None,
        title=got.get("title", ""),
        url=got.get("url", "").strip(),
        language=got.get("language", "").strip(),
        views=_count("views", got.get("views", "")),
        edited_at=_instant("edited_at", got["edited_at"], options) if got.get("edited_at") else None,
        gone_at=_instant("gone_at", got["gone_at"], options) if got.get("gone_at") else None,
    )


def _digest(got: Mapping[str, str]) -> str:
    said = "\0".join(got.get(name, "") for name in ("author", "said_at", "title", "text"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _instant(what: str, text: str, options: TableOptions) -> datetime:
    text = text.strip()
    try:
        moment = _moment(text[:64], options.dates)
    except (ValueError, OverflowError) as error:
        raise NounError(f"{what} is not a time as the option 'dates' tells") from error
    if moment.tzinfo is None and not options.zone:
        raise NounError(f'{what} has no time zone: state one, like zone = "Europe/Helsinki"')
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(options.zone))


def _moment(text: str, dates: str) -> datetime:
    if dates == "unix":
        return datetime.fromtimestamp(float(text), UTC)
    return datetime.strptime(text, dates) if dates else datetime.fromisoformat(text)  # noqa: DTZ007


def _count(what: str, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise NounError(f"{what} is not a whole number")
    return int(text)


def _and(names: tuple[str, ...]) -> str:
    return ", ".join(names)
