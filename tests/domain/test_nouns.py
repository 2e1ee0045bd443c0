"""What can be a post, a unit, a strategy, and what cannot."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.domain import Decision, Person, Post, Strategy, Subject, Target, Theme, Tree, Unit, Viewer, weeks
from pulse.domain.contribution import act, asks, majority, stance
from pulse.domain.post import many, under_all
from pulse.errors import NotAllowedError, NounError, OrganisationError, StrategyError

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = datetime(2026, 11, 11, 12, tzinfo=UTC)


def post(**changes: object) -> Post:
    return Post(**{"source": "chat", "id": "1", "author": "a", "said_at": NOON, "text": "Hei"} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": ""}, "an id"),
        ({"said_at": datetime(2026, 1, 1)}, "no time zone"),  # noqa: DTZ001
        ({"said_at": datetime(1, 1, 2, tzinfo=UTC)}, "between 1990 and 2100"),
        ({"text": "a\x00b"}, "NUL"),
        ({"text": "a\ud800"}, "lone surrogate"),
        ({"text": "a" * 1_000_001}, "1,000,001 characters"),
        ({"parent": "1"}, "own parent"),
    ],
)
def test_what_cannot_be_a_post_says_why_without_its_text(changes: dict[str, object], words: str) -> None:
    with pytest.raises(NounError, match=words):
        post(**changes)


FIELDS = {
    "id": ["1", "", "2", "x" * 513], "parent": [None, "0", "1"], "thread": [None, "0", "\x00"],
    "author": ["", "a\ud800"],
    "said_at": [NOON, NOON.astimezone(HELSINKI), datetime(1, 1, 2, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)],
    "text": ["Hei", "ä", "a\x00b"], "title": ["", "Hei"], "url": ["", "u" * 600, "u" * 5_000], "views": [None, 3, -1],
    "reactions": [{}, {"+": 1}, {"\x00": 1}], "edited_at": [None, NOON, datetime(2026, 1, 1)],  # noqa: DTZ001
    "gone_at": [None, NOON.astimezone(HELSINKI)],
}  # fmt: skip
"""Values of a post's fields: the first ones may all stand together."""


@given(st.lists(st.fixed_dictionaries({k: st.sampled_from([v[0]] * 9 + v) for k, v in FIELDS.items()}), max_size=4))
def test_posts_made_together_are_those_made_one_by_one(rows: list[dict[str, object]]) -> None:
    def told(make: Callable[[], list[Post]]) -> list[Post] | str:
        try:
            return make()
        except NounError as error:
            return str(error)

    rows = [{"source": "chat"} | row for row in rows]
    columns = {name: [row[name] for row in rows] for name in ("source", *FIELDS)}
    together, single = told(lambda: many(columns)), told(lambda: [post(**row) for row in rows])
    assert together == single
    if not isinstance(together, str):
        authors = [f"token-{at}" for at in range(len(rows))]
        one_by_one = [p.under("mail", author) for p, author in zip(together, authors, strict=True)]
        assert under_all(together, "mail", authors) == one_by_one


def test_times_are_kept_in_utc() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    found = post(said_at=there, edited_at=there, gone_at=NOON)
    assert (found.said_at, found.edited_at) == (NOON, NOON)
    assert {found.said_at.tzinfo, found.edited_at.tzinfo} == {UTC}  # type: ignore[union-attr]


def test_a_post_under_another_name_is_otherwise_the_same() -> None:
    said = post(title="Hei", reactions={"+": 1}, parent="0")
    under = said.under("mail", "token")
    assert under == post(title="Hei", reactions={"+": 1}, parent="0", source="mail", author="token")
    assert (said.source, said.author) == ("chat", "a")


INSTANTS = st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(["Europe/Helsinki", "Asia/Beirut", "Pacific/Kiritimati", "Etc/GMT+12", "America/Santiago"])


@given(st.lists(INSTANTS, max_size=20), st.integers(0, 4000), ZONES.map(ZoneInfo))
def test_the_weeks_of_many_instants_are_those_of_each(instants: list[datetime], monday: int, zone: ZoneInfo) -> None:
    turn = weeks.starts(weeks.FIRST + monday * weeks.WEEK, zone).astimezone(UTC)
    instants += [turn, turn - timedelta(microseconds=1), turn.replace(hour=0, minute=0), turn + timedelta(days=1)]
    assert weeks.weeks_of(instants, zone) == [weeks.week_of(instant, zone) for instant in instants]


@given(INSTANTS)
def test_each_instant_lies_in_exactly_one_week(instant: datetime) -> None:
    week = weeks.week_of(instant, HELSINKI)
    assert weeks.starts(week, HELSINKI) <= instant < weeks.starts(week + weeks.WEEK, HELSINKI)
    assert weeks.named(weeks.name(week)) == week


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.sampled_from([1, 4, 13, 26]))
def test_blocks_partition_the_weeks(day: date, length: int) -> None:
    start, stop = weeks.block(day, length)
    assert start <= weeks.monday(day) < stop
    assert stop - start == length * weeks.WEEK
    assert weeks.block(stop, length)[0] == stop


