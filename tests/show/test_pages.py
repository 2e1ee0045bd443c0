"""Pages over made-up answers, without a browser."""

import csv
import re
from dataclasses import replace
from io import StringIO

import pytest
from fakeboard import FakeBoard
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pulse.board.views import Filters
from pulse.show import html
from pulse.show.share import HEADS, sheet, told
from pulse.words import Rich


def draw(page: str, board: object) -> None:
    from importlib import import_module

    from pulse.draw import LIGHT
    from pulse.show.sights import Guide
    from pulse.words import Words

    getattr(import_module(f"pulse.show.pages.{page}"), page)(board, Guide(Words("en"), LIGHT))


def shown(page: str, board: object, **query: str) -> AppTest:
    test = AppTest.from_function(draw, args=(page, board), default_timeout=30)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def text(test: AppTest) -> str:
    """All that a page says, its tags taken away."""
    bodies = [element.proto.body for element in test.get("html")]
    titles = [element.value for element in (*test.title, *test.header, *test.caption)]
    return re.sub(r"<[^>]+>", " ", " ".join(titles + bodies))


@pytest.mark.parametrize("state", ["rich", "draft", "model", "hidden", "empty", "first", "unsealed", "broken", "calm"])
def test_every_page_stands_in_every_state(state):
    for page in ("overview", "decision", "sources"):
        test = shown(page, FakeBoard(state), d="one-core")
        assert not test.exception
        assert len(test.title) == 1


def test_the_most_urgent_decision_comes_first_as_the_board_says():
    said = text(shown("overview", FakeBoard()))
    ranges = ["19% to 27%", "34% to 46%", "54% to 70%", "76% to 90%"]
    assert sorted(ranges, key=said.index) == ranges


def test_a_draft_says_so_on_every_page():
    for page in ("overview", "decision", "sources"):
        assert "Draft" in text(shown(page, FakeBoard("draft"), d="one-core"))
        assert "Draft" not in text(shown(page, FakeBoard(), d="one-core"))


def test_figures_without_labels_are_marked():
    assert "model estimate, not audited" in text(shown("decision", FakeBoard("model"), d="stop-work"))


def test_a_hidden_decision_shows_reasons_and_no_shares():
    said = text(shown("decision", FakeBoard("hidden"), d="one-core"))
    assert "Fewer than 20 people wrote, so nothing is shown" in said
    assert "Hidden to protect people" in said
    assert "No data was read for this" in said
    assert set(re.findall(r"\d+%", said)) == {"18%"}, "only the target's own progress"


def test_like_questions_and_words_that_stand_out_are_told_where_there_are_some():
    said = text(shown("decision", FakeBoard(), d="lahti-move"))
    assert "koneet · milloin · muutto" in said
    assert "In Finnish. First asked five weeks ago." in said
    assert "Words that stand out now" in said
    quiet = text(shown("decision", FakeBoard(), d="one-core"))
    assert "Asked alike" not in quiet
    assert "stand out" not in quiet


def test_topics_that_no_theme_names_are_told_where_there_are_some():
    said = text(shown("overview", FakeBoard()))
    assert "parkering · biljett · vinter" in said
    assert "In Swedish" in said

    class Quiet(FakeBoard):
        def overview(self, filters: Filters):
            return replace(super().overview(filters), unnamed=())

    assert "outside all themes" not in text(shown("overview", Quiet()))


def test_a_wider_figure_says_what_it_covers():
    class Wide(FakeBoard):
        def decision(self, id: str, filters: Filters):
            sight = super().decision(id, filters)
            asked = sight.supported.question
            return replace(sight, supported=replace(sight.supported, start=asked.start.replace(month=8, day=3)))

    assert "covers 3 Aug" in text(shown("decision", Wide(), d="stop-work"))


def test_a_manager_starts_in_the_own_unit():
    test = shown("overview", FakeBoard("manager"))
    assert test.selectbox(key="choose-unit").value == "lahti"
    assert test.selectbox(key="choose-unit").options == ["Industry – Lahti"]


def test_a_manager_cannot_reach_the_company_by_the_address():
    test = shown("overview", FakeBoard("manager"), unit="all")
    assert test.selectbox(key="choose-unit").value == "lahti"


@pytest.mark.parametrize(("name", "value"), [("period", "12"), ("voice", "secret"), ("unit", "../x"), ("theme", "<b>")])
def test_nonsense_in_the_address_falls_back_to_the_default(name, value):
    test = shown("overview", FakeBoard(), **{name: value})
    assert not test.exception
    assert test.selectbox(key="choose-unit").value == "all"


def test_the_last_good_numbers_stay_when_the_board_breaks():
    board = FakeBoard()
    test = shown("sources", board)
    board.state = "broken"
    test.run()
    said = text(test)
    assert "The numbers could not be read. What you see is from" in said
    assert "Viva Engage" in said
    assert test.button[0].label == "Try again"


def test_a_board_is_not_asked_twice_for_the_same_view():
    class Counting(FakeBoard):
        asked = 0

        def overview(self, filters: Filters):
            type(self).asked += 1
            return super().overview(filters)

    test = shown("overview", Counting())
    test.run()
    assert Counting.asked == 1


def test_what_people_wrote_is_never_read_as_html():
    class Sly(FakeBoard):
        def overview(self, filters: Filters):
            sight = super().overview(filters)
            sly = replace(sight.landings[0], title="<script>alert(1)</script> [x](javascript:y)")
            return replace(sight, landings=(sly, *sight.landings[1:]))

    test = shown("overview", Sly())
    assert not any("<script>" in element.proto.body for element in test.get("html"))


@given(st.text())
def test_escaped_text_has_no_tags(said):
    assert "<" not in html.rich(Rich.parse(said)).replace("<strong>", "").replace("</strong>", "")


def test_the_sheet_has_a_line_for_every_answer_and_no_number_for_hidden_ones():
    lines = list(csv.DictReader(StringIO(sheet(FakeBoard("hidden").overview(Filters())))))
    assert tuple(lines[0]) == HEADS
    assert lines
    for line in lines:
        hidden = bool(line["reason"])
        assert not hidden or not any(line[n] for n in ("value", "low", "high", "people", "contributions", "posts"))


def test_an_address_names_every_filter():
    assert told(Filters(period=13, voice="both", themes=("a", "b"))) == [
        ("period", "13"), ("unit", "all"), ("voice", "both"), ("theme", "a"), ("theme", "b"),
    ]  # fmt: skip
