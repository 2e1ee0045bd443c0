"""Closed weeks gathered into atoms: fixed for good once published, made anew at each sealing while still a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import Connection

from pulse.domain import WEEK, Atom, Grain
from pulse.domain.weeks import monday, starts
from pulse.errors import SealError
from pulse.flow.atoms import Seal, atoms, number
from pulse.flow.audits import audits, coders, final, joined, spoken
from pulse.flow.fresh import Zone, above, fresh, settle
from pulse.flow.office import Office, Progress, quiet
from pulse.flow.unnamed import keep_unnamed
from pulse.flow.words import keep_words
from pulse.flow.work import KINDS, Work, gathered
from pulse.guard.atoms import group, partition
from pulse.guard.bands import floor, told
from pulse.settings import Protection, Settings
from pulse.store import database, labels, posts, sealed, strategy
from pulse.text import count

QUESTIONS = 10
"""Questions in an atom of questions, at least."""

GROUPED: Mapping[str, Mapping[str, Grain]] = {
    "contribution": {"fine": "fine", "coarse": "coarse"},
    "reach": {"fine": "reach"},
    "question": {"fine": "questions"},
}
"""The grains whose numbers stand in a kind's columns."""

Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True, kw_only=True)
class Sealing:
    """What a sealing did: ``waiting`` contributions are too few yet and wait for later weeks.

    Both counts are the multiples of ``least`` that they have reached: two runs, one post apart, are mostly told alike.
    """

    through: date | None
    atoms: int = 0
    contributions: int = 0
    waiting: int = 0
    least: int = 5
    draft: bool = True

    def sentence(self) -> str:
        """What was done, in words."""
        if self.through is None:
            return "nothing sealed: load a strategy with themes first (pulse strategy load FILE)"
        state = "draft: figures are made anew at each run" if self.draft else "published: frozen figures stay"
        return (
            f"sealed through {self.through:%G-W%V}: {told(self.contributions, self.least)} contributions in "
            f"{count(self.atoms, 'atom')}, {told(self.waiting, self.least)} waiting for more people ({state})"
        )


def closed(settings: Settings, newest: datetime | None = None) -> date:
    """The Monday of the first week that is still open: a week closes once, ``grace_days`` after its end.

    Where nothing is pulled and all posts come from archives, time stops after the ``newest`` post's week.
    """
    if newest is not None and not settings.sources:
        return min(closed(settings), monday(newest.astimezone(settings.zone).date()) + WEEK)
    moment = settings.now() - timedelta(days=settings.grace_days)
    week = monday(moment.astimezone(settings.zone).date())
    return week if starts(week, settings.zone) <= moment else week - WEEK


def seal(office: Office, through: date | None = None, progress: Progress = quiet) -> Sealing:
    """Gather closed weeks, up to and including ``through``, into atoms; without themes nothing is sealed."""
    with database.writing(office.engine) as c:
        stop = closed(office.settings, posts.newest(c))
        stop = stop if through is None else min(stop, through + WEEK)
        found = strategy.load(c)
        if found is None or not found.themes:
            return Sealing(through=None)
        progress("sealing", 0, 4)
        state = sealed.state(c)
        stop = _onward(c, state, stop)
        work = gathered(c, found, stop, office.settings.zone, office.now, office.settings.published_from)
        progress("sealing", 1, 4)
        zone = _zone(office.settings, state, stop)
        kept = sealed.rows(c, state.published_from)
        last = {grain: number(id) for grain, id in sealed.last(c, state.published_from).items()}
        frames = grouped(work, kept, zone, office.settings.protection, last)
        progress("sealing", 2, 4)
        mark = Seal(office.key, office.now, _model(work), state.version + 1)
        made = all_atoms(frames, mark)
        progress("sealing", 3, 4)
        _keep(c, office, frames, made, work, zone, mark, state)
    progress("sealing", 4, 4)
    return _sealing(frames["contribution"], made, zone, office.settings.protection.fine)


