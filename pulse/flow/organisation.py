"""units.csv and people.csv read into a tree, people and their aliases."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from pulse.domain import Level, Person, Tree, Unit
from pulse.errors import NounError, OrganisationError
from pulse.guard.tokens import token

UNIT_COLUMNS = ("unit", "name", "parent", "kind", "country", "site")
PEOPLE_COLUMNS = ("person", "unit", "level", "country", "site", "from", "to", "roles", "aliases")


@dataclass(frozen=True)
class Directory:
    """People as tokens, and which native ids ("source:id") are theirs."""

    people: tuple[Person, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)


def read_units(path: Path) -> Tree:
    """The organisation tree in units.csv."""
    units = []
    for line, row in _rows(path, UNIT_COLUMNS, ("unit", "kind")):
        try:
            units.append(
                Unit(
                    id=row["unit"],
                    name=row["name"] or row["unit"],
                    parent=row["parent"] or None,
                    kind=row["kind"],
                    country=row["country"],
                    site=row["site"],
                )
            )
        except NounError as error:
            raise OrganisationError(f"{path.name}, line {line}: {error}") from error
    return Tree.of(units)


def read_people(path: Path, tree: Tree, key: bytes) -> Directory:
    """The people in people.csv, as tokens made with the key."""
    people: list[Person] = []
    aliases: dict[str, str] = {}
    for line, row in _rows(path, PEOPLE_COLUMNS, ("person", "unit", "level")):
        if row["unit"] not in tree:
            raise OrganisationError(f"{path.name}, line {line}: no unit called {row['unit'][:40]!r} in units.csv")
        who = token(key, "person", row["person"])
        try:
            people.append(_person(row, who))
        except (NounError, ValueError) as error:
            raise OrganisationError(f"{path.name}, line {line}: {error}") from error
        for alias in filter(None, (a.strip() for a in row["aliases"].split(";"))):
            if ":" not in alias:
                raise OrganisationError(f"{path.name}, line {line}: an alias needs its source, like 'slack:U123'")
            if aliases.setdefault(alias, who) != who:
                raise OrganisationError(f"{path.name}, line {line}: an alias belongs to two people; give it to one")
    return Directory(tuple(people), aliases)


def _person(row: Mapping[str, str], who: str) -> Person:
    return Person(
        token=who,
        unit=row["unit"],
        level=cast(Level, row["level"]),
        country=row["country"],
        site=row["site"],
        start=date.fromisoformat(row["from"]) if row["from"] else date(1990, 1, 1),
        stop=date.fromisoformat(row["to"]) if row["to"] else None,
        roles=tuple(r.strip() for r in row["roles"].split(";") if r.strip()),
    )


def _rows(path: Path, known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = [h.strip() for h in reader.fieldnames or ()]
            missing = [c for c in needed if c not in header]
            if missing:
                raise OrganisationError(f"{path.name} has no column {missing[0]!r}; its columns are {', '.join(known)}")
            for row in reader:
                if None in row:
                    raise OrganisationError(f"{path.name}, line {reader.line_num}: more fields than columns")
                yield reader.line_num, {c: (row.get(c) or "").strip() for c in known}
    except OSError as error:
        raise OrganisationError(f"{path.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OrganisationError(f"{path.name} is not UTF-8 text: save it as 'CSV UTF-8'") from error
    except csv.Error as error:
        raise OrganisationError(f"{path.name} cannot be read: {error}") from error
