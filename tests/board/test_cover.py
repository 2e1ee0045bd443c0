"""Which atoms answer a question: whole atoms, snapped up in time and in units."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pulse.board.cover import blocs, cover, of_units, spans
from pulse.board.sealed import Sealed
from pulse.domain import Atom, Decision, Question, Strategy, Subject, Theme, Tree, Unit

AT = datetime(2026, 11, 18, tzinfo=UTC)
MONDAY = date(2026, 9, 7)
D = Subject("decision", "digital")
STRATEGY = Strategy(
    (Theme(id="customer", names={"en": "Customer"}),),
    (Decision(id="digital", title="Digital", theme="customer", announced_at=AT - timedelta(days=90)),),
)
TREE = Tree.of(
    [
        Unit(id="all", name="All", parent=None, kind="company"),
        *(Unit(id=u, name=u.title(), parent="all", kind="division") for u in ("north", "south", "east", "west")),
    ]
)


def atom(id: int, first: int, weeks: int, *parts: str, late: bool = False) -> Atom:
    start = MONDAY + timedelta(weeks=first)
    return Atom(
        id=id * 4, grain="fine", voice="internal", subject=D, start=start, stop=start + timedelta(weeks=weeks),
        parts=parts, people=frozenset(range(id * 100, id * 100 + 9)), contributions=9, posts=12,
        counts={"critical": 3, "asks": 3}, sealed_at=AT, model="m", late=late,
    )  # fmt: skip


def sealing(*atoms: Atom) -> Sealed:
    return Sealed.of(atoms, (), through=date(2026, 10, 26), at=AT, model="m", version=1, draft=True)


def asked(first: int, weeks: int, unit: str | None = None) -> Question:
    start = MONDAY + timedelta(weeks=first)
    return Question(measure="critical", subject=D, start=start, stop=start + timedelta(weeks=weeks), unit=unit)


def numbers(found: object) -> set[int]:
    return {a.id // 4 for a in found.atoms}  # type: ignore[attr-defined]


JOINED = sealing(atom(1, 0, 2, "north"), atom(2, 0, 2, "east", "south"), atom(3, 2, 1, "north"), atom(4, 2, 1, "south"))


def test_a_span_inside_joined_weeks_is_snapped_up_to_them() -> None:
    found = cover(JOINED, asked(1, 1), STRATEGY, TREE)
    assert numbers(found) == {1, 2}
    assert (found.start, found.stop) == (MONDAY, MONDAY + timedelta(weeks=2))


def test_an_answer_about_a_unit_names_the_others_that_it_holds() -> None:
    found = cover(JOINED, asked(0, 2, "south"), STRATEGY, TREE)
    assert numbers(found) == {2}
    assert found.units == ("south", "east")


def test_too_many_other_units_are_as_good_as_none() -> None:
    crowded = sealing(atom(1, 0, 1, "east", "north", "south", "west"))
    assert cover(crowded, asked(0, 1, "south"), STRATEGY, TREE).atoms == ()
    assert numbers(cover(crowded, asked(0, 1), STRATEGY, TREE)) == {1}


def test_spans_follow_the_atoms_and_leave_no_week_twice() -> None:
    found = spans(JOINED, asked(0, 5), STRATEGY)
    assert [(a - MONDAY).days // 7 for a, _ in found] == [0, 2]
    assert [(b - a).days // 7 for a, b in found] == [2, 1]


def test_a_late_batch_counts_where_it_begins_and_makes_no_span_longer() -> None:
    late = sealing(atom(1, 0, 1, "north"), atom(2, 1, 1, "north"), atom(3, 0, 2, "north", late=True))
    assert len(spans(late, asked(0, 2), STRATEGY)) == 2
    assert numbers(cover(late, asked(0, 1), STRATEGY, TREE)) == {1, 3}
    assert numbers(cover(late, asked(1, 1), STRATEGY, TREE)) == {2}


@pytest.mark.parametrize(
    ("units", "found"), [(("north",), {1, 3}), (("south",), set()), (("east", "south"), {2, 4}), (("east",), set())]
)
def test_units_are_told_alone_only_where_nobody_else_is_among_them(units: tuple[str, ...], found: set[int]) -> None:
    whole = cover(JOINED, asked(0, 3), STRATEGY, TREE)
    assert numbers(of_units(whole, units)) == found


def test_units_that_are_rarely_told_alone_share_a_line() -> None:
    covers = [cover(JOINED, asked(0, 2), STRATEGY, TREE)]
    assert blocs(("north", "south", "east"), covers) == (("north",), ("south", "east"))
