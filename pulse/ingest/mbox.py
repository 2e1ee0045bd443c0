"""Mailboxes in one file: the archives of Mailman and other lists, and what mail programs export.

https://www.rfc-editor.org/rfc/rfc4155. A mail begins with a line like "From anna at example.org  Mon Mar  2 08:00:00
2026"; a line of a mail that only begins with "From " does not begin another. Mails are read one at a time and of each
no more than 2 MiB, which holds the words even where attachments follow.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import BinaryIO

from pulse.domain import Json, Page, Refusal
from pulse.errors import ArchiveError, NounError
from pulse.ingest.file import Place, existing, fingerprint, not_packed
from pulse.ingest.mail import ODD, parse_mail, place_of
from pulse.ingest.tray import PAGE, Kept, LeftOut, Tray

BEGIN = re.compile(
    rb"From [^\r\n]{0,200}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,40}\d{1,2}:\d\d[^\r\n]{0,40}(?:19|20)\d\d"
)
PIECE = 65_536
MAIL_LIMIT = 2 << 20
THREADS = 200_000
"""Of how many replies it is remembered which thread they are in; what answers an older one begins a new thread."""


@dataclass(frozen=True, kw_only=True)
class MboxOptions:
    """Where the mailbox is."""

    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it stands in the file: its bytes, whether there were more, its line, and the bytes up to its end."""

    raw: bytes
    cut: bool
    line: int
    end: int


class Mbox:
    """Pulls from a mailbox."""

    Options = MboxOptions

    def __init__(self, name: str, options: MboxOptions, *, now: Callable[[], datetime], folder: Path) -> None:
        self.name = name
        self.options = options
        self.folder = folder

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages of 2,000 mails."""
        path = existing(self.folder, self.options.path)
        not_packed(path)
        place, size = Place.of(cursor, fingerprint(path)), path.stat().st_size
        tray, roots, number = Tray(), Roots(), place.read
        with path.open("rb") as file:
            for number, letter in enumerate(letters(file, path.name), 1):
                if number <= place.read:
                    roots.learn(letter.raw)
                    continue
                tray.put(self._outcome(letter, roots))
                if (number - place.read) % PAGE == 0:
                    here = Place(print=place.print, byte=letter.end, line=letter.line, read=number)
                    yield tray.page(here.cursor(), here.total(size))
            yield tray.page({}, number)

    def _outcome(self, letter: Letter, roots: "Roots") -> Kept | LeftOut | Refusal:
        try:
            return parse_mail(letter.raw, self.name, roots, cut=letter.cut)
        except NounError as error:
            return Refusal(where=f"line {letter.line}", reason=str(error))


class Roots(dict[str, str]):
    """In which thread each of the latest replies is."""

    def __setitem__(self, id: str, root: str) -> None:
        super().__setitem__(id, root)
        if len(self) > THREADS:
            del self[next(iter(self))]

    def learn(self, raw: bytes) -> None:
        """Remember the thread of a mail that was read before, so that an import that was cut goes on with it."""
        try:
            place_of(BytesHeaderParser().parsebytes(raw), raw, self)
        except ODD:
            return


def letters(file: BinaryIO, name: str) -> Iterator[Letter]:
    """The mails of a file, each no longer than the limit."""
    head, cut, begun, number, byte, fresh = bytearray(), False, 0, 0, 0, True
    while piece := file.readline(PIECE):
        number += fresh
        if fresh and piece.startswith(b"From ") and BEGIN.match(piece):
            if begun:
                yield Letter(bytes(head), cut, begun, byte)
            head.clear()
            cut, begun = False, number
        elif begun:
            cut = cut or len(head) + len(piece) > MAIL_LIMIT
            head += b"" if cut else _unquoted(piece) if fresh else piece
        elif piece.strip():
            raise ArchiveError(
                f"{name} does not begin like a mailbox: its first line must be like 'From x Mon Mar 2 ...'"
            )
        byte += len(piece)
        fresh = piece.endswith(b"\n")
    if begun:
        yield Letter(bytes(head), cut, begun, byte)


def _unquoted(line: bytes) -> bytes:
    # A line of a mail that begins with "From " has a > before it, so that it does not begin another mail.
    return line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
