import json
from dataclasses import replace
from typing import get_args

import pytest
from fakeboard import FakeBoard
from hypothesis import given
from hypothesis import strategies as st

from pulse.board.views import Filters
from pulse.domain import Answer, Reason
from pulse.draw import DARK, LIGHT, marks
from pulse.draw.heat import heat
from pulse.draw.landing import landings
from pulse.draw.lines import lines
from pulse.draw.palette import _luminance, ink_on, shade
from pulse.draw.rows import row
from pulse.draw.volumes import volumes
from pulse.words import Words

WORDS = Words()
UNITS = FakeBoard().choices().units
NUMBERS = ("share", "low", "high")


def sight(state: str = "rich", id: str = "lahti-move", voice: str = "both"):
    return FakeBoard(state).decision(id, Filters(voice=voice))  # type: ignore[arg-type]


def drawings(state: str = "rich", id: str = "lahti-move", voice: str = "both", palette=LIGHT):
    found = sight(state, id, voice)
    yield landings(WORDS, FakeBoard(state).overview(Filters()).landings, palette)
    yield lines(WORDS, found, palette)
    yield volumes(WORDS, found, palette)
    for narrow in (False, True):
        if found.critical:
            yield heat(WORDS, "critical", found.critical, palette, UNITS, narrow)
            yield heat(WORDS, "support", found.support, palette, UNITS, narrow)


def spec(drawn):
    return drawn.chart.to_dict(validate=False)


def rows(made):
    """Every row of data inside a chart, wherever it stands."""
    if isinstance(made, dict):
        found = made.get("values")
        yield from (r for r in found if isinstance(r, dict)) if isinstance(found, list) else ()
        for name, part in made.items():
            if name == "datasets":
                yield from (r for kept in part.values() for r in kept)
            yield from rows(part)
    elif isinstance(made, list):
        for part in made:
            yield from rows(part)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_a_hidden_answer_carries_no_number_into_a_chart(reason):
    shown = sight().supported
    told = row(WORDS, Answer(question=shown.question, reason=reason))
    assert not any(isinstance(v, (int, float)) and not isinstance(v, bool) for v in told.values())


@pytest.mark.parametrize(("state", "story"), [("rich", "one-core"), ("rich", "fixed-price"), ("hidden", "stop-work")])
def test_rows_of_charts_that_are_hidden_hold_no_shares(state, story):
    drawn = list(drawings(state, story))
    found = [r for one in drawn for r in rows(spec(one)) if r.get("shown") is False]
    assert found
    assert not any(name in r for r in found for name in NUMBERS)
    assert all(one.alt.strip() for one in drawn)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_no_browser_formats_a_number_or_a_date(palette):
    for drawn in drawings(palette=palette):
        text = json.dumps(drawn.chart.to_dict())
        assert '"format"' not in text
        assert '"type": "temporal"' not in text


def test_marks_do_not_speak_for_themselves():
    """Vega would read each mark out as "low: 0.19"; the chart's own sentence and its table say it better."""
    for drawn in drawings():
        text = json.dumps(spec(drawn))
        assert text.count('"mark"') == text.count('"aria": false')


def test_a_gap_is_never_bridged():
    told = [r for r in rows(lines(WORDS, sight(id="one-core"), LIGHT).chart.to_dict(validate=False)) if "segment" in r]
    hidden = next(r for r in told if not r["shown"] and r["name"] == "Internal")
    before = {r["segment"] for r in told if r["shown"] and r["name"] == "Internal" and r["x"] < hidden["x"]}
    after = {r["segment"] for r in told if r["shown"] and r["name"] == "Internal" and r["x"] > hidden["x"]}
    assert before
    assert after
    assert not before & after


def test_joined_weeks_are_one_wide_cell():
    drawn = heat(WORDS, "critical", sight().critical, LIGHT, UNITS)
    cells = [r for r in rows(spec(drawn)) if r.get("line") == "it" and r.get("shown")]
    assert 3.0 in {round(r["x1"] - r["x0"]) for r in cells}
    spans = {(r["x0"], r["x1"]) for r in cells}
    assert all(a[1] <= b[0] or b[1] <= a[0] for a in spans for b in spans if a != b)


@given(st.floats(0, 1), st.booleans(), st.booleans())
def test_text_on_a_cell_can_be_read(share, dark, critical):
    palette = DARK if dark else LIGHT
    fill = shade(palette.critical if critical else palette.support, share)
    light, deep = sorted((_luminance(fill), _luminance(ink_on(fill))), reverse=True)
    assert (light + 0.05) / (deep + 0.05) >= 4.5


@given(st.floats(0.001, 0.999), st.integers(1, 5000))
def test_a_dot_stays_inside_its_picture(share, people):
    found = replace(sight().supported, value=share, low=share / 2, high=(1 + share) / 2, people=people)
    drawn = marks.dot(WORDS, found, LIGHT)
    at = float(drawn.svg.split('cx="')[1].split('"')[0])
    assert 5.5 <= at <= drawn.width - 5.5


def test_a_dot_on_few_people_is_hollow():
    few, many = (replace(sight().supported, people=n) for n in (39, 40))
    assert f'fill="{LIGHT.paper}"' in marks.dot(WORDS, few, LIGHT).svg
    assert f'fill="{LIGHT.paper}"' not in marks.dot(WORDS, many, LIGHT).svg


def test_a_day_without_data_is_not_a_day_without_posts():
    assert marks.days(WORDS, (3, None, 2), LIGHT).svg != marks.days(WORDS, (3, 0, 2), LIGHT).svg
    assert "1 day without data" in marks.days(WORDS, (3, None, 2), LIGHT).alt


def test_a_spark_with_gaps_says_how_many():
    story = FakeBoard().overview(Filters()).landings[2]
    assert "2 spans that cannot be shown" in marks.spark(WORDS, story.trend, LIGHT).alt
