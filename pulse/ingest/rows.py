"""Rows of a table in text: the delimiter guessed, the encoding made sure of, a broken row refused by itself.

https://www.rfc-editor.org/rfc/rfc4180, as spreadsheets write it: semicolons or tabs in many countries, a byte order
mark, UTF-16 from some. Quotes are taken strictly. One that is never closed would swallow the rest of the file: when it
has swallowed a million characters, the row that opened it is refused, and reading goes on at the line after its first.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pulse.domain import Refusal
from pulse.domain.checks import TEXT_LIMIT
from pulse.errors import ArchiveError

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")
MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t|"
LIMIT = TEXT_LIMIT + 65_536
"""The longest line, field and row, in characters."""
AGAIN = 4
"""How much may be read again, as a multiple of what was read, before what a quote swallowed is given up with it."""
LONG = "\0"
"""Stands for a line that is too long to be read; told from others by identity."""


class Lines:
    """The lines of a file, given to a reader of rows; those of a row that failed can be given again."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.number = 0
        self.row: list[str] = []
        self.ahead: list[str] = []
        self.size = self.seen = self.again = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.size > LIMIT:
            raise csv.Error("open")
        line = self.ahead.pop() if self.ahead else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        self.size += len(line)
        if line is LONG:
            raise csv.Error("long")
        return line

    def _read(self) -> str:
        line = self.text.readline(LIMIT + 1)
        self.seen += len(line)
        if len(line) <= LIMIT:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self.text.readline(LIMIT)
        return LONG

    def skip(self, count: int) -> None:
        """Pass over so many lines."""
        while self.number < count and (self.ahead.pop() if self.ahead else self._read()):
            self.number += 1

    def peek(self) -> str:
        """The line that comes next."""
        line = self.ahead.pop() if self.ahead else self._read()
        if line:
            self.ahead.append(line)
        return line

    def begin(self) -> int:
        """A row begins, on the line of this number."""
        self.row.clear()
        self.size = 0
        return self.number + 1

    def failed(self, error: csv.Error) -> str:
        """Why the row failed; its lines but the first are read again, as rows of their own."""
        if self.row == [LONG]:
            return f"the line is longer than {LIMIT:,} characters"
        reason = "a quote is opened and not closed"
        if "expected after" in str(error):
            reason = "a quote stands within a quoted field: double it"
        rest, size = self.row[:0:-1], self.size - len(self.row[0])
        if self.again + size > AGAIN * (self.seen + LIMIT):
            return f"{reason}; the {len(rest)} lines after it went with it"
        self.again += size
        self.number -= len(rest)
        self.ahead.extend(rest)
        return reason


def rows(lines: Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Rows with the number of the line on which each begins; empty lines are none."""
    # The module's own limit, 131,072 characters a field, holds for the whole process and is shorter than a post.
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, Refusal(where=f"line {number}", reason=lines.failed(error))
            continue
        if row:
            yield number, row


def encoding_of(path: Path, stated: str = "") -> str:
    """The encoding: the one stated, else what a byte order mark says, else UTF-8; ArchiveError if it is not that."""
    with path.open("rb") as file:
        start = file.read(4096)
    encoding = stated or ("utf-16" if start.startswith(MARKS) else "utf-8")
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        with path.open(encoding=encoding, newline="") as text:
            while text.read(1 << 20):
                pass
    except UnicodeError as error:
        raise ArchiveError(_advice(path.name, stated, start)) from error
    return encoding


def delimiter_of(header: str) -> str:
    r"""The delimiter that the header uses most, outside of quotes.

    >>> delimiter_of('id;"a,b,c,d";text'), delimiter_of("id\ttext"), delimiter_of("text")
    (';', '\t', ',')
    """
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _advice(name: str, stated: str, start: bytes) -> str:
    if stated:
        return f"{name} is not written in {stated}: state another encoding, or leave it out for UTF-8"
    if start.startswith(MARKS):
        return f"{name} begins like UTF-16 and does not go on so: save it as UTF-8"
    return f'{name} is not written in UTF-8: save it so, or state encoding = "windows-1252"'
