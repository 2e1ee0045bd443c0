"""What ``pulse init`` writes: commented settings, starter themes in six languages, and an organisation to fill in."""

from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pulse.errors import SettingsError

FILES = ("pulse.toml", "strategy.yaml", "units.csv", "people.csv")


def write_starter(folder: Path, zone: str) -> list[Path]:
    """The starter files, in a folder where none of them lies yet."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"zone {zone[:40]!r} is not known: use one like Europe/Helsinki") from error
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise SettingsError(f"{there[0]} is in {folder} already: choose an empty folder, or move it away")
    folder.mkdir(parents=True, exist_ok=True)
    starters = files("pulse.flow").joinpath("starter")
    written = []
    for name in FILES:
        text = starters.joinpath(name).read_text(encoding="utf-8").replace("Europe/Helsinki", zone)
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written
