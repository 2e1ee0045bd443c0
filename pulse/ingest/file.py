"""A file that is imported: found, told apart from others by a fingerprint, and the place in it where a pull stopped."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import msgspec

from pulse.domain import Json
from pulse.errors import ArchiveError

EDGE = 65_536
FAR = 1 << 50
PACKED = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf": "a 7z archive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where reading stands: the byte, the line, and how many entries were read so far, of the file with this print."""

    print: str
    byte: int = 0
    line: int = 0
    read: int = 0

    @classmethod
    def of(cls, cursor: Mapping[str, Json], print_: str) -> Self:
        """The place that a cursor tells; the start if it is empty, damaged, or tells of another file."""
        try:
            place = msgspec.convert(dict(cursor), cls)
        except msgspec.ValidationError:
            return cls(print=print_)
        counts = [n for n in asdict(place).values() if isinstance(n, int)]
        whole = place.print == print_ and all(0 <= n < FAR for n in counts)
        return place if whole else cls(print=print_)

    def cursor(self) -> dict[str, Json]:
        """The place as a cursor."""
        return asdict(self)

    def total(self, size: int) -> int | None:
        """How many entries there will have been when all bytes are read, judged from those read so far."""
        return round(self.read * size / self.byte) if self.byte else None


def reason(error: msgspec.ValidationError) -> str:
    """Why something is not what was expected; msgspec never repeats a value, so neither does this.

    >>> try: msgspec.json.decode('{"id": "x"}', type=dict[str, int])
    ... except msgspec.ValidationError as error: print(reason(error))
    expected 'int', got 'str' - at '[...]'
    """
    said = str(error).replace("`", "'").replace("$.", "").replace("'$[", "'[")
    return said[:1].lower() + said[1:]


def existing(folder: Path, path: str) -> Path:
    """The file of this name, seen from the folder."""
    found = folder / path
    try:
        if found.is_file():
            found.open("rb").close()
            return found
    except (OSError, ValueError) as error:
        raise ArchiveError(f"the file {found.name!r} in {found.parent} cannot be read") from error
    raise ArchiveError(f"no file {found.name!r} in {found.parent}: name one that is there")


def fingerprint(path: Path) -> str:
    """Tells files apart by size, beginning and end; the same whenever and wherever the same file is read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        first = file.read(EDGE)
        file.seek(max(0, size - EDGE), os.SEEK_SET)
        last = file.read(EDGE)
    return hashlib.sha256(b"%d\n" % size + first + last).hexdigest()[:32]


def not_packed(path: Path) -> None:
    """Raise ArchiveError for a packed file, where a plain one is needed."""
    with path.open("rb") as file:
        start = file.read(4)
    for magic, what in PACKED.items():
        if start.startswith(magic):
            raise ArchiveError(f"{path.name} is {what}: unpack it first")
