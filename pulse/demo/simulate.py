"""Simulates the demo organisation: the same seed always gives the same world."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from pulse.demo import crowd as people_who_write
from pulse.demo import strategy as plans
from pulse.demo.crowd import ACT_NAMES, DECISIONS, SOURCE_NAMES, SUBJECTS, THEMES, Crowd
from pulse.demo.fates import FULL
from pulse.demo.organisation import COMPANY, NAME, Organisation, organisation
from pulse.demo.reactions import Seen, seen
from pulse.demo.reworded import reworded
from pulse.demo.rows import Leaning, Said, Truth, World
from pulse.demo.texts import Words, texts
from pulse.demo.threads import ANNOUNCEMENT, KINDS, ORDINARY, announcements, answers, articles, link, ordered, voice
from pulse.domain import LEVELS, Strategy
from pulse.domain.weeks import WEEK, starts

STANCE_NAMES = {-1: "against", 0: "neither", 1: "favour"}
NOBODY = np.array(None, dtype=object)
OUTSIDE = 1.4
"""How many handles of the public there are for each employee."""
ALSO = 0.3
"""How often a post about a decision touches the decision's other themes too."""


def simulate(*, people: int = FULL, weeks: int = 26, seed: int = 1, texts: bool = True) -> World:
    """A whole world of so many people over so many weeks; without texts it is much faster.

    Args:
        texts: whether posts have words. Truth, times and threads are the same without, but every tone is neutral and no
            groups are reworded.
    """
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(8)]
    staff = organisation(people, streams[0])
    posts, leans = _posts(staff, weeks, people / FULL, streams)
    ids = _ids(posts)
    plan = plans.strategy(staff.tree, weeks, _announced(posts, ids))
    nouns = plans.nouns(plan)
    words = _words(posts, streams[5]) if texts else [Words("", "", "neutral")] * len(posts)
    table = _table(posts, ids, words, staff, weeks, nouns)
    extras = seen(posts, staff, streams[6])
    return World(
        organisation=NAME,
        units=staff.tree.units,
        people=staff.people,
        strategy=plan,
        nouns=nouns,
        posts=_said(posts, table, words, extras, staff, streams[7]),
        truth=_truth(table, posts, streams[7]),
        leanings=_leanings(staff, leans),
        reworded=reworded(table, weeks) if texts else (),
        table=table,
    )


def _words(posts: pd.DataFrame, rng: np.random.Generator) -> list[Words]:
    return texts(posts, rng)


def _posts(
    staff: Organisation, weeks: int, scale: float, streams: list[np.random.Generator]
) -> tuple[pd.DataFrame, Crowd]:
    """All posts in the order of time, with parents, threads and answers."""
    size = len(staff.people)
    outside = _outside(size)
    inside = people_who_write.crowd(people_who_write.employees(staff, streams[1]), weeks, scale, streams[1])
    public = people_who_write.crowd(people_who_write.outsiders(size, outside, streams[2]), weeks, scale, streams[2])
    said = pd.concat([inside.posts, public.posts], ignore_index=True)
    said = said.assign(time=people_who_write.times(said, weeks, streams[3]), kind=ORDINARY)
    editors = (size + outside, size + outside + 1)
    planted = [announcements(staff, weeks, editors[0]), articles(said, editors, streams[3])]
    posts = ordered(pd.concat([said, *(p for p in planted if len(p))], ignore_index=True))
    managing = np.zeros(size + outside + 2)
    managing[:size] = staff.rank < 2
    linked = link(posts, managing, weeks, streams[4])
    return ordered(answers(linked, staff, weeks, streams[4])), inside


def _outside(size: int) -> int:
    return max(5, round(size * OUTSIDE))


def _ids(posts: pd.DataFrame) -> list[str]:
    """Native ids, unique over all sources: the source's letter and a number that grows with time."""
    return [f"{SOURCE_NAMES[s][0]}{100_000 + 3 * n}" for n, s in enumerate(posts["source"].tolist())]


