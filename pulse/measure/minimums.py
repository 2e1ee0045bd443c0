"""How much must be there before a figure is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulse.domain import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The fewest people, contributions, posts, questions and members of the unit with which a measure is shown."""

    people: int = 5
    contributions: int = 0
    posts: int = 0
    questions: int = 0
    members: int = 0


MINIMUMS: Mapping[Measure, Minimum] = {
    "reach": Minimum(members=10),
    "support": Minimum(people=20),
    "neutral": Minimum(people=20),
    "critical": Minimum(),
    "asks": Minimum(),
    "understood": Minimum(posts=30),
    "answered": Minimum(questions=10),
    "time_to_answer": Minimum(questions=10),
    "action": Minimum(people=20, posts=30),
}
"""The rule, from the table of figures:

    reach            10 people in the unit, and 5 reached ("people reached is k or more, else TooFew")
    support          20 people: stances but *critical or not* live in coarse atoms; neutral likewise
    critical, asks   a fine atom: 5 people
    understood       30 posts: the share that asks, said as a figure of its own
    answered         10 questions, by 5 people
    time to answer   10 questions by 5 people
    action           30 posts, in coarse atoms: 20 people

A change is shown where both of its spans show the measure that it is of. Guarding is stricter still: every set is a
union of atoms, which hold 5 or 20 people whatever is asked.
"""


def enough(
    measure: Measure,
    *,
    people: int,
    contributions: int = 0,
    posts: int = 0,
    questions: int = 0,
    members: int = 0,
) -> bool:
    """Whether a set is large enough for the measure; for a change, ask of both spans by the measure that it is of.

    >>> enough("support", people=19, contributions=80, posts=90), enough("support", people=20)
    (False, True)
    """
    least = MINIMUMS[measure]
    found = (people, contributions, posts, questions, members)
    needed = (least.people, least.contributions, least.posts, least.questions, least.members)
    return all(have >= need for have, need in zip(found, needed, strict=True))
