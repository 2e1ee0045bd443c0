"""Posts that ask about a decision, and how long each has waited for somebody who answers for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from pulse.domain import Person, Strategy, Tree
from pulse.flow.waits import Said, Wait, answers_for, threads, wait

ASKED = ["subject", "source", "thread", "id", "parent", "person", "said_at"]


@dataclass(frozen=True)
class Roles:
    """Who stands where, by person's number, and who owns what."""

    people: Mapping[int, Person]
    tree: Tree
    strategy: Strategy

    def owner(self, subject: str) -> str:
        """The role that answers for a decision."""
        return self.strategy.decision(subject.removeprefix("decision:")).owner

    def answering(self) -> set[int]:
        """The people who may answer for anything: leaders, managers, and whoever holds a role."""
        return {number for number, p in self.people.items() if p.level != "staff" or p.roles}


def questions(posts: pd.DataFrame, said: pd.DataFrame, roles: Roles, until: datetime) -> pd.DataFrame:
    """A row for each question asked inside about a decision, with its wait.

    Args:
        posts: a row a tagged post: voice, subject, week, person, part, source, id, thread, said_at, asks, arrived.
        said: a row a post of any kind: source, id, parent, thread, person, said_at.
        until: the instant up to which answers count.
    """
    asking = posts[(posts["voice"] == "internal") & posts["asks"] & posts["subject"].str.startswith("decision:")]
    heard = said[said["thread"].isin(set(asking["thread"])) & said["person"].isin(roles.answering())]
    talk = threads(_said(heard))
    waits = [_wait(row, talk, roles, until) for row in asking[ASKED].itertuples(index=False, name=None)]
    found = asking[["voice", "subject", "week", "person", "part", "source", "id", "arrived"]].copy()
    found["posts"] = 1
    found["days"] = [w.days for w in waits]
    found["answered"] = pd.Series([w.answered for w in waits], index=found.index, dtype=bool)
    return found.reset_index(drop=True)


def _said(rows: pd.DataFrame) -> list[tuple[str, Said]]:
    names = ["source", "thread", "id", "parent", "person", "said_at"]
    return [
        (f"{source}\n{thread}", Said(id, parent or None, int(person), at))
        for source, thread, id, parent, person, at in rows[names].itertuples(index=False, name=None)
    ]


def _wait(
    row: tuple[str, str, str, str, str | None, int, datetime],
    talk: Mapping[str, Sequence[Said]],
    roles: Roles,
    until: datetime,
) -> Wait:
    subject, source, thread, id, parent, person, at = row
    accountable = answers_for(roles.people.get(person), roles.owner(subject), roles.tree)

    def counts(number: int) -> bool:
        found = roles.people.get(number)
        return found is not None and accountable(found)

    question = Said(id, parent or None, person, at)
    return wait(question, thread, talk.get(f"{source}\n{thread}", ()), counts, until)
