"""WordPress entries as a real one gave them, and the rounds in which it is read."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap64

from pulse.errors import NounError, SettingsError, SourceError
from pulse.ingest.wordpress import WordPress, WordPressOptions, parse_comment, parse_post
from pulse.ingest.wordpress_round import DAY, PAGE, WEEK, Round, State, pack, unpack
from tests.servers.rude import Rude, answer

DATA = Path(__file__).parents[1] / "data" / "wordpress"
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


def recorded(name: str) -> list[dict[str, Any]]:
    return list(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


def test_a_recorded_post_is_read() -> None:
    first, edited = (parse_post("blog", raw) for raw in recorded("posts"))
    assert (first.author, first.title, first.edited_at) == ("user/1", "Toimitukset siirtyvät", None)
    assert first.text == "Toimitukset siirtyvät Tampereelle & Århusiin 🙂\nkeväällä\n2027"
    assert (first.said_at, first.thread) == (datetime(2026, 11, 2, 8, tzinfo=UTC), None)
    assert edited.edited_at
    assert edited.text == "Kunden och personalen först."


def test_recorded_comments_are_read() -> None:
    question, answer = (parse_comment("blog", raw) for raw in recorded("comments"))
    post = f"post/{recorded('posts')[0]['id']}"
    assert (question.parent, question.thread, question.author) == (post, post, "name/Guest 1")
    assert (answer.parent, answer.thread, answer.author) == (question.id, post, "user/1")
    assert answer.text == "> Miksi juuri Tampere?\nKoska halli on siellä."


def test_a_comment_without_a_name_is_by_nobody_and_one_without_a_time_is_refused() -> None:
    raw = recorded("comments")[0]
    assert parse_comment("blog", {**raw, "author_name": " "}).author == ""
    for time in (None, "soon", "0000-00-00T00:00:00"):
        with pytest.raises(NounError):
            parse_comment("blog", {**raw, "date_gmt": time})


def state(known: int = 5000, **more: Any) -> State:
    ids = {"posts": BitMap64([1]), "comments": BitMap64(range(1, known))}
    since = {"posts": NOW.isoformat(), "comments": NOW.isoformat()}
    return State(**{"known": ids, "since": since, "window": NOW, "whole": NOW, "rounds": (), **more})


@pytest.mark.parametrize(
    ("later", "rounds"),
    [
        (timedelta(minutes=15), [("posts", "new"), ("comments", "new")]),
        (DAY, [("posts", "new"), ("posts", "window"), ("comments", "window")]),
        (WEEK, [("posts", "all"), ("comments", "all")]),
    ],
)
def test_a_large_blog_is_read_again_in_turn(later: timedelta, rounds: list[tuple[str, str]]) -> None:
    planned = state().planned(NOW + later, 30, 1000)
    assert [(r.kind, r.reach) for r in planned.rounds] == rounds


def test_a_small_blog_and_a_new_one_are_read_whole() -> None:
    for found in (state(900), State.of({})):
        assert [(r.kind, r.reach) for r in found.planned(NOW, 30, 1000).rounds] == [
            ("posts", "all"),
            ("comments", "all"),
        ]


def test_what_a_cut_pull_has_left_comes_first_and_alone() -> None:
    left = (Round("comments", "new", "", "", 7, 99),)
    assert state(rounds=left).planned(NOW + WEEK, 30, 1000).rounds == left


def test_a_late_pull_reaches_back_to_the_last_one() -> None:
    long_ago = (NOW - 100 * DAY).isoformat()
    planned = state(since={"posts": long_ago, "comments": long_ago}, window=NOW - 2 * DAY).planned(NOW, 30, 0)
    assert planned.rounds[-1].after < long_ago


def test_a_state_comes_back_from_its_cursor() -> None:
    planned = state().planned(NOW + DAY, 30, 0)
    assert State.of(json.loads(json.dumps(planned.cursor()))) == planned


@given(st.sets(st.integers(1, 2**40), max_size=200))
def test_ids_come_back_as_they_were_packed(ids: set[int]) -> None:
    assert set(unpack(pack(BitMap64(ids)))) == ids


def test_many_ids_are_a_short_text() -> None:
    assert len(pack(BitMap64(range(1, 100_000)))) < 200


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 900), st.integers(0, 3), st.sampled_from([0, 20, 400]))
def test_no_entry_is_skipped_whatever_is_removed_between_pages(
    chance: random.Random, size: int, removals: int, holes: int
) -> None:
    """A blog of so many entries, some of which nobody may see; before each page up to 300 are removed."""
    there, seen, at = list(range(1, size + 1)), set(), Round("comments", "all")
    start = chance.randrange(size)
    hidden = {*range(start, start + holes)}
    for _ in range(200):
        for _ in range(chance.randint(0, removals) if there else 0):
            start = chance.randrange(len(there) + 1)
            del there[start : start + chance.randint(0, 100)]
        total, page = len(there), [id for id in there[at.offset : at.offset + PAGE] if id not in hidden]
        if at.shifted(page, total):
            at = at.back()
            continue
        seen |= {id for id in page if id > at.last}
        if at.offset + PAGE >= total:
            break
        at = at.on(page, total)
    else:
        pytest.fail("the round did not come to its end")
    assert set(there) - hidden <= seen


def test_missing_ids_are_those_that_should_lie_on_the_page() -> None:
    found = state(21, rounds=(Round("comments", "all", "", "", 4, 3),))
    assert list(found.missing([4, 5, 9], over=False)) == [6, 7, 8]
    assert list(found.missing([4, 5, 9], over=True)) == [6, 7, 8, *range(10, 21)]
    assert not state(21, rounds=(Round("comments", "new"),)).missing([4, 9], over=True)
    assert list(state(11, rounds=(Round("comments", "window"),)).missing([7, 9], over=True)) == [8, 10]


def test_settings_are_checked(tmp_path: Path) -> None:
    for wrong in ({"rescan_days": 0}, {"reread": -1}):
        with pytest.raises(SettingsError):
            WordPressOptions(url="https://blog.example.org", **wrong)
    with pytest.raises(SettingsError, match="both a username and an application password"):
        WordPress("b", WordPressOptions(url="https://b.example", username="x"), now=lambda: NOW, folder=tmp_path)
    plain = WordPress(
        "b", WordPressOptions(url="http://b.example", username="x", password="y"), now=lambda: NOW, folder=tmp_path
    )
    with pytest.raises(SettingsError, match="would travel unencrypted"):
        list(plain.pull({}))


def test_a_closed_blog_is_asked_with_its_application_password(rude_server: Rude) -> None:
    for kind in ("posts", "comments"):
        rude_server.on(f"/wp-json/wp/v2/{kind}", answer(200, b"[]", [("Content-Type", "application/json")]))
    options = WordPressOptions(url=rude_server.url, username="reader", password="a b c", allow=("127.0.0.1",))
    list(WordPress("b", options, now=lambda: NOW, folder=Path()).pull({}))
    assert rude_server.asked[-1].headers["authorization"] == "Basic cmVhZGVyOmEgYiBj"


@pytest.mark.parametrize("body", [b"{}", b"[1]", b'[{"id": "1"}]', b"<html>"])
def test_what_is_no_wordpress_is_one_clear_error(rude_server: Rude, body: bytes) -> None:
    rude_server.on("/wp-json/wp/v2/posts", answer(200, body, [("Content-Type", "application/json")]))
    options = WordPressOptions(url=rude_server.url, allow=("127.0.0.1",))
    with pytest.raises(SourceError):
        list(WordPress("b", options, now=lambda: NOW, folder=Path()).pull({}))
