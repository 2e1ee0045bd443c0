"""Nothing under five people can be solved from unions of atoms; from a minimum of five a question, much can."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from pulse.guard.atoms import group, partition
from pulse.guard.rounding import possible, rounded
from tests.guard.attack import Exposed, Line, know, solve

KEY = bytes.fromhex("9f1c0e5ab27744d3886b01fae2c9d5137ac6403be8f5129d60417fb8ce253a91")
THEMES = {"digital": ["decision:d1", "decision:d2", "rest:digital"], "green": ["decision:g1", "rest:green"],
          "people": ["decision:p1", "decision:p2", "rest:people"]}  # fmt: skip
SUBJECTS = [[leaf] for leaves in THEMES.values() for leaf in leaves] + list(THEMES.values())
SUBJECTS += [[leaf for leaves in THEMES.values() for leaf in leaves]]
SEEDS = [1, 2]
WEEKS = 10


def organisation(seed: int) -> pd.DataFrame:
    """200 people in divisions of 4 to 80; few write much; weeks are thin or thick; some people move."""
    random = np.random.default_rng(seed)
    sizes = {"a": 80, "b": 45, "c": 30, "d": 20, "e": 12, "f": 7, "": 4}
    parts = np.repeat(list(sizes), list(sizes.values()))
    activity = random.pareto(1.3, len(parts)) + 0.1
    n = 1500
    leaves = SUBJECTS[-1]
    thick = random.choice([0.05, 0.4, 1.0], WEEKS)
    made = pd.DataFrame(
        {
            "voice": "internal",
            "subject": random.choice(leaves, n, p=random.dirichlet(np.ones(len(leaves)))),
            "week": random.choice(WEEKS, n, p=thick / thick.sum()),
            "person": random.choice(len(parts), n, p=activity / activity.sum()),
        }
    ).drop_duplicates(ignore_index=True)
    lean = random.random(len(parts))
    said = random.random(len(made)) * 0.6 + lean[made.person] * 0.4
    made["stance"] = np.select([said < 0.4, said < 0.6], ["against", "neither"], "favour")
    moved = (made.person % 11 == 0) & (made.week > WEEKS // 2)
    made["part"] = np.where(moved, parts[-1 - made.person], parts[made.person])
    made["week"] = pd.Timestamp("2026-01-05") + pd.to_timedelta(made["week"] * 7, unit="D")
    return made


def spans(made: pd.DataFrame) -> Iterator[tuple[np.datetime64, np.datetime64]]:
    week = pd.Timedelta(weeks=1)
    yield from combinations(pd.date_range(made.week.min(), made.week.max() + week, freq=week).to_numpy(), 2)


def unions(made: pd.DataFrame, numbers: pd.Series, counts: pd.Series | None = None) -> list[Line]:
    """The answers to every question: all subjects, spans of weeks and published sets of units, snapped in and out."""
    groups = made.assign(number=numbers)[numbers >= 0].groupby("number")
    table = groups.agg(subject=("subject", "first"), start=("week", "min"), last=("week", "max"))
    first, last = table.start.to_numpy(), table["last"].to_numpy()
    parts = list(groups["part"].agg(frozenset))
    units = {*parts, *(frozenset([p]) for p in made.part.unique()), frozenset(made.part)}
    within = np.array([[p <= u for p in parts] for u in units])
    touching = np.array([[bool(p & u) for p in parts] for u in units])
    asked = []
    for leaves in SUBJECTS:
        about = table.subject.isin(leaves).to_numpy()
        for start, stop in spans(made):
            inside = about & (first >= start) & (last < stop)
            near = about & (first < stop) & (last >= start)
            asked += [inside & within, near & touching]
    everything = np.concatenate(asked)
    packed = np.packbits(everything, axis=1)
    _, once = np.unique(packed.view(f"V{packed.shape[1]}"), return_index=True)
    chosen = everything[once]
    members = [at.to_numpy() for at in groups.groups.values()]
    values = np.zeros(len(table)) if counts is None else counts[table.index].to_numpy()
    return [(np.concatenate([members[n] for n in np.flatnonzero(c)]), values[c].sum()) for c in chosen if c.any()]


def five_a_question(made: pd.DataFrame, k: int = 5) -> list[Line]:
    """What a board says that answers each question about k or more people, exactly."""
    against, person = (made.stance == "against").to_numpy(), made.person.to_numpy()
    part, week = made.part.to_numpy(), made.week.to_numpy()
    units = [part == one for one in made.part.unique()] + [part == part]
    lines = []
    for leaves in SUBJECTS:
        about = made.subject.isin(leaves).to_numpy()
        for start, stop in spans(made):
            asked = about & (week >= start) & (week < stop)
            found = [np.flatnonzero(asked & unit) for unit in units]
            lines += [(rows, float(against[rows].sum())) for rows in found if len(set(person[rows])) >= k]
    return lines


def atoms_of(numbers: pd.Series) -> dict[int, np.ndarray]:
    """The rows of each atom."""
    return {int(n): at.to_numpy() for n, at in numbers[numbers >= 0].groupby(numbers).groups.items()}


Told = tuple[list[Line], list[tuple[float, float]]]


def rounded_answers(made: pd.DataFrame, atoms: pd.DataFrame) -> Told:
    """Every count that is published, with what it may stand for, and what is known of every stretch of a lane.

    Contribution i has three things it can say: i against, i + n in favour, i + 2n neither. Critical counts come from
    fine atoms, favour from coarse ones, and an attacker knows that each contribution says one of three, and that
    stretches of a lane are off by less than three (and by what counts at the top add).
    """
    n = len(made)
    against, favour = ((made.stance == side).to_numpy() for side in ("against", "favour"))
    fine, coarse = atoms_of(atoms.fine), atoms_of(atoms.coarse)
    critical = published(made, fine, against, "critical", None)
    taken = {c: sum(critical[int(f)] for f in np.unique(atoms.fine.to_numpy()[rows])) for c, rows in coarse.items()}
    support = published(made, coarse, favour, "favour", taken)
    lines, doubt = [], []
    for rows in fine.values():
        lines.append((np.concatenate([rows, rows + n, rows + 2 * n]), len(rows)))
        doubt.append((len(rows), len(rows)))
    for sets, values, says, shift in ((fine, critical, against, 0), (coarse, support, favour, n)):
        for members, value, span in stretches(made, sets, values, says):
            lines.append((members + shift, value))
            doubt.append(span)
    return lines, doubt


def published(
    made: pd.DataFrame, sets: dict[int, np.ndarray], says: np.ndarray, name: str, taken: dict[int, int] | None
) -> dict[int, int]:
    """The rounded count of each atom, lane by lane."""
    found: dict[int, int] = {}
    for subject, own in lanes(made, sets):
        counts, totals = [int(says[sets[a]].sum()) for a in own], [len(sets[a]) for a in own]
        other = None if taken is None else [taken[a] for a in own]
        values = rounded(counts, totals, KEY, f"{subject}/{name}", taken=other)
        found |= dict(zip(own, values.tolist(), strict=True))
    return found


def lanes(made: pd.DataFrame, sets: dict[int, np.ndarray]) -> Iterator[tuple[str, list[int]]]:
    subjects = made.subject.to_numpy()
    for subject in made.subject.unique():
        yield subject, [a for a in sorted(sets) if subjects[sets[a][0]] == subject]


def stretches(
    made: pd.DataFrame, sets: dict[int, np.ndarray], values: dict[int, int], says: np.ndarray
) -> Iterator[tuple[np.ndarray, float, tuple[float, float]]]:
    """Every stretch of neighbours with its sum, and how far off that may be; generous: only what is true is told."""
    for _, own in lanes(made, sets):
        for i, j in combinations(range(len(own) + 1), 2):
            inside = own[i:j]
            members = np.concatenate([sets[a] for a in inside])
            value, true = sum(values[a] for a in inside), int(says[members].sum())
            low, high = (sum(end) for end in zip(*(possible(values[a], len(sets[a])) for a in inside), strict=True))
            off = 2 if abs(value - true) <= 2 else len(members)
            yield members, value, (max(low, value - off), min(high, value + off))


def people_of(found: list[Exposed]) -> frozenset[int]:
    return frozenset[int]().union(*(one.people for one in found))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_question_about_atoms_gives_away_no_group_under_five(seed):
    """Both grains at once, and whatever the counts are: the sets alone let nothing under five be solved."""
    made = organisation(seed)
    atoms = partition(made)
    lines = unions(made, atoms.fine) + unions(made, atoms.coarse)
    assert len(lines) > 1000
    assert solve(lines, made.person, bounds=False) == []
    assert min(len(people) for people in know(lines, made.person.to_numpy())[0].people) >= 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_attacker_breaks_a_minimum_of_five_a_question(seed):
    """Or else the tests above and below would say nothing."""
    made = organisation(seed)
    found = solve(five_a_question(made), made.person, bounds=False)
    assert len(found) > 50
    assert len(people_of(found)) > made.person.nunique() / 4
    assert all(1 <= len(one.people) < 5 for one in found)


def test_bounds_break_a_minimum_of_five_a_question_even_further():
    made = organisation(2)
    made = made[made.week < made.week.min() + pd.Timedelta(weeks=4)].reset_index(drop=True)
    lines = five_a_question(made)
    both = solve(lines, made.person)
    assert len(people_of(both)) > len(people_of(solve(lines, made.person, bounds=False)))


@pytest.mark.parametrize("seed", SEEDS)
def test_rounded_counts_of_both_grains_never_prove_nobody_or_everybody(seed):
    made = organisation(seed)
    lines, doubt = rounded_answers(made, partition(made))
    assert solve(lines, np.tile(made.person, 3), doubt=doubt) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_exact_counts_of_the_same_atoms_do(seed):
    """The void check of the rounding: without it some atom is unanimous, and each of its people is known."""
    made = organisation(seed)
    against = (made.stance == "against").to_numpy()
    lines = [(rows, float(against[rows].sum())) for rows in atoms_of(partition(made).fine).values()]
    assert solve(lines, made.person)


def test_fine_and_coarse_counts_that_ignore_each_other_would_prove_unanimity():
    """Atoms of 5 with 5, 0, 3 and 0 published, and 15 of the 20 beside them: the first five all said it."""
    rows = np.arange(20).reshape(4, 5)
    lines = [(r, v) for r, v in zip(rows, (5, 0, 3, 0), strict=True)] + [(rows.ravel(), 15)]
    doubt = [possible(v, len(r)) for r, v in lines]
    assert frozenset(range(5)) in {one.members for one in solve(lines, np.arange(20), doubt=doubt)}


@pytest.mark.parametrize("seed", SEEDS)
def test_sealing_week_by_week_with_late_posts_gives_away_nothing_either(seed):
    """All that was ever published is a union of the final atoms, and some come from posts that were weeks late."""
    made = organisation(seed)
    random = np.random.default_rng(seed)
    arrives = made.week + pd.to_timedelta(random.choice([0, 0, 0, 0, 2, 5], len(made)) * 7, unit="D")
    numbers = pd.DataFrame({"fine": -1, "coarse": -1}, index=made.index)
    lines: list[Line] = []
    for now in pd.date_range(arrives.min(), arrives.max(), freq="7D"):
        there = arrives <= now
        numbers[there] = partition(pd.concat([made, numbers], axis=1)[there])
        lines += [(rows, 0.0) for grain in ("fine", "coarse") for rows in atoms_of(numbers[grain]).values()]
    lines += unions(made, numbers.fine) + unions(made, numbers.coarse)
    assert solve(lines, made.person, bounds=False) == []
    assert numbers.fine[made.week < arrives].max() >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_reach_and_questions_are_unions_of_five_people_too(seed):
    made = organisation(seed)
    first = made.sort_values("week").drop_duplicates(["subject", "person"]).reset_index(drop=True)
    asking = made[made.stance == "neither"].reset_index(drop=True)
    for rows, numbers in ((first, group(first)), (asking, group(asking, people=5, rows=10))):
        assert numbers.max() > 3
        assert solve(unions(rows, numbers), rows.person, bounds=False) == []


def test_an_attacker_finds_what_is_there():
    """Four lines; the fourth minus the first three is person 6 alone, who wrote contribution 6."""
    lines = [({0, 1}, 1.0), ({2, 3}, 0.0), ({4, 5}, 2.0), (set(range(7)), 4.0)]
    span = solve(lines, np.arange(7), k=2, bounds=False)
    assert [one.members for one in span] == [frozenset({6})]
    bounds = {one.members for one in solve(lines, np.arange(7), k=2) if one.how == "bounds"}
    assert bounds == {frozenset({2, 3}), frozenset({4, 5}), frozenset({6})}


def test_an_attacker_adds_classes_that_can_only_be_told_together():
    """Persons 0 and 1 lie in different lines, yet only their sum comes out: the whole less the middle."""
    lines = [({0, 2}, 1.0), ({1, 3}, 1.0), ({2, 3, 4}, 1.0), ({4, 5}, 1.0), ({5}, 0.0)]
    assert frozenset({0, 1}) in {one.members for one in solve(lines, np.arange(6), k=3, bounds=False)}