def test_a_week_that_is_none_is_refused() -> None:
    with pytest.raises(NounError, match="2026-W47"):
        weeks.named("2026-W60")


@pytest.mark.parametrize(
    ("words", "found"),
    [(["favour"], "favour"), (["favour", "against"], "neither"), (["against", "against", "favour"], "against"),
     (["against"] * 5 + ["favour"] * 7, "favour")],
)  # fmt: skip
def test_the_latest_seven_posts_decide_a_stance(words: list[str], found: str) -> None:
    assert stance(words) == found


def test_an_act_joins_doing_with_done_and_plan_with_none() -> None:
    assert act(["done", "doing", "wish"]) == "doing"
    assert act(["plan", "none", "wish"]) == "rest"
    assert act(["doing", "wish"]) == "rest"
    assert majority(["a", "b", "b"], "tie") == "b"
    assert not asks([True, False])


UNITS = (
    Unit(id="all", name="All", parent=None, kind="company"),
    Unit(id="north", name="North", parent="all", kind="division"),
    Unit(id="n1", name="N1", parent="north", kind="team"),
    Unit(id="south", name="South", parent="all", kind="division"),
)


def test_a_tree_knows_who_stands_above_and_below() -> None:
    tree = Tree.of(UNITS)
    assert tree.root == "all"
    assert tree.path("n1") == ("n1", "north", "all")
    assert set(tree.below("north")) == {"north", "n1"}
    assert tree.ancestor("n1", "division") == "north"


@pytest.mark.parametrize(
    "units",
    [
        (*UNITS, UNITS[1]),
        UNITS[1:],
        (*UNITS, Unit(id="x", name="X", parent="nowhere", kind="team")),
        (UNITS[0], Unit(id="a", name="A", parent="b", kind="team"), Unit(id="b", name="B", parent="a", kind="team")),
    ],
    ids=["twice", "two roots", "unknown parent", "circle"],
)
def test_what_is_no_tree_is_refused(units: tuple[Unit, ...]) -> None:
    with pytest.raises(OrganisationError):
        Tree.of(units)


def test_a_manager_sees_their_own_subtree_only() -> None:
    tree, viewer = Tree.of(UNITS), Viewer("manager", "north")
    assert viewer.sees("n1", tree)
    with pytest.raises(NotAllowedError, match="manager"):
        viewer.must_see("south", tree)
    assert Viewer("executive").sees("south", tree)


STRATEGY = Strategy(
    (Theme(id="customer", names={"en": "Customer", "fi": "Asiakas"}), Theme(id="safety", names={"nb": "Trygghet"})),
    (Decision(id="digital", title="Digital first", theme="customer", announced_at=NOON, scope=("north",)),),
)


@pytest.mark.parametrize(
    ("decision", "hours", "units", "leaf"),
    [
        ("digital", 1, ("n1", "north", "all"), "decision:digital"),
        ("digital", -1, ("n1", "north", "all"), "rest:customer"),
        ("digital", 1, ("south", "all"), "rest:customer"),
        ("digital", 1, None, "decision:digital"),
        (None, 1, None, "rest:safety"),
    ],
)
def test_a_post_belongs_to_one_leaf(decision: str | None, hours: int, units: tuple[str, ...] | None, leaf: str) -> None:
    found = STRATEGY.leaf(["safety"], decision, NOON + timedelta(hours=hours), units)
    assert str(found) == leaf
    assert Subject.parse(leaf) == found


def test_themes_are_the_sum_of_their_leaves() -> None:
    parts = [leaf for theme in STRATEGY.themes for leaf in STRATEGY.parts(Subject("theme", theme.id))]
    assert sorted(parts) == sorted(STRATEGY.parts(Subject("all")))


def test_a_decision_of_an_unknown_theme_is_refused() -> None:
    with pytest.raises(StrategyError, match="known: customer"):
        Strategy(STRATEGY.themes[:1], (Decision(id="d", title="D", theme="cost", announced_at=NOON),))


def test_progress_is_the_way_covered_from_baseline_to_goal() -> None:
    target = Target(measure="share", baseline=10, goal=30, readings=((date(2026, 1, 1), 15), (date(2026, 6, 1), 20)))
    assert target.progress(date(2026, 3, 1)) == 0.25
    assert target.progress(date(2026, 7, 1)) == 0.5
    assert target.progress(date(2025, 7, 1)) is None


def test_a_person_belongs_to_a_unit_until_the_day_they_leave_it() -> None:
    person = Person(token="t", unit="n1", start=date(2026, 1, 1), stop=date(2026, 2, 1))
    assert [person.holds(date(2026, m, 1)) for m in (1, 2)] == [True, False]
