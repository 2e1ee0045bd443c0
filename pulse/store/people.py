"""Units, people and their aliases; and the numbers that stand for person tokens."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, String, cast, delete, select

from pulse.domain import Person, Tree, Unit
from pulse.store import bulk
from pulse.store.rows import ALIAS, BELONGING, OBJECTION, PERSON, UNIT


def numbers(c: Connection, tokens: Iterable[str], known: dict[str, int] | None = None) -> dict[str, int]:
    """The number of each person token; tokens not seen before get the next ones. Empty tokens have none.

    Those that are ``known`` already are not looked up, and new ones are added to them: for one reading of a source, as
    a number is never given to another person, and a post of one who was removed meanwhile is refused.
    """
    found = {} if known is None else known
    wanted = {t for t in tokens if t}.difference(found)
    if wanted:
        found |= _numbers(c, wanted)
    missing = sorted(wanted.difference(found))
    if missing:
        bulk.upsert(c, PERSON, [{"token": t} for t in missing], ["token"])
        found |= _numbers(c, missing)
    return found


def _numbers(c: Connection, tokens: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in bulk.portions(tokens):
        rows = c.execute(select(PERSON.c.token, PERSON.c.number).where(bulk.among(c, PERSON.c.token, part))).all()
        found.update((token, number) for token, number in rows)
    return found


def tokens(c: Connection, persons: Iterable[int]) -> dict[int, str]:
    """The token of each person's number."""
    found: dict[int, str] = {}
    for part in bulk.portions(persons):
        rows = c.execute(select(PERSON.c.number, PERSON.c.token).where(bulk.among(c, PERSON.c.number, part)))
        found.update((number, token) for number, token in rows)
    return found


def save(c: Connection, tree: Tree, people: Sequence[Person], aliases: Mapping[str, str]) -> None:
    """Replace the whole organisation. ``aliases`` leads from "source:native id" to person tokens."""
    for table in (UNIT, BELONGING, ALIAS):
        c.execute(delete(table))
    number = numbers(c, [*(p.token for p in people), *aliases.values()])
    bulk.insert(c, UNIT, [_unit_row(place, u) for place, u in enumerate(tree)])
    bulk.insert(c, BELONGING, [_belonging_row(number[p.token], p) for p in people])
    bulk.insert(c, ALIAS, [{"alias": alias, "person": number[token]} for alias, token in aliases.items()])


def _unit_row(place: int, u: Unit) -> dict[str, object]:
    return {
        "id": u.id, "name": u.name, "parent": u.parent, "kind": u.kind, "country": u.country, "site": u.site,
        "place": place,
    }  # fmt: skip


def _belonging_row(number: int, p: Person) -> dict[str, object]:
    return {
        "person": number, "unit": p.unit, "level": p.level, "country": p.country, "site": p.site, "start": p.start,
        "stop": p.stop, "roles": list(p.roles),
    }  # fmt: skip


def tree(c: Connection) -> Tree:
    """The units."""
    columns = (UNIT.c.id, UNIT.c.name, UNIT.c.parent, UNIT.c.kind, UNIT.c.country, UNIT.c.site)
    rows = c.execute(select(*columns).order_by(UNIT.c.place))
    return Tree.of(
        Unit(id=id, name=name, parent=parent, kind=kind, country=country, site=site)
        for id, name, parent, kind, country, site in rows
    )


def people(c: Connection) -> list[Person]:
    """Everybody in the directory, in the order of the file."""
    b = BELONGING.c
    columns = (PERSON.c.token, b.unit, b.level, b.country, b.site, b.start, b.stop, cast(b.roles, String))
    rows = c.execute(select(*columns).join(PERSON, PERSON.c.number == b.person).order_by(b.number))
    return [
        Person(
            token=token,
            unit=unit,
            level=level,
            country=country,
            site=site,
            start=start,
            stop=stop,
            roles=() if roles == "[]" else tuple(json.loads(roles)),
        )
        for token, unit, level, country, site, start, stop, roles in rows
    ]


def aliases(c: Connection) -> dict[str, str]:
    """From "source:native id" to person token."""
    rows = c.execute(select(ALIAS.c.alias, PERSON.c.token).join(PERSON, PERSON.c.number == ALIAS.c.person))
    return {row.alias: row.token for row in rows}


def refuse(c: Connection, token: str, at: datetime) -> None:
    """Remember that this person objects: their posts are no longer to be kept."""
    bulk.upsert(c, OBJECTION, [{"token": token, "at": at}], ["token"])


def refused(c: Connection) -> frozenset[str]:
    """The tokens of those who object."""
    return frozenset(c.execute(select(OBJECTION.c.token)).scalars())
