"""The demo's units and people: four levels, six divisions, five countries, and roles instead of names."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from pulse.demo.rows import Member
from pulse.domain import Tree, Unit

NAME = "Saarvik Group"
TEAM = 13
"""How many people a team has, about."""

COMPANY = "saarvik"
SITES = {
    "oulu": "FI", "turku": "FI", "tampere": "FI", "espoo": "FI", "boras": "SE", "gavle": "SE", "umea": "SE",
    "malmo": "SE", "skien": "NO", "bergen": "NO", "bodo": "NO", "horsens": "DK", "aalborg": "DK", "tartu": "EE",
}  # fmt: skip
SITE_NAMES = {"boras": "Borås", "gavle": "Gävle", "umea": "Umeå", "malmo": "Malmö", "bodo": "Bodø"}
DIVISIONS: dict[str, tuple[str, float, tuple[str, ...]]] = {
    "service": ("Field Service", 0.30, ("oulu", "gavle", "bergen", "aalborg", "tampere", "umea", "bodo", "malmo")),
    "plants": ("Products and Plants", 0.26, ("turku", "boras", "skien", "horsens", "tartu", "oulu")),
    "care": ("Customer Care", 0.16, ("tampere", "malmo", "bergen", "horsens", "tartu")),
    "sales": ("Sales and Partners", 0.11, ("espoo", "boras", "skien", "aalborg")),
    "technology": ("Technology and Data", 0.10, ("espoo", "gavle", "horsens")),
    "group": ("Group Functions", 0.07, ("espoo", "malmo")),
}
OWNERS = (
    "chief-executive", "head-of-customers", "head-of-field-service", "head-of-people", "head-of-products",
    "head-of-renewal", "head-of-communications", "head-of-finance", "head-of-technology", "head-of-sales",
)  # fmt: skip
HOMES = {"head-of-field-service": "service", "head-of-products": "plants"}
"""Owners who lead a division; the others sit at the top."""
SPEAKS = {
    "FI": {"fi": 0.83, "sv": 0.10, "en": 0.07},
    "SE": {"sv": 0.92, "en": 0.08},
    "NO": {"nb": 0.74, "nn": 0.20, "en": 0.06},
    "DK": {"da": 0.92, "en": 0.08},
    "EE": {"en": 1.0},
}
SOURCES = {
    "engage": "internal", "chat": "internal", "intranet": "internal",
    "blog": "public", "mastodon": "public", "news": "public",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """Units, people, and the same people as arrays that are drawn from."""

    tree: Tree
    people: tuple[Member, ...]
    division: npt.NDArray[np.int64]
    team: npt.NDArray[np.int64]
    rank: npt.NDArray[np.int64]
    language: npt.NDArray[np.str_]
    activity: npt.NDArray[np.float64]

    def holder(self, role: str) -> int:
        """The person who holds the role."""
        return next(i for i, member in enumerate(self.people) if role in member.roles)


def organisation(size: int, rng: np.random.Generator) -> Organisation:
    """Units and people for so many people; deeper and wider the more there are."""
    units = _units(size)
    places = _places(units, size)
    teams = {unit.id: n for n, unit in enumerate(units)}
    tree = Tree.of(units)
    divisions = {name: n for n, name in enumerate(DIVISIONS)}
    homes = [tree.ancestor(unit, "division") for unit, _, _ in places]
    members = tuple(_member(n, tree[unit], level, roles, rng) for n, (unit, level, roles) in enumerate(places))
    return Organisation(
        tree=tree,
        people=members,
        division=np.array([divisions.get(home or "group", 5) for home in homes], dtype=np.int64),
        team=np.array([teams[unit] for unit, _, _ in places], dtype=np.int64),
        rank=np.array([("leader", "manager", "staff").index(level) for _, level, _ in places], dtype=np.int64),
        language=np.array([_speaks(m.country, rng) for m in members]),
        activity=rng.gamma(1.1, 1 / 1.1, len(places)) + 0.08,
    )


def site_name(site: str) -> str:
    """The site as it is written."""
    return SITE_NAMES.get(site, site.capitalize())


def _units(size: int) -> tuple[Unit, ...]:
    found = [Unit(id=COMPANY, name=NAME, parent=None, kind="company", country="FI", site="Espoo")]
    divisions = list(DIVISIONS)[: max(2, min(6, size // 80))]
    whole = sum(DIVISIONS[d][1] for d in divisions)
    for division in divisions:
        name, share, sites = DIVISIONS[division]
        found.append(Unit(id=division, name=name, parent=COMPANY, kind="division", country="FI", site="Espoo"))
        teams = max(2, round(size * share / whole / TEAM))
        departments = max(2, min(len(sites), round(teams / 4.2)))
        for n in range(departments):
            found.extend(_department(division, name, sites[n], len(range(n, teams, departments))))
    return tuple(found)


def _department(division: str, name: str, site: str, teams: int) -> list[Unit]:
    id, place, country = f"{division}-{site}", site_name(site), SITES[site]
    made = [Unit(id=id, name=f"{name}, {place}", parent=division, kind="department", country=country, site=place)]
    for n in range(1, teams + 1):
        title = f"{name}, {place}, team {n}"
        made.append(Unit(id=f"{id}-{n}", name=title, parent=id, kind="team", country=country, site=place))
    return made


def _places(units: tuple[Unit, ...], size: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """(unit, level, roles) of each person: leaders at the top, managers below them, the staff in teams."""
    tops: list[tuple[str, str, tuple[str, ...]]] = [(HOMES.get(role, COMPANY), "leader", (role,)) for role in OWNERS]
    if size < 200:  # few people: a role each for a few leaders
        tops = [(COMPANY, "leader", OWNERS[n::4]) for n in range(4)]
    for unit in units:
        if unit.kind == "division":
            tops += [(unit.id, "leader", ())] * (3 if size >= 600 else 1)
        elif unit.kind in ("department", "team"):
            tops.append((unit.id, "manager", ()))
    teams = [unit.id for unit in units if unit.kind == "team"]
    return tops + [(teams[n % len(teams)], "staff", ()) for n in range(max(0, size - len(tops)))]


def _member(n: int, unit: Unit, level: str, roles: tuple[str, ...], rng: np.random.Generator) -> Member:
    return Member(
        person=f"p{n + 1:05d}",
        unit=unit.id,
        level=level,
        country=unit.country,
        site=unit.site,
        start=date(2009, 1, 1) + timedelta(days=int(rng.integers(0, 6000))),
        roles=roles,
        aliases=(f"engage:en{n * 7919 % 100_003:06d}", f"chat:U{n * 43_913 % 999_983:06d}", f"intranet:in{n + 1:05d}"),
    )


def _speaks(country: str, rng: np.random.Generator) -> str:
    shares = SPEAKS[country]
    return str(rng.choice(list(shares), p=list(shares.values())))
