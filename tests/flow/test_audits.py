"""Labels become audits: what they leave open counts neither for nor against anything, and may be said later."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from pulse.board.figures import FIGURES, Evidence
from pulse.board.sealed import Labels
from pulse.domain import Audit, Label
from pulse.flow.audits import audits, joined, spoken

MONDAY = date(2026, 10, 5)
AT = datetime(2026, 10, 20, 10, tzinfo=UTC)
PLACE: dict[str, Any] = {"voice": "internal", "subject": "decision:lean", "week": pd.Timestamp(MONDAY)}


def said(id: str, *unsaid: str) -> Label:
    return Label(
        source="chat", id=id, coder="c", at=AT, drawn="random", probability=0.5,
        stance="neither" if "stance" in unsaid else "against", asks="asks" not in unsaid, unsaid=unsaid,
    )  # fmt: skip


def found(*labels: Label, persons: int = 1, posts: int = 1) -> list[Audit]:
    """The audits of so many persons with so many posts each; the posts' ids count on from 0."""
    keys = [(person, person * posts + n) for person in range(persons) for n in range(posts)]
    written = pd.DataFrame(
        [PLACE | {"person": p, "source": "chat", "id": str(n), "said_at": AT + pd.Timedelta(n, "s")} for p, n in keys]
    )
    sealed = pd.DataFrame([PLACE | {"person": p, "posts": posts} for p in range(persons)]).assign(
        part="north", language="fi", stance="favour", asks=False, act="rest", fine=0, coarse=-1
    )
    return audits(written, sealed, {(one.source, one.id): one for one in labels})


def test_what_one_label_of_a_contribution_leaves_open_its_audit_leaves_open() -> None:
    (one,) = found(said("0"), said("1", "act", "themes"), said("2", "stance"), posts=3)
    assert one.unsaid == ("act", "stance")
    assert found(said("0", "stance", "asks"), said("1", "act"), posts=2) == []


def test_a_published_audit_is_added_to_by_a_batch_of_people_and_never_changed() -> None:
    before = found(*(said(str(n), "act", "asks") for n in range(6)), persons=6)
    later = [replace(one, stance="favour", act="wish", unsaid=("asks",)) for one in before]
    sealed = pd.DataFrame([PLACE | {"person": p, "fine": 0, "coarse": -1} for p in range(6)])
    few = joined([*later[:4], *before[4:]], before, MONDAY, 5, sealed)
    assert few == before
    enough = joined(later, before, MONDAY, 5, sealed)
    assert {(one.stance, one.act, one.unsaid) for one in enough} == {("against", "wish", ("asks",))}
    assert (spoken(before), spoken(enough)) == (6, 12)
    assert joined(before, enough, MONDAY, 5, sealed) == enough


class Counted:
    """What figures read of an atom."""

    contributions = 400
    counts = dict.fromkeys(("critical", "asks", "favour", "against", "doing", "wish"), 90)


@pytest.mark.parametrize(
    ("measure", "what"),
    [
        ("support", "stance"),
        ("neutral", "stance"),
        ("critical", "stance"),
        ("asks", "asks"),
        ("understood", "asks"),
        ("action", "act"),
    ],
)
def test_figures_are_those_of_the_labels_that_say_what_is_asked(measure: Any, what: str) -> None:
    sides = [{"stance": "favour", "act": "wish", "asks": False}, {"stance": "against", "act": "doing", "asks": True}]
    full = [replace(one, **sides[one.person % 3 == 0]) for one in found(*(said(str(n)) for n in range(80)), persons=80)]
    blank = {"stance": "neither", "asks": False, "act": "none"}
    in_part = [replace(one, **{what: blank[what]}, unsaid=(what,)) if one.person >= 40 else one for one in full]

    def answer(some: list[Audit]) -> object:
        labels = Labels.of(some, {})
        return FIGURES[measure](Evidence((Counted(),), labels, lambda: labels, {}, 1))  # type: ignore[arg-type]

    assert answer(in_part) == answer(full[:40]) != answer(full)
    assert answer([replace(one, unsaid=(what,)) for one in full]) == answer([])
