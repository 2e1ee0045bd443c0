"""Who writes about what in which week, on which side, asking or acting: drawn for all people at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pulse.demo.fates import EVERYDAY, FATES, RESTS, Fate
from pulse.demo.organisation import DIVISIONS, SOURCES, Organisation
from pulse.demo.strategy import SPEAKS_AT

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DECISIONS = tuple(FATES)
THEMES = ("customers", "field", "people", "renewal", "climate", "simple")
"""The themes, in the order of their decisions."""
SUBJECTS = (*DECISIONS, *THEMES, "")
SOURCE_NAMES = tuple(SOURCES)
INTERNAL = (0.46, 0.40, 0.14)
PUBLIC_LANGUAGES = {"fi": 0.34, "sv": 0.24, "nb": 0.14, "nn": 0.03, "da": 0.13, "en": 0.12}
PILOTS = ("service-bergen-1", "service-gavle-1")
"""The teams that pilot, as strategy.yaml has them."""
ACT_NAMES = ("none", "wish", "plan", "doing", "done")
DAY = 86_400.0
WEEK_SECONDS = 7 * DAY
COLUMNS = ("subject", "week", "person", "source", "stance", "asks", "act", "group", "language")


@dataclass(frozen=True, slots=True)
class Pool:
    """People who may write: how much, from where, and how each leans on each subject."""

    public: bool
    first: int
    activity: Floats
    division: Ints
    rank: Ints
    team: Ints
    language: npt.NDArray[np.str_]
    source: Ints | None
    lean: Floats  # subjects x people, log-odds
    pilots: Ints  # the teams that pilot


@dataclass(frozen=True, slots=True)
class Crowd:
    """Posts to be, a row each, and what each employee's log-odds of favour were on each subject (NaN: never drawn)."""

    posts: pd.DataFrame
    leans: Floats


def fate(subject: int) -> Fate:
    """The story of a subject."""
    return FATES.get(SUBJECTS[subject]) or RESTS.get(SUBJECTS[subject]) or EVERYDAY


def begins(subject: int, weeks: int) -> int:
    """The number of the week from which a subject is talked about."""
    return max(0, weeks - 1 - fate(subject).announced)


def employees(organisation: Organisation, rng: np.random.Generator) -> Pool:
    """The organisation's people as writers."""
    size = len(organisation.people)
    teams = [unit.id for unit in organisation.tree.units]
    pilots = np.array([teams.index(name) for name in PILOTS if name in teams], dtype=np.int64)
    division = np.array([[fate(s).divided.get(d, 0.0) for d in DIVISIONS] for s in range(len(SUBJECTS))])
    team = rng.normal(0, 0.4, (len(SUBJECTS), len(organisation.tree.units)))
    lean = division[:, organisation.division] + team[:, organisation.team] + rng.normal(0, 0.9, (len(SUBJECTS), size))
    return Pool(
        False, 0, organisation.activity, organisation.division, organisation.rank, organisation.team,
        organisation.language, None, lean, pilots,
    )  # fmt: skip


def outsiders(first: int, size: int, rng: np.random.Generator) -> Pool:
    """The public, as handles that each belong to one platform."""
    languages = rng.choice(list(PUBLIC_LANGUAGES), size, p=list(PUBLIC_LANGUAGES.values()))
    none = np.zeros(size, dtype=np.int64)
    return Pool(
        True, first, rng.gamma(0.7, 1 / 0.7, size) + 0.05, none, none + 2, none, languages,
        rng.choice([3, 4, 5], size, p=[0.24, 0.40, 0.36]), rng.normal(0, 1.0, (len(SUBJECTS), size)), none[:0],
    )  # fmt: skip


def crowd(pool: Pool, weeks: int, scale: float, rng: np.random.Generator) -> Crowd:
    """All posts that these people write in so many weeks; ``scale`` 1 is an organisation of full size."""
    found = []
    leans = np.full(pool.lean.shape, np.nan)
    for subject in range(len(SUBJECTS)):
        first = begins(subject, weeks)
        week, person = _writers(pool, subject, first, weeks, scale, rng)
        if len(week):
            rows, shift = _say(pool, subject, first, weeks, week, person, scale >= 1, rng)
            found.append(rows)
            leans[subject] = 1 / (1 + np.exp(-(pool.lean[subject] + shift)))
    posts = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(COLUMNS))
    return Crowd(posts, leans)


