"""Where a source finds its token: in its options, in a file, or in a variable that its options name."""

import os
from pathlib import Path

from pulse.errors import SettingsError


def secret(what: str, folder: Path, *, given: str = "", file: str = "", env: str = "") -> str:
    """The secret from the one place that was named; an empty text where none was.

    >>> secret("token", Path(), given="abc")
    'abc'
    """
    if sum(map(bool, (given, file, env))) > 1:
        raise SettingsError(f"the {what} of a source stands in two places: keep one of {what}, {what}_file, {what}_env")
    found = _read(what, folder / file) if file else os.environ.get(env, "") if env else given
    found = found.strip()
    if (file or env) and not found:
        raise SettingsError(f"no {what} in {file or env}: put it there, or name another place")
    if not found.isascii() or not found.isprintable():
        raise SettingsError(f"the {what} of a source holds characters that no {what} has: copy it again")
    return found


def _read(what: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")[:10_000]
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the file {path.name!r} with the {what} of a source cannot be read") from error
