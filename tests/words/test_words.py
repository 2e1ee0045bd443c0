import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pulse
from pulse.words import Rich, Words
from pulse.words.catalogue import keys

ROOT = Path(pulse.__file__).parent
ROOMS = ("words", "draw", "show", "export")


@pytest.mark.parametrize(
    ("locale", "shown"), [("en", "62%"), ("fi", "62\xa0%"), ("sv", "62\xa0%"), ("nb", "62\xa0%"), ("da", "62\xa0%")]
)
def test_a_share_is_written_as_the_language_writes_it(locale, shown):
    assert Words(locale).percent(0.621) == shown


@pytest.mark.parametrize(
    ("locale", "shown"), [("en", "4,312"), ("fi", "4\xa0312"), ("sv", "4\xa0312"), ("da", "4.312")]
)
def test_thousands_are_set_apart_as_the_language_does(locale, shown):
    assert Words(locale).number(4312) == shown


@given(st.floats(0, 1))
def test_a_share_never_reads_as_none_or_all(share):
    assert Words().percent(share) not in ("0%", "100%")


@given(st.floats(-1, 1))
def test_a_change_has_a_sign_and_never_a_hyphen(change):
    shown = Words().points(change)
    assert shown[0] in "+\u2212±"
    assert "-" not in shown


def test_a_finnish_date_has_the_finnish_form():
    assert Words("fi").day(date(2026, 9, 28)) == "28.9."


def test_a_span_names_its_last_day_not_the_day_after():
    assert Words().span(date(2026, 11, 16), date(2026, 11, 23)) == "16–22 Nov"


def test_a_moment_is_told_in_the_organisations_zone():
    words = Words("en", ZoneInfo("Europe/Helsinki"))
    assert words.moment(datetime(2026, 11, 24, 22, 30, tzinfo=UTC)) == "25 Nov, 00:30"


@pytest.mark.parametrize("tag", ["fi-FI", "fi_FI", "fi"])
def test_a_browsers_language_tag_is_understood(tag):
    assert Words(tag).language == "fi"


@pytest.mark.parametrize("tag", ["", "x", "klingon-at-home", "../../etc", "en_US"])
def test_an_unknown_language_still_speaks(tag):
    assert Words(tag).say("page.overview") == "Overview"


def test_plurals_follow_the_number():
    words = Words()
    assert [words.say("people", n) for n in (0, 1, 2, 1200)] == ["0 people", "1 person", "2 people", "1,200 people"]


def test_an_unknown_key_is_an_error_not_a_sentence():
    with pytest.raises(KeyError, match=r"no such\.key"):
        Words().say("no such.key")


def test_stars_in_a_title_stay_stars_and_braces_stay_braces():
    said = Words().rich("lede.asks.unknown", titles="A *bold* {plan}")
    assert said.plain == "A *bold* {plan} needs an answer."
    assert said.runs[0].text == "A *bold* {plan} needs an answer"


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="*")), max_size=6))
def test_rich_text_loses_nothing(parts):
    assert Rich.parse("*".join(parts)).plain == "".join(parts)


def test_every_sentence_that_the_code_asks_for_is_in_the_catalogue():
    asked = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            asked |= set(re.findall(r'(?:say|rich)\(\s*"([^"]+)"', file.read_text(encoding="utf-8")))
    assert asked
    assert sorted(asked - keys()) == []
