"""The organisation comes back as it was loaded; tokens have numbers that are theirs for ever."""

from datetime import date

import pytest
from sqlalchemy import Engine

from pulse.domain import Person, Tree, Unit
from pulse.errors import StoreError
from pulse.store import database, gather, people, posts, removal
from tests.store.said import NOON, keep, post, weeks

TREE = Tree.of(
    [
        Unit(id="all", name="Kaikki", parent=None, kind="company"),
        Unit(id="north", name="Pohjoinen", parent="all", kind="division", country="FI", site="Oulu"),
    ]
)
PEOPLE = [
    Person(token="token-a", unit="north", level="manager", stop=date(2026, 6, 1), roles=("owner", "editor")),
    Person(token="token-a", unit="all", start=date(2026, 6, 1)),
    Person(token="token-b", unit="north", country="SE", site="Umeå"),
]


def test_the_organisation_comes_back_as_it_was_loaded_last(engine: Engine) -> None:
    with database.writing(engine) as c:
        people.save(c, Tree(), [Person(token="token-c", unit="x")], {"chat:9": "token-c"})
        people.save(c, TREE, PEOPLE, {"chat:1": "token-a", "forum:@a:x": "token-a"})
    with engine.connect() as c:
        assert people.tree(c) == TREE
        assert people.people(c) == PEOPLE
        assert people.aliases(c) == {"chat:1": "token-a", "forum:@a:x": "token-a"}
        frame = gather.people_frame(c)
    assert frame["unit"].tolist() == ["north", "all", "north"]
    assert frame["person"].nunique() == 2


def test_a_token_keeps_its_number(engine: Engine) -> None:
    with database.writing(engine) as c:
        first = people.numbers(c, ["token-a", "", "token-b"])
        again = people.numbers(c, ["token-c", "token-b", "token-a"])
        assert first.keys() == {"token-a", "token-b"}
        assert {t: again[t] for t in first} == first
        assert people.tokens(c, again.values()) == {number: token for token, number in again.items()}


def test_a_number_is_never_given_again(engine: Engine) -> None:
    with database.writing(engine) as c:
        gone = people.numbers(c, ["token-a"])["token-a"]
        removal.person(c, "token-a")
        assert people.numbers(c, ["token-b"])["token-b"] > gone


def test_those_who_object_are_remembered_once(engine: Engine) -> None:
    with database.writing(engine) as c:
        people.refuse(c, "token-a", NOON)
        people.refuse(c, "token-a", NOON)
        assert people.refused(c) == {"token-a"}


def test_an_empty_directory_is_a_frame_with_columns(engine: Engine) -> None:
    with engine.connect() as c:
        keep(c, post())
        assert gather.people_frame(c).columns.tolist() == [
            "person", "unit", "level", "country", "site", "start", "stop", "roles"
        ]  # fmt: skip
        assert people.tree(c) == Tree()


def test_nobody_who_was_removed_while_a_source_is_read_is_written_of(engine: Engine) -> None:
    known: dict[str, int] = {}
    with database.writing(engine) as c:
        posts.keep(c, [post("1")], "internal", weeks, NOON, persons=known)
    with database.writing(engine) as c:
        removal.person(c, "token-a")
    with pytest.raises(StoreError), database.writing(engine) as c:
        posts.keep(c, [post("2", author=""), post("3")], "internal", weeks, NOON, persons=known)
    with engine.connect() as c:
        assert posts.count(c) == 0
