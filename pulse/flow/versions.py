"""Which version of what labels have taught is in use, and which others are kept."""

from pathlib import Path

from pulse.classify.encoder import Encoder
from pulse.classify.taught import versions
from pulse.classify.taught.offset import Taught
from pulse.classify.taught.versions import Version
from pulse.settings import Settings

FOLDER = "learned"


def folder(settings: Settings) -> Path:
    """Where versions are kept: beside pulse.toml."""
    return settings.path(FOLDER)


def encoder(settings: Settings) -> Encoder | None:
    """The encoder that pulse.toml names, if any; ModelError where there is none in its folder."""
    named = settings.classifier.encoder
    return Encoder.at(settings.path(named)) if named else None


def taught_now(settings: Settings) -> Taught | None:
    """What labels have taught the model in use; None where it is the shipped one."""
    place = folder(settings)
    return versions.load(place, versions.current(place), encoder(settings))


def out_of_use(settings: Settings) -> str:
    """A sentence where a version was chosen that cannot be used any more; else ""."""
    beside, (number, kept) = encoder(settings), learned_versions(settings)
    why = "".join(version.unusable(beside) for version in kept if version.number == number)
    return f"version {number} of what labels taught is out of use, as {why}: run 'pulse learn'" if why else ""


def unusable(settings: Settings, version: Version) -> str:
    """Why the version is out of use, as the end of a sentence; "" where it can be used."""
    return version.unusable(encoder(settings))


def learned_versions(settings: Settings) -> tuple[int, list[Version]]:
    """The number in use, and all versions."""
    return versions.current(folder(settings)), versions.versions(folder(settings))


def use_version(settings: Settings, number: int) -> None:
    """Go back, or forth, to a version; 0 is the shipped model."""
    versions.use(folder(settings), number)