def _writers(
    pool: Pool, subject: int, first: int, weeks: int, scale: float, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """(week, person) of each contribution: chances in proportion to activity and interest, to the expected number."""
    story = fate(subject)
    volume = story.public if pool.public else story.writers
    wanted = np.array([volume(w - first, weeks - 1 - w) for w in range(first, weeks)]) * scale
    weight = pool.activity * (1.0 if pool.public else _interest(pool, story))
    weights = np.where(_heard(pool, story, first, weeks, rng), weight, 0.0)
    level = wanted / np.maximum(weights.sum(axis=1), 1e-9)
    for _ in range(4):
        expected = 1 - np.exp(-level[:, None] * weights)
        level *= wanted / np.maximum(expected.sum(axis=1), 1e-9)
    week, person = np.nonzero(rng.random(weights.shape) < 1 - np.exp(-np.minimum(level, 1e6)[:, None] * weights))
    return week + first, person


def _interest(pool: Pool, story: Fate) -> Floats:
    interest = np.array([story.interest.get(d, 1.0) for d in DIVISIONS])
    return np.asarray(interest[pool.division] * np.array([2.0 * story.leaders, 1.3 * story.leaders, 1.0])[pool.rank])


def _heard(pool: Pool, story: Fate, first: int, weeks: int, rng: np.random.Generator) -> Flags:
    """Weeks x people: whom the word has reached. It travels team by team, or rolls on from the pilots."""
    size = len(pool.activity)
    if pool.public or story.announced > weeks * 10:
        return np.ones((weeks - first, size), dtype=bool)
    teams = int(pool.team.max()) + 1
    ages = np.arange(weeks - first)[:, None]
    if story.rolls:
        when = rng.logistic(9.5, 2.2, size)
        when[np.isin(pool.team, pool.pilots if len(pool.pilots) else rng.choice(pool.team, 2))] = 0.0
        return np.asarray(ages >= np.where(pool.rank == 0, 0.0, when))
    delay = rng.exponential(1.3, teams)[pool.team]
    return np.asarray(ages + 1 >= np.where(pool.rank < 2, delay * 0.4, delay))


def _say(
    pool: Pool, subject: int, first: int, weeks: int, week: Ints, person: Ints, even: bool, rng: np.random.Generator
) -> tuple[pd.DataFrame, float]:
    """The posts of the contributions, and the mean shift that brings the lean to the support of the story."""
    story, size = fate(subject), len(week)
    side, shift = _sides(pool, subject, first, weeks, week, person, even, rng)
    curious = rng.random(size) < np.array([story.asks(w - first, weeks - 1 - w) for w in range(weeks)])[week]
    stage = _stages(story, first, weeks, week, rng)
    source = rng.choice(3, size, p=INTERNAL) if pool.source is None else pool.source[person]
    more = np.minimum(rng.poisson(0.33 * np.sqrt(pool.activity[person])), 5)
    of = np.repeat(np.arange(size), 1 + more)
    asks = rng.random(len(of)) < np.where(curious[of], 0.88, 0.03)
    speaks = rng.random(len(of)) < story.stance * np.where(asks, 0.4, 1.0)
    wavers = np.where(rng.random(len(of)) < 0.05, -1, 1)
    acts = np.where(~asks & (rng.random(len(of)) < (0.0 if pool.public else 0.9)), stage[of], 0)
    language = np.where(rng.random(len(of)) < 0.06, "en", pool.language[person][of])
    return pd.DataFrame({
        "subject": subject,
        "week": week[of],
        "person": pool.first + person[of],
        "source": source[of],
        "stance": np.where(speaks, side[of] * wavers, 0),
        "asks": asks,
        "act": acts,
        "group": np.where(asks, _groups(subject, weeks, week[of], rng), -1),
        "language": language,
    }), shift  # fmt: skip


def _sides(
    pool: Pool, subject: int, first: int, weeks: int, week: Ints, person: Ints, even: bool, rng: np.random.Generator
) -> tuple[Ints, float]:
    """+1 or -1 for each contribution; each week's chances are shifted until their mean is the story's support.

    In the full demo the sides fall evenly, so that its lines are calm; smaller worlds draw each person by itself, as
    those need who measure how often a range holds what people tend to write.
    """
    story = fate(subject)
    support = story.public_support if pool.public else story.support
    lean = pool.lean[subject][person]
    chance, shifts = np.empty(len(week)), []
    for w in np.unique(week):
        here = week == w
        goal = support(int(w) - first, weeks - 1 - int(w))
        shift = _shift(lean[here], goal)
        chance[here] = 1 / (1 + np.exp(-(lean[here] + shift)))
        shifts.append(shift)
    sides = _evenly(chance, rng) if even else rng.random(len(week)) < chance
    return np.where(sides, 1, -1), float(np.mean(shifts))


def _evenly(chance: Floats, rng: np.random.Generator) -> Flags:
    """Each with its own chance, but systematically, so that the sum is never far from what is expected."""
    steps = np.floor(np.cumsum(chance) + rng.random())
    return np.asarray(np.diff(steps, prepend=0.0) > 0.5)


def _shift(lean: Floats, goal: float) -> float:
    """What to add to the log-odds so that the mean chance is the goal (Newton's method)."""
    shift = float(np.log(goal / (1 - goal)) - lean.mean())
    for _ in range(6):
        chance = 1 / (1 + np.exp(-(lean + shift)))
        shift -= float((chance.mean() - goal) / max((chance * (1 - chance)).mean(), 1e-3))
    return shift


def _stages(story: Fate, first: int, weeks: int, week: Ints, rng: np.random.Generator) -> Ints:
    """The act of each contribution, as an index of ACT_NAMES."""
    edges = np.cumsum([story.acts(w - first, weeks - 1 - w) for w in range(weeks)], axis=1)[week]
    place = (rng.random(len(week))[:, None] >= edges).sum(axis=1)
    return np.where(place < 4, place + 1, 0)


def _groups(subject: int, weeks: int, week: Ints, rng: np.random.Generator) -> Ints:
    """Which hot question a post asks, -1 for another one. The affair's own question comes up with the affair."""
    if subject >= len(DECISIONS):
        return np.full(len(week), -1, dtype=np.int64)
    drawn = rng.choice([0, 1, 2, -1], len(week), p=[0.33, 0.26, 0.19, 0.22])
    if DECISIONS[subject] != "central-planning":
        return drawn
    late = week >= weeks - 6
    return np.where(late & (drawn == 0) & (rng.random(len(week)) < 0.6), 2, np.where(~late & (drawn == 2), 0, drawn))


def times(posts: pd.DataFrame, weeks: int, rng: np.random.Generator) -> Floats:
    """Seconds from the first Monday: office hours inside, evenings and weekends too outside, after the announcement."""
    size = len(posts)
    public = posts["source"].to_numpy() >= 3
    inside = rng.choice(7, size, p=[0.21, 0.21, 0.2, 0.19, 0.15, 0.02, 0.02])
    day = np.where(public, rng.integers(0, 7, size), inside)
    hour = np.where(rng.random(size) < 0.55, rng.normal(9.7, 1.4, size), rng.normal(14.0, 2.0, size))
    hour = np.clip(np.where(public, rng.normal(16.5, 4.0, size), hour), 5.5, 22.9)
    within = day * DAY + hour * 3600 + rng.integers(0, 60, size)
    subject, week = posts["subject"].to_numpy(), posts["week"].to_numpy()
    born = np.array([begins(s, weeks) if s < len(DECISIONS) else -1 for s in range(len(SUBJECTS))])[subject]
    early = (week == born) & (within < SPEAKS_AT.total_seconds() + 120)
    again = SPEAKS_AT.total_seconds() + 120 + np.minimum(rng.exponential(1.2 * DAY, size), 5 * DAY)
    return np.asarray(week * WEEK_SECONDS + np.clip(np.where(early, again, within), 0, 166 * 3600.0))