def _onward(c: Connection, state: sealed.State, stop: date) -> date:
    """Where a sealing stops: what is published is never unsealed, and nothing is sealed before it has its tag."""
    if state.published_from is None or state.sealed_through is None:
        return stop
    if posts.untagged(c, None, 1):
        raise SealError("posts still wait for their tags, and what is sealed without them stays so: run 'pulse run'")
    reached = state.sealed_through + WEEK
    return max(stop, reached) if posts.count(c) else reached


def _zone(settings: Settings, state: sealed.State, stop: date) -> Zone:
    before, after = state.published_from, settings.published_from
    if before is not None and before != after:
        raise SealError(
            f"figures are published from {before:%G-W%V} on; published_from in pulse.toml must stay that week"
        )
    return Zone(after, state.sealed_through if before else None, state.sealed_at, stop)


def grouped(work: Work, kept: Frames, zone: Zone, protection: Protection, last: Mapping[str, int]) -> Frames:
    """The rows of each kind with the numbers of their groups; published rows keep theirs, new ones follow the last."""
    frames: Frames = {}
    for kind in KINDS:
        draft, published = fresh(kind, getattr(work, kind), kept[kind], zone)
        numbered = _numbered(kind, published, protection)
        for name, grain in GROUPED[kind].items():
            numbered[name] = above(numbered[name], published[name], last.get(grain, -1))
        frames[kind] = settle(_numbered(kind, draft, protection), numbered)
    return frames


def _numbered(kind: str, rows: pd.DataFrame, protection: Protection) -> pd.DataFrame:
    if kind == "contribution":
        return rows.assign(**partition(rows, fine=protection.fine, coarse=protection.coarse))
    few = QUESTIONS if kind == "question" else 1
    numbers = group(rows.assign(group=rows["fine"]), people=protection.fine, rows=few)
    return rows.assign(fine=numbers, coarse=-1)


def all_atoms(frames: Mapping[str, pd.DataFrame], mark: Seal) -> list[Atom]:
    """The atoms of all grains."""
    rows = frames["contribution"]
    reach = frames["reach"].rename(columns={"fine": "reach", "coarse": "_"})
    asked = frames["question"].rename(columns={"fine": "questions", "coarse": "_"})
    fine = atoms(rows, "fine", mark)
    return [
        *fine,
        *atoms(rows, "coarse", mark, fine),
        *atoms(reach, "reach", mark),
        *atoms(asked, "questions", mark),
    ]


def _keep(
    c: Connection, office: Office, frames: Frames, made: list[Atom], work: Work, zone: Zone, mark: Seal,
    before: sealed.State,
) -> None:  # fmt: skip
    given = labels.load(c)
    rows, kept = frames["contribution"], sealed.audits(c)
    judged = audits(work.posts, rows, final(given))
    if before.published_from is not None:
        judged = joined(judged, kept, before.published_from, office.settings.protection.fine, rows)
    sealed.replace(c, made, frames, frozen_from=before.published_from)
    sealed.save_audits(c, judged)
    least = office.settings.protection.fine
    keep_words(c, work.posts, rows, made, least, before.published_from)
    keep_unnamed(c, zone.stop, least, before.published_from)
    same = before.published_from is not None and spoken(judged) == spoken(kept)
    sealed.set_state(
        c,
        sealed.State(
            published_from=zone.published_from,
            sealed_through=zone.stop - WEEK,
            sealed_at=mark.at,
            version=mark.version,
            model=mark.model,
            coders=before.coders if same else coders(given),
        ),
    )


def _model(work: Work) -> str:
    return str(work.posts["model"].iloc[-1]) if len(work.posts) else ""


def _sealing(rows: pd.DataFrame, made: list[Atom], zone: Zone, least: int) -> Sealing:
    return Sealing(
        through=zone.stop - WEEK,
        atoms=len(made),
        contributions=floor(len(rows), least),
        waiting=floor(int((rows["fine"] < 0).sum()), least),
        least=least,
        draft=zone.published_from is None,
    )
