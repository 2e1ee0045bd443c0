"""pulse.toml, read once and checked; nothing below this room reads the environment."""

import os
import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pulse.errors import SettingsError

FILE = "pulse.toml"


@dataclass(frozen=True, kw_only=True)
class Protection:
    """The minimums: people in a fine atom, in a coarse atom, authors in a group that is quoted."""

    fine: int = 5
    coarse: int = 20
    quotes: int = 10


@dataclass(frozen=True, kw_only=True)
class SourceSettings:
    """One [[source]]: its name, kind and voice, and the options that its kind understands."""

    name: str
    kind: str
    voice: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ViewerSettings:
    """Who looks when there is no login."""

    role: str = "executive"
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClassifierSettings:
    """What learning may use: ``encoder`` is a folder with a sentence encoder, beside pulse.toml; "" for none."""

    encoder: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that pulse.toml says. Paths are absolute, or relative to ``folder``, where the file lies."""

    folder: Path
    organisation: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Helsinki"))
    as_of: datetime | None = None
    database: str = "sqlite:///pulse.db"
    key_file: str = "pulse.key"
    grace_days: int = 2
    retention_days: int = 90
    published_from: date | None = None
    languages: tuple[str, ...] = ("fi", "sv", "nb", "nn", "da", "en")
    audience_minimum: int = 10
    demo: bool = False
    protection: Protection = field(default_factory=Protection)
    viewer: ViewerSettings = field(default_factory=ViewerSettings)
    classifier: ClassifierSettings = field(default_factory=ClassifierSettings)
    sources: tuple[SourceSettings, ...] = ()

    def now(self) -> datetime:
        """The present instant in UTC, or the fixed one that a demo lives in."""
        return self.as_of or datetime.now(UTC)

    def path(self, name: str) -> Path:
        """A file beside pulse.toml."""
        return self.folder / name

    @property
    def database_url(self) -> str:
        """The database's URL, with the path of an SQLite file made absolute."""
        prefix = "sqlite:///"
        if self.database.startswith(prefix) and not self.database.startswith(prefix + "/"):
            return prefix + str(self.path(self.database.removeprefix(prefix)).absolute())
        return self.database

    def source(self, name: str) -> SourceSettings | None:
        """The configured source of this name."""
        return next((s for s in self.sources if s.name == name), None)


def find(given: str | None = None) -> Path:
    """The settings file: the one given, else PULSE_CONFIG, else pulse.toml in the working folder."""
    path = Path(given or os.environ.get("PULSE_CONFIG") or FILE)
    if not path.is_file():
        raise SettingsError(f"no {path.name} in {path.absolute().parent}: run 'pulse init', or name one with --config")
    return path.absolute()


def load(path: Path) -> Settings:
    """The settings in a file."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from error
    return parse(raw, path.parent)


def parse(raw: dict[str, Any], folder: Path) -> Settings:
    """Settings from what a pulse.toml holds."""
    raw = dict(raw)
    try:
        return Settings(
            folder=folder,
            zone=_zone(raw.pop("zone", "Europe/Helsinki")),
            as_of=_instant(raw.pop("as_of", None)),
            published_from=_day(raw.pop("published_from", None)),
            languages=tuple(raw.pop("languages", Settings.languages)),
            protection=_protection(_part(Protection, raw.pop("protection", {}), "[protection]")),
            viewer=_part(ViewerSettings, raw.pop("viewer", {}), "[viewer]"),
            classifier=_part(ClassifierSettings, raw.pop("classifier", {}), "[classifier]"),
            sources=_sources(raw.pop("source", [])),
            **_known(Settings, raw, "the top of pulse.toml"),
        )
    except TypeError as error:
        raise SettingsError(f"pulse.toml: {error}") from error


def _known(kind: type, raw: dict[str, Any], where: str) -> dict[str, Any]:
    types = {f.name: f.type for f in fields(kind)}
    for name, value in raw.items():
        if name not in types or name == "folder":
            raise SettingsError(f"{where} has the unknown key {name!r}; known: {', '.join(sorted(types))}")
        if types[name] is int and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise SettingsError(f"{where}: {name} must be a whole number, not {value!r}")
        if types[name] is str and not isinstance(value, str):
            raise SettingsError(f"{where}: {name} must be a text, not {value!r}")
    return raw


def _part(kind: type, raw: dict[str, Any], where: str) -> Any:
    if not isinstance(raw, dict):
        raise SettingsError(f"{where} must be a table")
    return kind(**_known(kind, raw, where))


def _protection(found: Protection) -> Protection:
    if found.fine < 5 or found.coarse < 20 or found.quotes < 10 or found.coarse < found.fine:
        raise SettingsError("[protection] may be stricter than fine = 5, coarse = 20, quotes = 10, never looser")
    return found


def _sources(raw: list[dict[str, Any]]) -> tuple[SourceSettings, ...]:
    found = tuple(_part(SourceSettings, dict(entry), "[[source]]") for entry in raw)
    names = [s.name for s in found]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise SettingsError(f"two sources are called {twice[0]!r}: give each its own name")
    for entry in found:
        if entry.voice not in ("internal", "public"):
            raise SettingsError(f"source {entry.name!r} has voice {entry.voice!r}: use internal or public")
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"zone {name!r} is not known: use one like 'Europe/Helsinki'") from error


def _instant(value: Any) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise SettingsError(f"as_of {value!r} is not a time: write it like 2026-11-23T08:00:00+02:00") from error
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise SettingsError("as_of needs a time with its zone, like 2026-11-23T08:00:00+02:00")
    return value.astimezone(UTC)


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        year, week = str(value).split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError as error:
        raise SettingsError(f"published_from {value!r} is not a week: write it like 2026-W47") from error
