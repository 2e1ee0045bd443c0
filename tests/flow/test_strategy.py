"""strategy.yaml: read whole, and every mistake named with its place."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pulse.domain import Strategy
from pulse.errors import StrategyError
from pulse.flow.strategy import read

GOOD = """
themes:
  - id: customer
    names: {en: Customer, fi: Asiakas}
    words: {fi: [asiakas, palvelu], "nb": [kunde]}
decisions:
  - id: digital
    title: Digital service first
    theme: customer
    announced_at: 2026-08-31
    announced_in: [chat:1, 17]
    phrases: {en: [digital service first]}
    target: {measure: contacts in digital channels, baseline: 10, goal: 40, due: 2027-06-30,
             readings: [{date: 2026-10-01, value: 20}, [2026-11-01, 25]]}
    milestones: [{date: 2026-10-12, title: Pilot shown}]
"""


def parsed(folder: Path, text: str) -> Strategy:
    path = folder / "strategy.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path, ZoneInfo("Europe/Helsinki"))


def test_a_strategy_is_read_whole(tmp_path: Path) -> None:
    decision = parsed(tmp_path, GOOD).decision("digital")
    assert decision.announced_at == datetime(2026, 8, 30, 21, tzinfo=UTC)
    assert decision.announced_in == ("chat:1", "17")
    assert decision.target is not None
    assert decision.target.progress(date(2026, 11, 15)) == 0.5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("theme: customer", "theme: custommer", "unknown theme 'custommer'; known: customer"),
        ("title:", "titel:", "unknown key 'titel'"),
        ("2026-08-31", "31.8.2026", "needs a date like"),
        ("names: {en: Customer, fi: Asiakas}", "names: Customer", "a text a language"),
        ("goal: 40", "goal: plenty", "must be a number"),
        ("id: customer", "id: customer service", "is not a name"),
        ("themes:", "themes: [", "line"),
        ('"nb": [kunde]', "no: [kunde]", "quoted"),
        ("fi: [asiakas, palvelu]", "fi: asiakas", "must be a list"),
        ("fi: [asiakas, palvelu]", "xx: [asiakas]", "has the language 'xx': use fi, sv"),
        ("fi: [asiakas, palvelu]", "sv: [och]", "theme 'customer': words: sv: 'och' is in most sentences"),
        ("en: [digital service first]", "en: [it is]", "decision 'digital': phrases: en: 'it is' is in most"),
    ],
)
def test_a_typo_gets_one_sentence_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(StrategyError, match=words):
        parsed(tmp_path, GOOD.replace(old, new, 1))


def test_an_empty_file_is_an_empty_strategy(tmp_path: Path) -> None:
    assert parsed(tmp_path, "") == Strategy()


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "strategy.yaml"
    path.write_bytes("themes: [ä]".encode("latin-1"))
    with pytest.raises(StrategyError, match="save it as UTF-8"):
        read(path, ZoneInfo("Europe/Helsinki"))
