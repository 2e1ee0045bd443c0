"""Which questions were answered by somebody who answers for the decision, and after how many days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pulse.domain import Person, Tree


@dataclass(frozen=True, slots=True)
class Said:
    """A post in a thread, as far as answers are concerned."""

    id: str
    parent: str | None
    person: int
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Days until the answer, or the question's age in days where there is none."""

    days: float
    answered: bool


def answers_for(asker: Person | None, owner: str, tree: Tree) -> Callable[[Person], bool]:
    """Who answers for a decision towards this asker: its owner, a leader, a manager of the asker's unit or above."""
    above = set(tree.path(asker.unit)) if asker else set()

    def accountable(person: Person) -> bool:
        owns = bool(owner) and owner in person.roles
        return owns or person.level == "leader" or (person.level == "manager" and person.unit in above)

    return accountable


def wait(
    question: Said, root: str, answers: Sequence[Said], accountable: Callable[[int], bool], until: datetime
) -> Wait:
    """How long the question has waited.

    An answer is the first later post of the thread by somebody accountable, other than the asker, that replies to the
    asker's post or, where the thread is flat (the post replies to the root, or to what the asker replied to), follows.

    Args:
        root: the id of the thread's first post.
        answers: the thread's posts by people who may be accountable, in the order they were said.
    """
    flat = {question.id, question.parent, root, None}
    for said in answers:
        later = question.said_at < said.said_at <= until and said.person != question.person
        if later and said.parent in flat and accountable(said.person):
            return Wait((said.said_at - question.said_at).total_seconds() / 86400, True)
    return Wait(max(0.0, (until - question.said_at).total_seconds() / 86400), False)


def threads(posts: Iterable[tuple[str, Said]]) -> Mapping[str, tuple[Said, ...]]:
    """Posts by thread, in the order they were said."""
    found: dict[str, list[Said]] = defaultdict(list)
    for thread, said in posts:
        found[thread].append(said)
    return {thread: tuple(sorted(said, key=lambda s: (s.said_at, s.id))) for thread, said in found.items()}
