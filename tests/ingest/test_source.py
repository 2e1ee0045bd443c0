from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulse.errors import SettingsError, UnknownSourceError
from pulse.ingest import IMPORTS, SOURCES, kinds, source
from pulse.ingest.source import checked, found


def now() -> datetime:
    return datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class SomeOptions:
    path: str
    days: int = 7
    allow: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@pytest.mark.parametrize("path", [*SOURCES.values(), *IMPORTS.values()])
def test_every_path_in_the_tables_leads_to_a_class_with_options(path):
    assert found(path).Options.__dataclass_params__.frozen


def test_no_kind_is_both_live_and_an_archive():
    assert not set(SOURCES) & set(IMPORTS)
    assert set(kinds()) == set(SOURCES) | set(IMPORTS)


def test_an_unknown_kind_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(UnknownSourceError, match=r"'yamer'; known: csv, .*jsonl, .*slack-export"):
        source("yamer", "x", {}, now=now, folder=tmp_path)


def test_options_are_made_from_what_a_settings_file_holds():
    made = checked(SomeOptions, {"path": "x", "days": 3, "allow": ["a"], "columns": {"text": "body"}}, "source 'x'")
    assert made == SomeOptions(path="x", days=3, allow=("a",), columns={"text": "body"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"path": "x", "dayz": 3}, "source 'x' has the unknown option 'dayz'; known: allow, columns, days, path"),
        ({"days": 3}, "source 'x' needs the option 'path'"),
        ({"path": "x", "days": "3"}, "source 'x': the option 'days': expected `int`, got `str`"),
        ({"path": "x", "days": True}, "source 'x': the option 'days': expected `int`, got `bool`"),
        ({"path": "x", "allow": "127.0.0.1"}, "source 'x': the option 'allow': expected `array`, got `str`"),
    ],
)
def test_options_that_cannot_be_are_named(given, message):
    with pytest.raises(SettingsError) as caught:
        checked(SomeOptions, given, "source 'x'")
    assert str(caught.value) == message


def test_a_source_needs_a_plain_name(tmp_path: Path):
    with pytest.raises(SettingsError, match="is not a name"):
        source("jsonl", "../x", {"path": "x"}, now=now, folder=tmp_path)
