"""An archive as a folder or as a zip: its files by name, read one at a time into memory, never unpacked onto a disk.

A zip that could do harm is refused as a whole: a name that leads out of it, a password, more than 250 times its own
size when unpacked (deflate reaches 1,032), or more than 16 GiB. A file in it that is damaged, or larger than 128 MiB,
is refused by itself. A zip within a zip is not opened, and a link in a folder is not followed.
"""

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from pulse.errors import ArchiveError

FILE_LIMIT = 128 << 20
TOTAL_LIMIT = 16 << 30
RATIO_LIMIT = 250
SMALL = 16 << 20
"""What unpacks to less than this is harmless, whatever its ratio."""
COUNT_LIMIT = 1_000_000
DEPTH = 4
"""How deep below the top of a folder files are looked for."""

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class Archive(Protocol):
    """Files by name, and how large they are."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """The files and their sizes in bytes."""
        ...

    def read(self, name: str) -> bytes:
        """What is in the file; ArchiveError if it is damaged or too large."""
        ...


class Folder:
    """A folder as an archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sizes = dict(_within(path))

    def read(self, name: str) -> bytes:
        """What is in the file."""
        try:
            with (self.path / name).open("rb") as file:
                return _limited(name, file.read(FILE_LIMIT + 1))
        except OSError as error:
            raise ArchiveError(f"{name} cannot be read") from error


class Zip:
    """A zip as an archive."""

    def __init__(self, path: Path, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.sizes = {i.filename: i.file_size for i in _harmless(path, packed) if not i.is_dir()}

    def read(self, name: str) -> bytes:
        """What is in the file."""
        if self.sizes[name] > FILE_LIMIT:
            _limited(name, b"", self.sizes[name])
        try:
            with self.packed.open(name) as file:
                return _limited(name, file.read(FILE_LIMIT + 1))
        except BROKEN as error:
            raise ArchiveError(f"{name} is damaged in the zip") from error


@contextmanager
def opened(folder: Path, path: str) -> Iterator[Archive]:
    """The archive of this name, seen from the folder."""
    place = folder / path
    try:
        is_folder, is_file = place.is_dir(), place.is_file()
    except (OSError, ValueError) as error:
        raise ArchiveError(f"the archive {place.name!r} cannot be read") from error
    if is_folder:
        yield Folder(place)
    elif is_file:
        with _unzipped(place) as packed:
            yield Zip(place, packed)
    else:
        raise ArchiveError(f"no folder or zip {place.name!r} in {place.parent}: name one that is there")


def _unzipped(path: Path) -> AbstractContextManager[zipfile.ZipFile]:
    try:
        return closing(zipfile.ZipFile(path))
    except BROKEN as error:
        raise ArchiveError(f"{path.name} is not a whole zip archive: fetch it again") from error


def _harmless(path: Path, packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    infos = packed.infolist()
    total, size = sum(i.file_size for i in infos), path.stat().st_size
    if len(infos) > COUNT_LIMIT or total > TOTAL_LIMIT or (total > SMALL and total > RATIO_LIMIT * size):
        raise ArchiveError(f"{path.name} unpacks to {total:,} bytes in {len(infos):,} files: that is not an export")
    for info in infos:
        if leads_out(info.orig_filename) or leads_out(info.filename):
            raise ArchiveError(f"{path.name} holds a name that leads out of it: that is not an export")
        if info.flag_bits & 1:
            raise ArchiveError(f"{path.name} is locked with a password: unlock it first")
    return infos


def leads_out(name: str) -> bool:
    r"""Whether the name of a packed file leads out of its archive.

    >>> leads_out("general/2026-01-02.json"), leads_out("../x"), leads_out("/etc/x"), leads_out("C:\\x")
    (False, True, True, True)
    """
    return (
        "\\" in name or "\x00" in name or name[1:2] == ":" or name.startswith("/") or ".." in PurePosixPath(name).parts
    )


def _within(path: Path) -> Iterator[tuple[str, int]]:
    for place, folders, files in os.walk(path):
        here = Path(place)
        if len(here.relative_to(path).parts) >= DEPTH:
            folders.clear()
        for file in files:
            if not (here / file).is_symlink() and (here / file).is_file():
                yield (here / file).relative_to(path).as_posix(), (here / file).stat().st_size


def _limited(name: str, content: bytes, size: int = 0) -> bytes:
    if max(size, len(content)) > FILE_LIMIT:
        raise ArchiveError(f"{name} is larger than {FILE_LIMIT >> 20} MiB")
    return content