def _announced(posts: pd.DataFrame, ids: list[str]) -> dict[str, tuple[str, ...]]:
    rows = posts[posts["kind"] == ANNOUNCEMENT]
    found: dict[str, tuple[str, ...]] = {}
    for row, subject in rows["subject"].items():
        found[SUBJECTS[subject]] = (*found.get(SUBJECTS[subject], ()), ids[row])  # type: ignore[call-overload]
    return found


def _table(
    posts: pd.DataFrame, ids: list[str], words: list[Words], staff: Organisation, weeks: int, strategy: Strategy
) -> pd.DataFrame:
    """One row a post with everything that is true of it."""
    names = np.array([*ids, ""], dtype=object)
    person, source = posts["person"].to_numpy(), posts["source"].to_numpy()
    inside = person < len(staff.people)
    home = np.where(inside, person, 0)
    units, parts = _homes(staff)
    first = starts(plans.first_week(weeks), plans.ZONE)
    mondays = pd.DatetimeIndex([plans.first_week(weeks) + n * WEEK for n in range(weeks)])
    return pd.DataFrame({
        "source": np.array(SOURCE_NAMES, dtype=object)[source],
        "id": names[:-1],
        "voice": np.array([voice(s) for s in range(len(SOURCE_NAMES))], dtype=object)[source],
        "subject": _leaves(posts, parts[home], inside, strategy),
        "number": posts["week"].to_numpy(),
        "week": mondays[posts["week"].to_numpy()],
        "person": person,
        "part": np.where(inside, parts[home], np.array(SOURCE_NAMES, dtype=object)[source]),
        "unit": pd.Series(np.where(inside, units[home], NOBODY), dtype=object),
        "level": pd.Series(np.where(inside, np.array(LEVELS, dtype=object)[staff.rank[home]], NOBODY), dtype=object),
        "said_at": _instants(first, posts),
        "stance": posts["stance"].map(STANCE_NAMES).to_numpy(),
        "asks": posts["asks"].to_numpy(dtype=bool),
        "act": np.array(ACT_NAMES, dtype=object)[posts["act"].to_numpy(dtype=np.int64)],
        "tone": [w.tone for w in words],
        "language": posts["language"].to_numpy(),
        "kind": np.array(KINDS, dtype=object)[posts["kind"].to_numpy()],
        "thread": names[posts["thread"].to_numpy()],
        "parent": names[posts["parent"].to_numpy()],
        "group": posts["group"].to_numpy(),
        "answered_days": posts["answered_days"].to_numpy(),
    })  # fmt: skip


def _homes(staff: Organisation) -> tuple[Any, Any]:
    """Each person's unit and division ("" at the top)."""
    units = np.array([m.unit for m in staff.people], dtype=object)
    parts = np.array([staff.tree.ancestor(m.unit, "division") or "" for m in staff.people], dtype=object)
    return units, parts


def _instants(first: datetime, posts: pd.DataFrame) -> pd.DatetimeIndex:
    """Weeks begin at local midnight, so that a change of the clock moves no post into another week."""
    monday = [starts(first.date() + n * WEEK, plans.ZONE).astimezone(UTC) for n in range(int(posts["week"].max()) + 1)]
    within = posts["time"].to_numpy() - posts["week"].to_numpy() * 604_800.0
    base = pd.DatetimeIndex(monday)[posts["week"].to_numpy()]
    return pd.DatetimeIndex(base + pd.to_timedelta(np.floor(within), unit="s"))


def _leaves(posts: pd.DataFrame, parts: Any, inside: Any, strategy: Strategy) -> Any:
    """The leaf of each post: the decision, or its theme's rest for those outside its scope, or "" for none."""
    decisions = {d.id: d for d in strategy.decisions}
    scoped = np.array([f"decision:{s}" if s in decisions else f"rest:{s}" if s else "" for s in SUBJECTS], dtype=object)
    found = scoped[posts["subject"].to_numpy()]
    for number, name in enumerate(DECISIONS):
        scope = decisions[name].scope
        if scope:
            out = inside & (posts["subject"].to_numpy() == number) & ~np.isin(parts.astype(str), scope)
            found[out] = f"rest:{decisions[name].theme}"
    return found


