"""Which version of what labels have taught is in use, and which others are kept."""

from pathlib import Path

from pulse.classify.encoder import Encoder
from pulse.classify.taught import versions
from pulse.classify.taught.offset import Taught
from pulse.classify.taught.versions import Version
from pulse.errors import ModelError, UsageError
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
    """A sentence where a version was chosen that cannot be used any more; else "". ModelError where it is damaged."""
    place, beside = folder(settings), encoder(settings)
    number = versions.current(place)
    if number == 0 or versions.load(place, number, beside) is not None:
        return ""
    why = "".join(version.unusable(beside) for version in versions.versions(place) if version.number == number)
    return f"version {number} of what labels taught is out of use, as {why}: run 'pulse learn'" if why else ""


def fault(settings: Settings) -> str:
    """What is wrong with the version in use, or with the encoder that pulse.toml names, in a sentence; else ""."""
    try:
        if beside := encoder(settings):
            beside.vectors(["pulse"])
        return out_of_use(settings)
    except ModelError as error:
        return str(error)


def unusable(settings: Settings, version: Version) -> str:
    """Why the version is out of use, as the end of a sentence; "" where it can be used."""
    try:
        return version.unusable(encoder(settings) if version.encoder else None)
    except ModelError as error:
        return f"its encoder cannot be read ({error})"


def learned_versions(settings: Settings) -> tuple[int, list[Version]]:
    """The number in use (0 where none can be told), and all versions that can be read."""
    return versions.chosen(folder(settings)), versions.versions(folder(settings))


def damaged_versions(settings: Settings) -> dict[int, str]:
    """The numbers of versions that cannot be read, and what is wrong with each."""
    return versions.damaged(folder(settings))


def astray(settings: Settings) -> str:
    """What is wrong where no version that is there was chosen, in a sentence; else ""."""
    return versions.astray(folder(settings))


def use_version(settings: Settings, number: int) -> None:
    """Go back, or forth, to a version; 0 is the shipped model. UsageError where it would tag nothing."""
    place = folder(settings)
    for version in versions.versions(place) if number else ():
        why = unusable(settings, version) if version.number == number else ""
        if why:
            raise UsageError(f"version {number} cannot be used, as {why}: run 'pulse learn' to learn anew")
    versions.use(place, number)


def remove_version(settings: Settings, number: int) -> None:
    """Remove a version that is not in use."""
    versions.remove(folder(settings), number)
