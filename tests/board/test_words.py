"""What stands out in words, and the attacker who asks for every pair of spans and units."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from sqlalchemy import update

from pulse import flow
from pulse.board import open_board
from pulse.board.board import Board
from pulse.board.views import Filters
from pulse.board.words import _inside, unnamed
from pulse.classify.standout.spoken import words
from pulse.domain import ALL, WEEK, Question, Subject, Viewer
from pulse.flow import Office
from pulse.guard.words import Group
from pulse.settings import load
from pulse.store import database, posts
from pulse.store.rows import POST

Bring = Callable[[list[dict[str, object]]], flow.Receipt]
START = datetime(2026, 8, 31, 8, tzinfo=UTC)
TOPICS = ("lobby", "morning", "evening", "counter", "phone", "queue")


def said(people: int, weeks: int) -> list[dict[str, object]]:
    """Everybody writes each week; what is spoken of changes halfway, and some words are of very few people."""
    rows: list[dict[str, object]] = [
        {"id": "announce", "author": "u0", "said_at": START.isoformat(), "text": "We decided: digital service first"}
    ]
    for week in range(weeks):
        for n in range(1, people):
            topic = "parking" if week < weeks // 2 else "training"
            own = f"secret{'abcdefghijklmnop'[n % 16]}"
            some = TOPICS[(n // 6 + week) % len(TOPICS)] if n % 6 == 0 else ""
            text = f"digital service first and the {topic} {some} {own if n < 5 else ''} by Mary"
            at = START + timedelta(days=7 * week, hours=n % 90)
            rows.append({"id": f"{week}-{n}", "author": f"u{n}", "said_at": at.isoformat(), "text": text})
    return rows


@pytest.fixture
def board(office: Office, bring: Bring) -> Board:
    bring(said(40, 7))
    flow.run(office)
    return open_board(office.settings)


def questions(board: Board) -> Iterator[Question]:
    stop = board.ask.sealed.stop
    assert stop is not None
    edges = [stop - n * WEEK for n in range(8)][::-1]
    for start, end in combinations(edges, 2):
        for unit in (None, "north", "south"):
            yield Question(measure="support", subject=Subject("decision", "digital"), start=start, stop=end, unit=unit)


def test_words_of_the_last_weeks_stand_out_against_those_before(board: Board) -> None:
    stop = board.ask.sealed.stop
    assert stop is not None
    last = Question(measure="support", subject=Subject("theme", "customer"), start=stop - 3 * WEEK, stop=stop)
    found = {one.word for one in board.words(last).words}
    assert "training" in found
    assert "parking" not in found
    assert "mary" not in found


def wrote(office: Office, board: Board) -> dict[tuple[object, str], set[str]]:
    """Who really wrote each word, by week."""
    with office.engine.connect() as c:
        kept = posts.find(c, "chat", [str(row["id"]) for row in said(40, 7)])
    found: dict[tuple[object, str], set[str]] = {}
    for post in kept:
        for word in words([post.text])[0]:
            found.setdefault(((post.said_at - START).days // 7, word), set()).add(post.author)
    return found


def test_no_word_of_fewer_than_five_people_comes_out_whatever_is_asked(office: Office, board: Board) -> None:
    asked = list(questions(board))
    out = {one.word for here in asked for there in asked[::5] for one in board.words(here, there).words}
    assert out
    everyone: dict[str, set[str]] = {}
    for (_, word), people in wrote(office, board).items():
        everyone.setdefault(word, set()).update(people)
    assert any(0 < len(people) < 5 for people in everyone.values())
    assert {word for word in out if len(everyone[word]) < 5} == set()


def test_no_difference_of_two_answers_leaves_a_word_of_fewer_than_five_people(office: Office, board: Board) -> None:
    """The attacker knows the very groups that each answer is made of, and takes one answer from another."""
    covers = [board.ask.cover(question) for question in questions(board)]
    told = [set(_inside(board.ask.words, cover)) for cover in covers]
    real = wrote(office, board)
    first = START.date()
    left = {group for one in told for other in told for group in one - other}
    assert left
    for group in left:
        weeks = range((group.start - first).days // 7, (group.stop - first).days // 7)
        assert len(set().union(*(real.get((week, group.run.word), set()) for week in weeks))) >= 5
        assert group.people >= 5


def test_a_minimum_for_each_question_alone_would_leak(office: Office, board: Board) -> None:
    """Words by five people in a span: the span less its last week tells of a word that one person wrote in it."""
    real, broken = wrote(office, board), 0
    for word in {word for _, word in real}:
        for stop in range(2, 8):
            longer = set().union(*(real.get((week, word), set()) for week in range(stop)))
            shorter = set().union(*(real.get((week, word), set()) for week in range(stop - 1)))
            broken += len(longer) >= 5 > len(shorter) and 0 < len(longer - shorter) < 5
    assert broken


def test_managers_see_words_of_their_own_units_only(office: Office, board: Board) -> None:
    manager = open_board(office.settings, Viewer("manager", "north"))
    asked = next(questions(board))
    assert manager.words(asked).reason == "Hidden"


def test_too_few_people_have_no_words(office: Office, bring: Bring) -> None:
    bring(said(4, 7))
    flow.run(office)
    board = open_board(office.settings)
    assert board.words(next(questions(board))).reason in ("TooFew", "Missing")


def rewritten(office: Office, text: str) -> tuple[Board, Board]:
    """The board as it was published, and after all posts but the first have other words and a week is sealed again."""
    flow.run(office)
    path = office.settings.folder / "pulse.toml"
    flow.publish(office, path, START.date())
    published = flow.enter(load(path))
    before = open_board(published.settings)
    with database.writing(published.engine) as c:
        c.execute(update(POST).where(POST.c.id != "announce").values(text=text))
    flow.seal(published)
    after = open_board(published.settings)
    published.engine.dispose()
    return before, after


def test_published_groups_of_words_stay_when_their_posts_go(office: Office, bring: Bring) -> None:
    bring(said(40, 7))
    before, after = rewritten(office, "we have all been forgotten")
    assert before.ask.words
    assert [one for one in after.ask.words if one.run.word != "forgotten"] == list(before.ask.words)


def asking(people: int, weeks: int) -> list[dict[str, object]]:
    """The posts above, and each week some who ask alike, some who ask what nobody else does."""
    rows = said(people, weeks)
    for week in range(weeks):
        for n in range(1, people, 3):
            at = START + timedelta(days=7 * week, hours=91 + n % 9)
            alone = f"who pays for the {'abcdefghijklmnop'[n % 16]}lift of digital service first?"
            text = "how will digital service first handle urgent repairs?" if n % 2 else alone
            rows.append({"id": f"q{week}-{n}", "author": f"u{n}", "said_at": at.isoformat(), "text": text})
    return rows


def test_what_enough_people_ask_alike_is_told_by_their_words(office: Office, bring: Bring) -> None:
    bring(asking(40, 7))
    flow.run(office)
    board = open_board(office.settings)
    found = [one for question in questions(board) for one in board.alike(question)]
    assert any({"urgent", "repairs"} <= set(one.words) for one in found)
    assert all(group.people >= 5 for group in board.ask.alike)
    assert {word for one in found for word in one.words}.isdisjoint({f"{c}lift" for c in "abcdefghijklmnop"})


def test_nobody_is_told_what_few_people_ask_alike(office: Office, bring: Bring) -> None:
    bring([*said(40, 7), *(row for row in asking(40, 7)[-90:] if str(row["author"]) in ("u1", "u7", "u13", "u19"))])
    flow.run(office)
    board = open_board(office.settings)
    assert [one for question in questions(board) for one in board.alike(question)] == []


OUTSIDE = (
    "the canteen soup was cold again", "more vegetables in the canteen soup please", "canteen soup vegetables for all",
    "the lift was repaired", "a lovely winter morning", "the printer on our floor has no paper left",
)  # fmt: skip


def outside(people: int, weeks: int) -> list[dict[str, object]]:
    """The posts above, and each week some that no theme names: half of them on one topic, some of very few people."""
    rows = said(40, weeks)
    for week in range(weeks):
        for n in range(1, people):
            at = START + timedelta(days=7 * week, hours=20 + n)
            alone = f"the {'abcdefgh'[n % 8]}garden and the {'abcdefgh'[n % 8]}statue" if n < 4 else OUTSIDE[n % 6]
            rows.append({"id": f"o{week}-{n}", "author": f"u{n}", "said_at": at.isoformat(), "text": alone})
    return rows


def spans(board: Board) -> Iterator[Question]:
    """All spans of weeks, asked of everything."""
    for question in questions(board):
        yield replace(question, subject=ALL)


def test_a_topic_that_no_theme_names_is_told_by_words_of_enough_people(office: Office, bring: Bring) -> None:
    bring(outside(40, 7))
    flow.run(office)
    board = open_board(office.settings)
    found = board.unnamed(Filters(period=13))
    assert any({"canteen", "soup"} <= set(one.words) for one in found)
    words_told = {word for one in found for word in one.words}
    assert words_told.isdisjoint({f"{c}{what}" for c in "abcdefgh" for what in ("garden", "statue")})
    assert "digital" not in words_told
    assert board.unnamed(Filters(period=13, unit="north")) == (), "told of the whole organisation only"
    assert open_board(office.settings, Viewer("manager", "north")).unnamed(Filters(period=13)) == ()


def test_no_difference_of_two_spans_leaves_a_topic_of_fewer_than_five_people(office: Office, bring: Bring) -> None:
    rows = outside(40, 7)
    bring(rows)
    flow.run(office)
    board = open_board(office.settings)
    asked = {(question.start, question.stop) for question in spans(board)}
    told = [{g for g in board.ask.unnamed if start <= g.start and g.stop <= stop} for start, stop in asked]
    left = {group for one in told for other in told for group in one - other}
    assert left
    for group in left:
        about = set(group.run.word.split())
        wrote = {
            str(row["author"])
            for row in rows
            if about & words([str(row["text"])])[0]
            and group.start.isoformat() <= str(row["said_at"]) < group.stop.isoformat()
        }
        assert len(wrote) >= group.people >= 5


def test_nobody_is_told_what_few_people_write_outside_all_themes(office: Office, bring: Bring) -> None:
    bring(outside(5, 7))
    flow.run(office)
    board = open_board(office.settings)
    assert [one for question in spans(board) for one in unnamed(board.ask, question)] == []


def test_published_topics_stay_when_their_posts_go(office: Office, bring: Bring) -> None:
    bring(outside(40, 7))
    before, after = rewritten(office, "")
    assert before.ask.unnamed
    assert after.ask.unnamed == before.ask.unnamed


def test_a_name_in_groups_that_were_closed_before_is_told_nowhere(office: Office, bring: Bring) -> None:
    bring([*asking(40, 7), *outside(40, 7)])
    flow.run(office)
    board = open_board(office.settings)

    def bearing(groups: Sequence[Group], name: Callable[[str], str]) -> tuple[Group, ...]:
        return tuple(replace(group, run=group.run._replace(word=name(group.run.word))) for group in groups)

    before = replace(
        board.ask,
        words=bearing(board.ask.words, lambda word: "virtasella" if word == "training" else word),
        alike=bearing(board.ask.alike, lambda words: f"{words} pettersson"),
        unnamed=bearing(board.ask.unnamed, lambda words: f"matti {words}"),
    )
    named, asked = Board(board.settings, board.engine, before), list(questions(board))
    assert any(one.word == "training" for question in asked for one in board.words(question).words)
    assert not any(one.word == "virtasella" for question in asked for one in named.words(question).words)
    told = [one for question in asked for one in named.alike(question)]
    assert told
    assert told == [one for question in asked for one in board.alike(question)]
    assert named.unnamed(Filters(period=13)) == board.unnamed(Filters(period=13)) != ()
    alone = replace(before, unnamed=bearing(board.ask.unnamed, lambda _: "matti"))
    assert Board(board.settings, board.engine, alone).unnamed(Filters(period=13)) == ()