def _truth(table: pd.DataFrame, posts: pd.DataFrame, rng: np.random.Generator) -> tuple[Truth, ...]:
    themes = _themes()
    more = (rng.random(len(table)) < ALSO).tolist()
    columns = [
        table[c].tolist() for c in ("source", "id", "stance", "tone", "asks", "act", "unit", "level", "language")
    ]
    return tuple(
        Truth(
            source=source, id=id, themes=list(themes[s][0] if wide else themes[s][0][:1]), decision=themes[s][1],
            stance=stance, tone=tone, asks=asks, act=act, unit=unit, level=level, language=language,
        )
        for s, wide, source, id, stance, tone, asks, act, unit, level, language in zip(
            posts["subject"].tolist(), more, *columns, strict=True
        )
    )  # fmt: skip


def _themes() -> list[tuple[tuple[str, ...], str | None]]:
    """(themes, decision) of each subject."""
    also = {"online-booking": ("simple",), "central-planning": ("customers",)}
    decided = [((THEMES[n], *also.get(d, ())), d) for n, d in enumerate(DECISIONS)]
    return [*decided, *(((t,), None) for t in THEMES), ((), None)]


def _leanings(staff: Organisation, inside: Crowd) -> tuple[Leaning, ...]:
    return tuple(
        Leaning(person=staff.people[person].person, subject=_subject(subject), lean=round(float(lean), 4))
        for subject in range(len(SUBJECTS) - 1)
        for person, lean in enumerate(inside.leans[subject].tolist())
        if lean == lean
    )


def _subject(number: int) -> str:
    return f"decision:{SUBJECTS[number]}" if number < len(DECISIONS) else f"rest:{SUBJECTS[number]}"


def _said(
    posts: pd.DataFrame, table: pd.DataFrame, words: list[Words], extras: Seen, staff: Organisation,
    rng: np.random.Generator,
) -> tuple[Said, ...]:  # fmt: skip
    said_at = _written(table["said_at"])
    late = _written(table["said_at"] + timedelta(minutes=7))
    edited = (rng.random(len(posts)) < 0.015).tolist()
    columns = [table[c].tolist() for c in ("source", "voice", "id", "parent", "thread", "language")]
    authors = _authors(posts, staff)
    return tuple(
        Said(
            source=source, voice=spoken, id=id, parent=parent or None, thread=thread, author=authors[n],
            said_at=said_at[n], text=words[n].text, title=words[n].title, url=_url(source, id),
            language=language if source == "mastodon" else "", reactions=extras.reactions[n],
            reacted_by=extras.reacted_by[n], read_by=extras.read_by[n], views=extras.views[n],
            edited_at=late[n] if edited[n] else None,
        )
        for n, (source, spoken, id, parent, thread, language) in enumerate(zip(*columns, strict=True))
    )  # fmt: skip


def _written(instants: Any) -> list[str]:
    naive = pd.DatetimeIndex(instants).tz_convert(None).to_numpy().astype("datetime64[s]")
    return [f"{text}Z" for text in np.datetime_as_string(naive).tolist()]


def _authors(posts: pd.DataFrame, staff: Organisation) -> list[str]:
    size = len(staff.people)
    aliases = [[alias.split(":", 1)[1] for alias in member.aliases] for member in staff.people]
    editor = size + _outside(size)
    named = {editor: COMPANY, editor + 1: "newsdesk"}
    return [
        aliases[p][s] if p < size else named.get(p, f"{SOURCE_NAMES[s][0]}u{7919 * (p - size) % 100_003:06d}")
        for p, s in zip(posts["person"].tolist(), posts["source"].tolist(), strict=True)
    ]


def _url(source: str, id: str) -> str:
    if source in ("engage", "chat"):
        return ""
    return (
        f"https://{source}.{COMPANY}.example/{id}"
        if source in ("intranet", "blog")
        else f"https://{source}.example/{id}"
    )
