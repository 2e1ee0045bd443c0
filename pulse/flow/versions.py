"""Which version of what labels have taught is in use, and which others are kept."""

from pathlib import Path

from pulse.classify.taught import versions
from pulse.classify.taught.offset import Taught
from pulse.classify.taught.versions import Version
from pulse.settings import Settings

FOLDER = "learned"


def folder(settings: Settings) -> Path:
    """Where versions are kept: beside pulse.toml."""
    return settings.path(FOLDER)


def taught_now(settings: Settings) -> Taught | None:
    """What labels have taught the model in use; None where it is the shipped one."""
    place = folder(settings)
    return versions.load(place, versions.current(place))


def out_of_use(settings: Settings) -> str:
    """A sentence where a version was chosen that adds to another shipped model, and so is not used; else ""."""
    number, kept = learned_versions(settings)
    if all(version.usable for version in kept if version.number == number):
        return ""
    return f"version {number} of what labels taught is out of use, as the shipped model has changed: run 'pulse learn'"


def learned_versions(settings: Settings) -> tuple[int, list[Version]]:
    """The number in use, and all versions."""
    return versions.current(folder(settings)), versions.versions(folder(settings))


def use_version(settings: Settings, number: int) -> None:
    """Go back, or forth, to a version; 0 is the shipped model."""
    versions.use(folder(settings), number)
