"""Who answers a question, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse.domain import Person, Tree, Unit
from pulse.flow.waits import Said, answers_for, wait

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TREE = Tree.of(
    [
        Unit(id="all", name="All", parent=None, kind="company"),
        Unit(id="north", name="North", parent="all", kind="division"),
        Unit(id="n1", name="N1", parent="north", kind="team"),
        Unit(id="south", name="South", parent="all", kind="division"),
    ]
)
ASKER = Person(token="asker", unit="n1")
UNTIL = NOON + timedelta(days=10)


def said(id: str, person: int, days: float, parent: str | None = "root") -> Said:
    return Said(id, parent, person, NOON + timedelta(days=days))


@pytest.mark.parametrize(
    ("person", "accountable"),
    [
        (Person(token="p", unit="south", roles=("cfo",)), True),
        (Person(token="p", unit="south", level="leader"), True),
        (Person(token="p", unit="north", level="manager"), True),
        (Person(token="p", unit="south", level="manager"), False),
        (Person(token="p", unit="n1"), False),
    ],
    ids=["the owner", "a leader", "the asker's manager", "another manager", "a colleague"],
)
def test_who_answers_for_a_decision(person: Person, accountable: bool) -> None:
    assert answers_for(ASKER, "cfo", TREE)(person) is accountable


def test_the_first_answer_by_somebody_accountable_ends_the_wait() -> None:
    """
    asker day 0: When does it start?
      colleague day 1: No idea.
      leader day 3: In March.
      leader day 5: As I said.
    """
    answers = [said("b", 2, 1), said("c", 3, 3), said("d", 3, 5)]
    found = wait(said("a", 1, 0), "root", answers, lambda person: person == 3, UNTIL)
    assert (found.days, found.answered) == (3, True)


def test_an_answer_to_somebody_else_is_none() -> None:
    answers = [said("c", 3, 3, parent="elsewhere")]
    found = wait(said("a", 1, 0), "root", answers, lambda person: True, UNTIL)
    assert (found.days, found.answered) == (10, False)


def test_nobody_answers_their_own_question_or_answers_before_it_is_asked() -> None:
    answers = [said("c", 3, -1), said("d", 1, 2)]
    assert not wait(said("a", 1, 0), "root", answers, lambda person: True, UNTIL).answered


def test_a_leader_who_replies_to_the_asker_deep_in_a_thread_answers() -> None:
    assert wait(said("a", 1, 0, "x"), "root", [said("c", 3, 2, "a")], lambda person: True, UNTIL).answered
