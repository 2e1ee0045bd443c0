from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from fakeboard import STOP, FakeBoard, answer, hushed
from hypothesis import given
from hypothesis import strategies as st

from pulse.board.views import Filters
from pulse.domain import MEASURES, WEEK, Answer, Question, Reason, Subject
from pulse.words import Words, figures, ledes, news, origin, tables

D = Subject("decision", "d")
START = STOP - 4 * WEEK
WORDS = Words()
SUPPORT = answer("support", D, START, STOP, 0.4, 30)


def change(value: float, low: float, high: float) -> Answer:
    question = Question(measure="change", subject=D, start=START, stop=STOP)
    return Answer(question=question, value=value, low=low, high=high, basis="audited", people=30, word="clear")


@pytest.mark.parametrize("measure", MEASURES)
def test_the_four_reasons_are_four_different_texts(measure):
    asked = Question(measure=measure, subject=D, start=START, stop=STOP)
    long = {figures.reason(WORDS, Answer(question=asked, reason=r)) for r in get_args(Reason)}
    short = {figures.value(WORDS, Answer(question=asked, reason=r)) for r in get_args(Reason)}
    assert len(long) == len(short) == 4


def test_a_figure_is_said_with_its_range_and_base():
    assert figures.spoken(WORDS, SUPPORT) == "Supported: 40%, likely 22% to 58%, 30 people wrote."


def test_a_change_is_clear_only_when_its_range_excludes_nought():
    assert figures.reading(WORDS, change(-0.16, -0.22, -0.10)) == "clear change"
    assert figures.reading(WORDS, change(0.08, -0.01, 0.17)) == "within noise"


@given(st.floats(-1, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_no_arrow_without_a_clear_change(value, down, up):
    found = change(value, value - down, value + up)
    assert bool(figures.arrow(found)) == (figures.reading(WORDS, found) == "clear change" and value != 0)


def test_a_model_estimate_says_so():
    assert figures.basis(WORDS, replace(SUPPORT, basis="model")) == "model estimate, not audited"


def test_a_span_wider_than_asked_is_told():
    wider = replace(SUPPORT, start=START - 4 * WEEK)
    assert "28 Sept" in figures.wider(WORDS, wider)
    assert figures.wider(WORDS, SUPPORT) == ""


def test_other_units_inside_are_named():
    found = replace(SUPPORT, units=("it", "finance"), question=replace(SUPPORT.question, unit="it"))
    assert figures.wider(WORDS, found, {"finance": "Finance"}) == "together with Finance"


def test_a_time_that_is_not_reached_is_an_answer():
    found = replace(answer("time_to_answer", D, START, STOP, 0.5, 41), value=None, low=9.0, high=None)
    assert figures.value(WORDS, found) == "Not reached"
    assert figures.span(WORDS, found) == "at least 9 days"


def test_acting_is_worded_as_mentions_of_doing():
    assert "mentions of doing" in figures.card(WORDS, answer("action", D, START, STOP, 0.12, 169))


def test_the_lede_names_the_decision_in_trouble():
    said = ledes.overview(WORDS, FakeBoard().overview(Filters()))
    assert "Lahti production moves to Västerås has clearly lost support" in said.plain
    assert "31 questions" in said.plain


def test_the_lede_says_nothing_of_support_when_nothing_can_be_shown():
    said = ledes.overview(WORDS, FakeBoard("hidden").overview(Filters())).plain
    assert "support" not in said
    assert said.startswith("Too few people")


def test_the_lede_of_a_decision_does_not_call_noise_a_change():
    said = ledes.decision(WORDS, FakeBoard().decision("one-core", Filters())).plain
    assert "within noise" in said
    assert "clearly" not in said


@pytest.mark.parametrize("state", ["rich", "hidden", "model", "empty", "unsealed", "first"])
@pytest.mark.parametrize("voice", ["internal", "public", "both"])
def test_nothing_ever_says_because(state, voice):
    sight = FakeBoard(state).overview(Filters(voice=voice))
    said = [ledes.overview(WORDS, sight).plain, origin.provenance(WORDS, sight.provenance).plain]
    said += [news.headline(WORDS, n) + news.body(WORDS, n, 4) for n in sight.news]
    assert not any("because" in text.lower() for text in said)


def test_late_sources_are_named_in_the_provenance():
    said = origin.provenance(WORDS, FakeBoard().overview(Filters()).provenance).plain
    assert said == (
        "Week 47, 16–22 Nov 2026. Based on 4,312 posts and comments from 9 sources. Sealed on 25 Nov. "
        "Teams channels and News RSS are behind."
    )


def test_hidden_rows_of_a_table_hold_no_figure():
    table = tables.support(WORDS, FakeBoard("hidden").overview(Filters()).landings)
    assert {row[2] for row in table.rows} == {"too few"}
    assert {row[3] + row[4] for row in table.rows} == {""}


def test_weeks_that_were_joined_stand_in_a_table_once():
    sight = FakeBoard().decision("lahti-move", Filters(voice="public"))
    spans = [row[0] for row in tables.over_time(WORDS, sight).rows]
    assert len(spans) == len(set(spans)) == 7


def test_a_hidden_answer_becomes_its_short_reason():
    assert figures.value(WORDS, hushed(SUPPORT)) == "hidden"
    assert figures.span(WORDS, hushed(SUPPORT)) == figures.base(WORDS, hushed(SUPPORT)) == ""


def test_sources_that_fail_are_told_with_what_is_lost():
    said = ledes.sources(WORDS, FakeBoard().sources()).plain
    assert said.startswith("Six of nine sources are up to date. News RSS has brought nothing since 16 November")
    assert ledes.sources(WORDS, FakeBoard("calm").sources()).plain == "All six sources are up to date."
    assert date(2026, 11, 16) < STOP


def test_a_lede_never_puts_a_range_as_wide_as_half_into_one_word():
    sight = FakeBoard().decision("stop-work", Filters())
    wide = replace(
        sight, supported=replace(sight.supported, low=0.3, high=0.91), acting=replace(sight.acting, low=0.01)
    )
    said = ledes.decision(WORDS, wide).plain
    assert "cannot be told yet: likely anything from 30% to 91%" in said
    assert "about" not in said
