"""Themes from a file of another name: what the next run makes of them, and where their mistakes are said to be."""

import pytest

from pulse import cli
from pulse.flow import Office
from tests.flow.conftest import STRATEGY


def test_who_loads_another_file_is_told_that_the_next_run_undoes_it(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    other, config = office.settings.folder / "other.yaml", str(office.settings.folder / "pulse.toml")
    other.write_text(STRATEGY.replace("Safety", "Safe work"))
    assert cli.run(["strategy", "load", str(other), "--config", config]) == 0
    said = capsys.readouterr().err
    assert "strategy.yaml again" in said
    assert f"copy {other} over it" in said
    other.write_text(STRATEGY)
    cli.run(["strategy", "load", str(other), "--config", config])
    (office.settings.folder / "strategy.yaml").unlink()
    cli.run(["strategy", "load", str(other), "--config", config])
    assert not capsys.readouterr().err


def test_a_mistake_is_said_to_be_in_the_file_that_was_named(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    other, config = office.settings.folder / "other.yaml", str(office.settings.folder / "pulse.toml")
    other.write_text("themes:\n  - {id: pay, nmaes: {en: Pay}}\n")
    assert cli.run(["strategy", "load", str(other), "--config", config]) == 2
    assert capsys.readouterr().err.startswith("pulse: other.yaml: theme 1 has the unknown key 'nmaes'")
