"""What is sealed comes back; in a draft it is replaced, once published it stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from pulse.domain import Atom, Audit
from pulse.store import sealed
from tests.store.said import LEAN, MONDAY, NOON, days

ATOM = Atom(
    id=7, grain="fine", voice="internal", subject=LEAN, start=MONDAY, stop=MONDAY + days(7), parts=("", "north"),
    people=frozenset({1, 5, 2**31}), contributions=6, posts=9, counts={"critical": 3, "asks": 0},
    waits=((1.25, True), (30.0, False)), sealed_at=NOON, model="m", version=2, late=True,
)  # fmt: skip
AUDIT = Audit(
    voice="internal", subject=LEAN, week=MONDAY, person=5, stratum="fi|north", probability=0.125, fine=7, coarse=None,
    model_stance="favour", model_asks=False, model_act="doing", stance="against", asks=True, act="wish",
    labelled_at=NOON,
)  # fmt: skip


@pytest.fixture
def c(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def frames(
    week: date = MONDAY, persons: tuple[int, ...] = (1, 2), fine: int = 0, coarse: int = -1
) -> dict[str, pd.DataFrame]:
    """Sealed rows of each kind."""
    count = len(persons)
    shared = pd.DataFrame(
        {"voice": "internal", "subject": "decision:x", "week": pd.Timestamp(week), "person": list(persons),
         "part": "north", "posts": 2, "fine": fine, "coarse": coarse, "late": False}
    )  # fmt: skip
    said = {"stance": "favour", "asks": [True] * count, "act": "rest", "language": "fi"}
    asked = {"source": "chat", "id": [str(p) for p in persons], "days": [1.5] * count, "answered": [True] * count}
    return {"contribution": shared.assign(**said), "reach": shared, "question": shared.assign(**asked)}


def kept(c: Connection, since: date = MONDAY) -> dict[str, pd.DataFrame]:
    """The sealed rows since then."""
    return sealed.rows(c, since)


def test_an_atom_comes_back(c: Connection) -> None:
    other = replace(ATOM, id=3, grain="reach", waits=(), counts={})
    sealed.replace(c, [ATOM, other], {}, None)
    assert sealed.atoms(c) == [ATOM, other]
    assert sealed.atoms(c, "reach") == [other]


def test_rows_come_back_with_their_groups_and_those_that_still_wait_too(c: Connection) -> None:
    inside, waiting = frames(), frames(persons=(9,), fine=-1)
    given = {kind: pd.concat([inside[kind], waiting[kind]], ignore_index=True) for kind in inside}
    sealed.replace(c, [], given, None)
    for kind, frame in kept(c).items():
        expected = given[kind][list(sealed.KINDS[kind])]
        found = frame.sort_values("person", ignore_index=True)
        pd.testing.assert_frame_equal(found, expected, check_dtype=False)
        assert found["week"].dtype == "datetime64[us]"


def test_no_rows_are_frames_of_the_same_columns(c: Connection) -> None:
    sealed.replace(c, [], frames(), None)
    for kind, frame in sealed.rows(c, None).items():
        assert frame.empty
        assert frame.dtypes.to_dict() == kept(c)[kind].dtypes.to_dict()


def test_a_draft_is_replaced_as_a_whole(c: Connection) -> None:
    sealed.replace(c, [ATOM], frames(persons=(1, 2)), None)
    sealed.replace(c, [replace(ATOM, id=8)], frames(persons=(3,)), None)
    assert [a.id for a in sealed.atoms(c)] == [8]
    assert kept(c)["reach"]["person"].tolist() == [3]


def test_what_is_published_stays_and_only_new_atoms_and_rows_join_it(c: Connection) -> None:
    sealed.replace(c, [ATOM], frames(fine=4), MONDAY)
    changed = replace(ATOM, contributions=99, version=3)
    later = replace(ATOM, id=9, start=MONDAY + days(7), stop=MONDAY + days(14))
    old = replace(ATOM, id=10, start=MONDAY - days(7), stop=MONDAY)
    sealed.replace(c, [changed, later, old], frames(fine=4, coarse=2, persons=(1, 2, 3)), MONDAY)
    assert sealed.atoms(c) == [ATOM, later, old]
    assert kept(c)["contribution"].sort_values("person")[["person", "fine", "coarse"]].to_numpy().tolist() == [
        [1, 4, 2], [2, 4, 2], [3, 4, 2]
    ]  # fmt: skip
    sealed.replace(c, [], {}, MONDAY)
    assert [a.id for a in sealed.atoms(c)] == [7, 9]


def test_audits_come_back_and_are_replaced_as_a_whole(c: Connection) -> None:
    sealed.save_audits(c, [AUDIT])
    other = replace(AUDIT, fine=None, coarse=2, week=MONDAY + days(7), unsaid=("act", "asks"))
    sealed.save_audits(c, [other, AUDIT])
    assert sealed.audits(c) == [other, AUDIT]


def test_the_state_comes_back(c: Connection) -> None:
    assert sealed.state(c) == sealed.State()
    now = sealed.State(
        published_from=MONDAY, sealed_through=MONDAY + days(7), sealed_at=NOON, version=4, model="m",
        coders={"stance": (10, 1)},
    )  # fmt: skip
    sealed.set_state(c, replace(now, version=3))
    sealed.set_state(c, now)
    assert sealed.state(c) == now
