"""What a sealing works on: contributions, people reached and questions, gathered as frames with their parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from pulse.domain import WEEK, Person, Strategy, Subject, Tree
from pulse.flow.questions import Roles, questions
from pulse.flow.reach import signs
from pulse.measure.contributions import contributions
from pulse.store import gather, people

KINDS = ("contribution", "reach", "question")
KEYS = {
    "contribution": ["voice", "subject", "week", "person"],
    "reach": ["subject", "person"],
    "question": ["source", "id"],
}
"""What tells the rows of each kind apart."""


@dataclass(frozen=True)
class Work:
    """Everything in closed weeks that can be sealed.

    ``posts`` are the tagged posts that count, one a row; ``reach`` holds signs, of which a person's first counts.
    """

    posts: pd.DataFrame
    contribution: pd.DataFrame
    reach: pd.DataFrame
    question: pd.DataFrame


def gathered(
    c: Connection, found: Strategy, stop: date, zone: ZoneInfo, until: datetime, since: date | None = None
) -> Work:
    """The frames of all weeks before ``stop``; answers count up to ``until``. Last week's questions are too young.

    Nothing before ``since``, the week from which figures are published, is looked at: what is not frozen would be made
    anew at each run, and tell who was removed in between.
    """
    tree = people.tree(c)
    posts = _since(_known(gather.posts_frame(c, stop), found), since)
    posts["part"] = parts(posts["units"], tree)
    own = posts[~posts["announcing"]]
    rows = contributions(own).merge(_arrivals(own, KEYS["contribution"]), on=KEYS["contribution"])
    asked = questions(own[own["week"] < pd.Timestamp(stop - WEEK)], gather.said_frame(c), _roles(c, tree, found), until)
    traced = _since(_traced(c, stop, tree, found), since)
    reached = _concerned(signs(posts, traced), found, _paths(c, tree))
    return Work(own, rows, reached, asked)


def parts(units: "pd.Series[str]", tree: Tree) -> "pd.Series[str]":
    """The division that each path of units lies in (a platform for public posts); empty where it is not known.

    A path is "team/.../division/company". Those who belong to the company itself are in no division.
    """
    known = {path: _part(path.split("/"), tree) for path in units.unique()}
    return units.map(known)


def _part(path: list[str], tree: Tree) -> str:
    if path[0] not in tree:
        return path[0]
    return path[-2] if len(path) > 1 and path[-1] == tree.root else ""


def _known(posts: pd.DataFrame, found: Strategy) -> pd.DataFrame:
    return posts[posts["subject"].isin({str(leaf) for leaf in found.leaves})].reset_index(drop=True)


def _since(rows: pd.DataFrame, since: date | None) -> pd.DataFrame:
    return rows if since is None else rows[rows["week"] >= pd.Timestamp(since)].reset_index(drop=True)


def _arrivals(posts: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return posts.groupby(key)["arrived"].min().reset_index()


def _traced(c: Connection, stop: date, tree: Tree, found: Strategy) -> pd.DataFrame:
    traces = _known(gather.traces_frame(c, stop), found)
    traces["part"] = traces["person"].map({p: _part(list(path), tree) for p, path in _paths(c, tree).items()})
    return traces[traces["part"].notna()]


def _paths(c: Connection, tree: Tree) -> dict[int, tuple[str, ...]]:
    """The unit of each person in the directory, by their latest belonging, and all above it."""
    frame = gather.people_frame(c).sort_values("start")
    return {int(p): tree.path(u) for p, u in zip(frame["person"], frame["unit"], strict=True)}


def _concerned(rows: pd.DataFrame, found: Strategy, paths: Mapping[int, tuple[str, ...]]) -> pd.DataFrame:
    """The people of the directory whom each decision concerns: reach is out of them."""
    scopes = {str(Subject("decision", d.id)): set(d.scope) for d in found.decisions}
    inside = [
        person in paths and (not scopes[subject] or bool(scopes[subject].intersection(paths[person])))
        for subject, person in zip(rows["subject"], rows["person"], strict=True)
    ]
    return rows[np.array(inside, dtype=bool)].reset_index(drop=True)


def _roles(c: Connection, tree: Tree, found: Strategy) -> Roles:
    number = people.numbers(c, [p.token for p in people.people(c)])
    known: dict[int, Person] = {number[p.token]: p for p in sorted(people.people(c), key=lambda p: p.start)}
    return Roles(known, tree, found)
