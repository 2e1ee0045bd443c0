"""Where tokens come from."""

from pathlib import Path

import pytest

from pulse.errors import SettingsError
from pulse.ingest.secret import secret


def test_a_secret_comes_from_the_one_place_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("from-file\n")
    monkeypatch.setenv("PULSE_TEST_TOKEN", " from-variable ")
    assert secret("token", tmp_path, given="given") == "given"
    assert secret("token", tmp_path, file="token") == "from-file"
    assert secret("token", tmp_path, env="PULSE_TEST_TOKEN") == "from-variable"
    assert secret("token", tmp_path) == ""


def test_two_places_or_an_empty_one_are_wrong_settings(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(SettingsError, match="stands in two places"):
        secret("token", tmp_path, given="a", file="b")
    with pytest.raises(SettingsError, match="cannot be read"):
        secret("token", tmp_path, file="missing")
    with pytest.raises(SettingsError, match="no token in empty"):
        secret("token", tmp_path, file="empty")
    with pytest.raises(SettingsError, match="no token in PULSE_TEST_NOWHERE"):
        secret("token", tmp_path, env="PULSE_TEST_NOWHERE")


@pytest.mark.parametrize("bad", ["a\r\nHost: b", "ä", "a\x00b"])
def test_a_secret_that_would_break_a_header_is_refused_without_being_shown(bad: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        secret("token", tmp_path, given=bad)
    assert bad not in str(caught.value)
