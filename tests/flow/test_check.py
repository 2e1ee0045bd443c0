"""The strategy held against what is really written, from the command line."""

import json
from collections.abc import Callable

import pytest

from pulse import cli, flow
from pulse.flow import Office
from tests.flow.conftest import posts

Bring = Callable[[list[dict[str, object]]], flow.Receipt]


def test_strategy_check_tells_counts_and_words(
    office: Office, bring: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(posts(30, 5))
    flow.tag(office)
    config = str(office.settings.folder / "pulse.toml")
    assert cli.run(["strategy", "check", "--config", config]) == 0
    told = capsys.readouterr().out
    assert "customer" in told
    assert "en" in told
    assert "u1" not in told
    assert cli.run(["strategy", "check", "--json", "--config", config]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {gap["theme"] for gap in found["gaps"]} == {"customer", "safety"}


def test_a_strategy_without_themes_is_not_checked(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    file = office.settings.folder / "empty.yaml"
    file.write_text("themes: []")
    assert cli.run(["strategy", "check", str(file), "--config", str(office.settings.folder / "pulse.toml")]) == 2
    assert "no themes to check" in capsys.readouterr().err


def test_counts_are_told_in_steps(office: Office, bring: Bring) -> None:
    bring(posts(30, 5))
    flow.tag(office)
    found = flow.check_strategy(office)
    counts = [
        count for gap in found.gaps for count in (gap.posts, gap.caught, gap.people, gap.missed) if count is not None
    ]
    assert counts
    assert all(str(count).strip("0") in {"1", "2", "5"} for count in [found.posts, *counts])
