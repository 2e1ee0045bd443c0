"""pulse.toml: what it may say and what is said back when it does not."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pulse.errors import SettingsError
from pulse.settings import find, load


def written(folder: Path, text: str) -> Path:
    path = folder / "pulse.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_have_defaults(tmp_path: Path) -> None:
    settings = load(written(tmp_path, ""))
    assert settings.protection.fine == 5
    assert settings.database_url == f"sqlite:///{tmp_path}/pulse.db"
    assert settings.published_from is None
    assert not settings.classifier.encoder


def test_settings_read_everything(tmp_path: Path) -> None:
    settings = load(
        written(
            tmp_path,
            'zone = "Europe/Oslo"\nas_of = 2026-11-18T08:00:00+02:00\npublished_from = "2026-W40"\n'
            '[protection]\nfine = 8\n[viewer]\nrole = "manager"\nunit = "north"\n[classifier]\nencoder = "mine"\n'
            '[[source]]\nname = "blog"\nkind = "wordpress"\nvoice = "public"\noptions = { url = "https://x.io" }\n',
        )
    )
    assert settings.as_of == datetime(2026, 11, 18, 6, tzinfo=UTC)
    assert settings.published_from == date(2026, 9, 28)
    assert settings.source("blog") is not None
    assert settings.protection.fine == 8
    assert settings.classifier.encoder == "mine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zone = 'Europe/Nowhere'", "zone"),
        ("zonee = 'x'", "unknown key 'zonee'"),
        ("zone = ", "cannot be read"),
        ("[protection]\nfine = 2", "never looser"),
        ("[protection]\nfine = 'five'", "whole number"),
        ("as_of = 2026-11-18T08:00:00", "with its zone"),
        ("published_from = '2026-W99'", "2026-W47"),
        ("published_from = '47'", "2026-W47"),
        ("[[source]]\nname = 'a'\nkind = 'feed'\nvoice = 'loud'", "internal or public"),
        ("[[source]]\nname = 'a'\nkind = 'feed'\nvoice = 'public'\n" * 2, "two sources"),
        ("[[source]]\nname = 'a'", "kind"),
        ("[classifier]\nencoder = 1", "must be a text"),
        ("[classifier]\nencode = 'x'", "unknown key 'encode'"),
    ],
)
def test_a_mistake_gets_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(written(tmp_path, text))


def test_a_missing_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PULSE_CONFIG", raising=False)
    with pytest.raises(SettingsError, match="pulse init"):
        find()
