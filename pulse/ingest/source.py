"""What every source is, how its class is found, and how its options are checked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

from pulse.domain import Json, Page
from pulse.domain.checks import check_name
from pulse.errors import NounError, SettingsError, UnknownSourceError

T = TypeVar("T")


class Puller(Protocol):
    """Gives pages from where a cursor stands; an empty cursor is the start.

    A page of posts and its cursor are kept together or not at all, so a pull that was cut goes on where it was. An
    archive that was read to its end gives an empty cursor, so that it is read anew when it is imported again.
    """

    def pull(self, cursor: Mapping[str, Json]) -> Iterator[Page]:
        """Pages, each with the cursor that follows it."""
        ...


def load(
    paths: Mapping[str, str],
    kind: str,
    name: str,
    options: Mapping[str, Any],
    *,
    now: Callable[[], datetime],
    folder: Path,
) -> Puller:
    """The source whose class stands under its kind in the table of paths."""
    if kind not in paths:
        raise UnknownSourceError(kind, paths)
    try:
        check_name("source", name)
    except NounError as error:
        raise SettingsError(str(error)) from error
    made = found(paths[kind])
    puller: Puller = made(name, checked(made.Options, options, f"source {name!r}"), now=now, folder=folder)
    return puller


def found(path: str) -> Any:
    """The class that a path like ``pulse.ingest.jsonl:JsonLines`` names."""
    module, _, name = path.partition(":")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        raise SettingsError(f"this kind of source needs the package {error.name!r}: install it with pip") from error


def checked(options: type[T], given: Mapping[str, Any], where: str) -> T:
    """The options as their frozen dataclass; an unknown name, a missing one or a wrong type is a SettingsError.

    >>> from pulse.ingest.jsonl import JsonLinesOptions
    >>> checked(JsonLinesOptions, {"path": "posts.jsonl"}, "source 'old'").path
    'posts.jsonl'
    """
    known = {f.name: f for f in fields(options)}  # type: ignore[arg-type]
    for name in given:
        if name not in known:
            raise SettingsError(f"{where} has the unknown option {str(name)[:40]!r}; known: {', '.join(sorted(known))}")
    for name, field in known.items():
        if name not in given and field.default is MISSING and field.default_factory is MISSING:
            raise SettingsError(f"{where} needs the option {name!r}")
    try:
        return msgspec.convert(dict(given), options)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {_said(str(error))}") from error


def _said(message: str) -> str:
    # msgspec says "Expected `int`, got `str` - at `$.days`"; it never repeats a value.
    what, _, at = message.partition(" - at `$.")
    return f"the option {at.rstrip('`')!r}: {what[:1].lower()}{what[1:]}" if at else what
