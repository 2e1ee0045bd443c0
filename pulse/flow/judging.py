"""How good a version of the model is: on labelled files, or on the organisation's own random labels."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from pulse.classify import Tagger, judging
from pulse.classify.evaluation import Report, reports
from pulse.classify.taught import versions
from pulse.classify.taught.offset import Taught
from pulse.domain import Json, Label
from pulse.errors import UsageError
from pulse.flow.labels_file import read_labels
from pulse.flow.learning import labelled
from pulse.flow.load import loaded_strategy
from pulse.flow.office import Office, enter
from pulse.flow.versions import encoder, folder, unusable
from pulse.guard.bands import floor
from pulse.settings import Settings


@dataclass(frozen=True)
class Judgement:
    """A version (0: the shipped model), what each head is worth, and how often languages were told right.

    ``current`` is the version in use, None where there are no settings that could choose one. Of an organisation's own
    posts nothing is told of fewer than ``least`` people, and texts are counted in multiples of it.
    """

    version: int
    texts: int
    reports: tuple[Report, ...]
    languages: dict[str, dict[str, float]]
    current: int | None = None
    least: int = 1

    def told(self) -> dict[str, Json]:
        """The judgement for scripts."""
        heads: dict[str, Json] = {one.head: asdict(one) for one in self.reports}
        languages: dict[str, Json] = {name: dict(shares) for name, shares in self.languages.items()}
        return {
            "version": self.version,
            "in_use": self.version == self.current,
            "texts": self.texts,
            "heads": heads,
            "languages": languages,
        }


def judge(path: Path, settings: Settings | None, version: int | None, mistakes: int = 0) -> Judgement:
    """A version judged on a labelled file or folder: the one in use where none is named.

    An export of labels has no texts: those are taken from the database, and judged as ``judge_labels`` does.
    """
    if settings is not None and exported(path):
        office = enter(settings)
        return judge_labels(office, version, mistakes, read_labels(path, office.now).labels)
    if version and settings is None:
        raise UsageError("versions of the model lie beside pulse.toml: name it with --config")
    found = judging.rows(path)
    number, taught = _version(settings, version) if settings else (0, None)
    judged, languages = judging.of_rows(found, taught)
    languages_told = judging.told_right(found, languages)
    current = versions.current(folder(settings)) if settings else None
    return Judgement(number, len(found), tuple(reports(judged, mistakes)), languages_told, current)


def exported(path: Path) -> bool:
    """Whether the file is an export of labels: its first line names a post, and no text."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        first = file.readline()
    try:
        held = msgspec.json.decode(first)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(held, dict) and "post" in held and "text" not in held


def judge_labels(
    office: Office, version: int | None, mistakes: int = 0, given: Sequence[Label] | None = None
) -> Judgement:
    """A version (by default the one in use) judged on labels that were drawn at random: the given ones, or all.

    No post is judged by a model that has seen a label of its author. Nothing is told of parts of too few people.
    """
    number, taught = _version(office.settings, version)
    told = [one for one in labelled(office, given)[0] if one.label.drawn == "random"]
    if not told:
        raise UsageError("no random labels to judge by: draw some with 'pulse audit draw', or name a labelled file")
    judged = judging.of_labels(told, Tagger(loaded_strategy(office), taught=taught))
    current = versions.current(folder(office.settings))
    least = office.settings.protection.fine
    return Judgement(number, floor(len(told), least), tuple(reports(judged, mistakes, least)), {}, current, least)


def _version(settings: Settings, version: int | None) -> tuple[int, Taught | None]:
    place = folder(settings)
    number = versions.current(place) if version is None else version
    taught = versions.load(place, number, encoder(settings))
    if number and taught is None:
        why = next(unusable(settings, one) for one in versions.versions(place) if one.number == number)
        raise UsageError(f"version {number} is out of use, as {why}: judge another with --version")
    return number, taught
