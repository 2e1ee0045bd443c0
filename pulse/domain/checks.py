"""The checks that several nouns share."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from pulse.errors import NounError

LANGUAGES = ("fi", "sv", "nb", "nn", "da", "en")
UNKNOWN = "und"
"""The language of a text that cannot be told (BCP 47)."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
TEXT_LIMIT = 1_000_000
"""The longest text, in characters, that is a post; anything longer is quarantined."""


def check(condition: bool, message: str) -> None:
    """Raise NounError with the message unless the condition holds."""
    if not condition:
        raise NounError(message)


def check_name(what: str, name: str) -> None:
    """Ids of themes, decisions, units and sources are short and plain, so that they fit in links and files."""
    check(bool(NAME.fullmatch(name)), f"{what} {name[:40]!r} is not a name: use letters, digits, dot, dash, underscore")


def check_text(what: str, text: str, limit: int = TEXT_LIMIT) -> None:
    """Databases refuse NUL and lone surrogates, and nobody writes a million characters."""
    # No call of check() here: every text of every post passes, and most messages would be made for nothing.
    if len(text) > limit:
        raise NounError(f"{what} has {len(text):,} characters, more than {limit:,}")
    if "\x00" in text:
        raise NounError(f"{what} holds a NUL character")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise NounError(f"{what} holds a lone surrogate at character {error.start}") from error


def sound(texts: Sequence[str]) -> bool:
    """Whether ``check_text`` has nothing against any of the texts; they are looked through as one."""
    every = "".join(texts)
    size = len(every) if len(every) <= TEXT_LIMIT else max(map(len, texts))
    try:
        return size <= TEXT_LIMIT and "\x00" not in every and (every.isascii() or bool(every.encode("utf-8")))
    except UnicodeEncodeError:
        return False


def utc(what: str, instant: datetime) -> datetime:
    """The instant in UTC; a time without a zone cannot be told apart from another."""
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise NounError(f"{what} has no time zone")
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise NounError(f"{what} lies outside of the calendar") from error
