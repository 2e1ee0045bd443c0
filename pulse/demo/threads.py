"""How the demo's posts hang together: announcements, articles, threads, and the answers that questions get."""

from collections import defaultdict

import numpy as np
import pandas as pd

from pulse.demo.crowd import DAY, DECISIONS, SUBJECTS, WEEK_SECONDS, Floats, Ints, begins, fate
from pulse.demo.fates import FATES
from pulse.demo.organisation import SOURCES, Organisation
from pulse.demo.strategy import SPEAKS_AT

ORDINARY, ARTICLE, ANNOUNCEMENT, ANSWER = range(4)
KINDS = ("ordinary", "article", "announcement", "answer")
ROOTS = (0.3, 0.34, 0.3, 0.0, 0.5, 0.0)
"""The share of posts, by source, that begin a thread of their own."""
FLAT = (False, True, False, False, False, False)
RECENT = 6
OWNERS = {
    "online-booking": "head-of-customers",
    "central-planning": "head-of-field-service",
    "pay-model": "head-of-people",
    "improvement-hour": "head-of-renewal",
    "repair-first": "head-of-products",
    "plain-english": "head-of-communications",
}


def announcements(organisation: Organisation, weeks: int, editor: int) -> pd.DataFrame:
    """The owner announces inside, twice, and where the public is told the company's blog does too."""
    rows = []
    for subject, decision in enumerate(DECISIONS):
        owner, week = organisation.holder(OWNERS[decision]), begins(subject, weeks)
        at = week * WEEK_SECONDS + SPEAKS_AT.total_seconds()
        told = [(2, owner, "en", 5.0), (0, owner, str(organisation.language[owner]), 35.0)]
        if FATES[decision].public(0, weeks) >= 8:
            told.append((3, editor, "en", 95.0))
        rows += [
            _planted(subject, week, who, source, lang, at + late, ANNOUNCEMENT) for source, who, lang, late in told
        ]
    return pd.DataFrame(rows)


def articles(posts: pd.DataFrame, editors: tuple[int, int], rng: np.random.Generator) -> pd.DataFrame:
    """The articles of the company's blog and of the newspapers that the public comments on."""
    shown = posts[posts["source"].isin([3, 5])]
    firsts = shown.groupby(["source", "subject", "week", "language"], sort=True)["time"].min()
    languages = rng.choice(["fi", "sv", "nb", "da", "en"], len(firsts))
    rows = []
    keys: list[tuple[int, int, int, str]] = firsts.index.tolist()
    for n, ((source, subject, week, language), first) in enumerate(zip(keys, firsts.tolist(), strict=True)):
        start = max(week * WEEK_SECONDS + 1.0, first - 5400.0)
        early = subject < len(DECISIONS) and start < week * WEEK_SECONDS + SPEAKS_AT.total_seconds() + 100
        if n % 3 == 0 and not early:
            spoken = language if n % 2 else str(languages[n])
            rows.append(_planted(subject, week, editors[source == 5], source, spoken, start, ARTICLE))
    return pd.DataFrame(rows)


def _planted(
    subject: int, week: int, person: int, source: int, language: str, time: float, kind: int
) -> dict[str, object]:
    return {
        "subject": subject, "week": week, "person": person, "source": source, "stance": 0, "asks": False, "act": 0,
        "group": -1, "language": language, "time": time, "kind": kind,
    }  # fmt: skip


def link(posts: pd.DataFrame, managing: Floats, weeks: int, rng: np.random.Generator) -> pd.DataFrame:
    """The posts, which stand in the order of time, with ``parent`` and ``thread`` as row numbers (-1: none).

    Managers and leaders begin threads of their own; that they answer is decided by the story, not by chance.
    """
    rows = zip(
        posts["source"].tolist(), posts["subject"].tolist(), posts["kind"].tolist(), posts["time"].tolist(),
        managing[posts["person"].to_numpy()].tolist(), rng.random(len(posts)).tolist(), rng.random(len(posts)).tolist(),
        rng.random(len(posts)).tolist(), strict=True,
    )  # fmt: skip
    parents, threads = [], []
    open_threads: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
    times: list[float] = posts["time"].tolist()
    for row, (source, subject, kind, time, manages, begin, which, whom) in enumerate(rows):
        known = open_threads[source, subject]
        while known and (len(known) > RECENT * 2 or time - times[known[0][-1]] > 9 * DAY):
            known.pop(0)
        if kind != ORDINARY or manages or not known or begin < ROOTS[source]:
            known.append([row])
            parents.append(-1)
            threads.append(row)
            continue
        thread = known[-1 - int(which * which * min(len(known), RECENT))]
        parents.append(thread[0] if FLAT[source] or whom < 0.55 else thread[int(whom * len(thread))])
        threads.append(thread[0])
        thread.append(row)
    return posts.assign(parent=parents, thread=threads, answered_days=np.nan, answers=-1)


