"""Strategy and organisation, brought in from their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pulse.domain import Strategy, Tree
from pulse.errors import OrganisationError
from pulse.flow import organisation
from pulse.flow import strategy as written
from pulse.flow.office import Office
from pulse.store import database, people, strategy

UNITS, PEOPLE = "units.csv", "people.csv"


@dataclass(frozen=True)
class Loaded:
    """How much a file held."""

    what: str
    count: int


def load_strategy(office: Office, path: Path) -> list[Loaded]:
    """Themes and decisions from a strategy.yaml."""
    found = written.read(path, office.settings.zone)
    with database.writing(office.engine) as c:
        written.fits(found, people.tree(c))
        strategy.save(c, found, office.now)
    return [Loaded("themes", len(found.themes)), Loaded("decisions", len(found.decisions))]


def loaded_strategy(office: Office) -> Strategy:
    """The strategy that is loaded; empty if none is."""
    with office.engine.connect() as c:
        return strategy.load(c) or Strategy()


def undone(office: Office, path: Path) -> str:
    """What to do where the next run loads other themes than this file's; empty where they stay."""
    usual = office.settings.path(written.USUAL)
    if not usual.is_file() or usual.read_bytes() == path.read_bytes():
        return ""
    return f"the next 'pulse run' loads {usual} again, in place of this: copy {path} over it to keep what is loaded now"


def refresh_strategy(office: Office) -> bool:
    """Load the strategy.yaml beside pulse.toml again if it has changed; whether there is one."""
    path = office.settings.path(written.USUAL)
    if path.is_file():
        load_strategy(office, path)
    return path.is_file()


def load_organisation(office: Office, paths: Sequence[Path]) -> list[Loaded]:
    """Units and people from units.csv and people.csv (in any order, told apart by their first line)."""
    files = {_kind(path): path for path in paths}
    with database.writing(office.engine) as c:
        tree = organisation.read_units(files[UNITS]) if UNITS in files else people.tree(c)
        if not tree.units:
            raise OrganisationError("no units yet: give units.csv too")
        directory = organisation.Directory()
        if PEOPLE in files:
            directory = organisation.read_people(files[PEOPLE], tree, office.key)
        elif UNITS in files:
            directory = organisation.Directory(tuple(people.people(c)), people.aliases(c))
            _still_there(directory, tree)
        people.save(c, tree, directory.people, directory.aliases)
    return [Loaded("units", len(tree.units)), Loaded("people", len({p.token for p in directory.people}))]


def _kind(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            first = file.readline().replace(";", ",").strip().split(",")
    except OSError as error:
        raise OrganisationError(f"{path.name} cannot be read: {error.strerror}") from error
    return PEOPLE if "person" in first else UNITS


def _still_there(directory: organisation.Directory, tree: Tree) -> None:
    for person in directory.people:
        if person.unit not in tree:
            raise OrganisationError(f"people belong to the unit {person.unit!r}, which units.csv no longer has")