def answers(posts: pd.DataFrame, organisation: Organisation, weeks: int, rng: np.random.Generator) -> pd.DataFrame:
    """The posts and the answers that leaders and managers give to internal questions, as the story has it."""
    asking = np.flatnonzero(posts["asks"].to_numpy() & (posts["source"].to_numpy() < 3))
    if not len(asking):
        return posts
    subjects, groups = posts["subject"].to_numpy()[asking], posts["group"].to_numpy()[asking]
    rate, days = _plan(subjects, groups)
    wait = days * np.exp(rng.normal(0, 0.7, len(asking)))
    when = posts["time"].to_numpy()[asking] + wait * DAY
    given = (rng.random(len(asking)) < rate) & (when < weeks * WEEK_SECONDS - 3600)
    asking, wait, when, subjects = asking[given], wait[given], when[given], subjects[given]
    asked = posts.iloc[asking]
    who = _answerers(asked["person"].to_numpy(), subjects, organisation, rng)
    flat = np.array(FLAT)[asked["source"].to_numpy()]
    made: pd.DataFrame = asked.assign(
        person=who, week=(when // WEEK_SECONDS).astype(np.int64), stance=0, asks=False, time=when, kind=ANSWER, act=0,
        group=-1, parent=np.where(flat, asked["thread"], asking), answered_days=np.nan, answers=asking,
    )  # fmt: skip
    other = who != asked["person"].to_numpy()
    marked = posts["answered_days"].to_numpy().copy()
    marked[asking[other]] = wait[other]
    both: pd.DataFrame = pd.concat([posts.assign(answered_days=marked), made[other]], ignore_index=True)
    return both


def _plan(subjects: Ints, groups: Ints) -> tuple[Floats, Floats]:
    """The chance that a question is answered, and the median days, from the story of its group."""
    table = np.zeros((len(SUBJECTS), 4, 2))
    for subject in range(len(SUBJECTS)):
        told = fate(subject).answered
        for group in range(4):  # the last is for questions of no group: as the second best group
            table[subject, group] = told[group] if group < len(told) else sorted(told)[len(told) // 2]
    found = table[subjects, groups]
    return found[:, 0], found[:, 1]


def _answerers(askers: Ints, subjects: Ints, organisation: Organisation, rng: np.random.Generator) -> Ints:
    """The owner, a leader, or a manager above the asker."""
    heads: dict[str, int] = {}
    for n, member in enumerate(organisation.people):
        if member.level != "staff":
            heads.setdefault(member.unit, n)
    leaders = np.flatnonzero(organisation.rank == 0)
    draws, picks = rng.random(len(askers)), rng.choice(leaders, len(askers))
    found = []
    for asker, subject, draw, pick in zip(
        askers.tolist(), subjects.tolist(), draws.tolist(), picks.tolist(), strict=True
    ):
        path = [heads[u] for u in organisation.tree.path(organisation.people[asker].unit) if u in heads]
        above = [head for head in path if head != asker]
        if subject < len(DECISIONS) and draw < 0.3:
            found.append(organisation.holder(OWNERS[DECISIONS[subject]]))
        elif draw < 0.4 or not above:
            found.append(pick)
        else:
            found.append(above[0] if draw < 0.8 else above[min(1, len(above) - 1)])
    return np.array(found, dtype=np.int64)


def ordered(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts in the order of time, with links to rows moved along."""
    order = np.argsort(posts["time"].to_numpy(), kind="stable")
    place = np.empty(len(order) + 1, dtype=np.int64)
    place[order] = np.arange(len(order))
    place[-1] = -1
    moved = posts.iloc[order].reset_index(drop=True)
    links = {name: place[moved[name].to_numpy()] for name in ("parent", "thread", "answers") if name in moved}
    return moved.assign(**links)


def voice(source: int) -> str:
    """The voice of a source, by its number."""
    return tuple(SOURCES.values())[source]
