"""Tokens are the same for the same person and key, and the key is made once and kept from others."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.errors import SettingsError
from pulse.guard.tokens import load_or_make_key, token

KEY = bytes.fromhex("9f1c0e5ab27744d3886b01fae2c9d5137ac6403be8f5129d60417fb8ce253a91")


def written(path: Path, raw: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(raw)
    path.chmod(mode)
    return path


def test_a_new_key_is_random_and_only_its_owner_can_read_it(tmp_path):
    key = load_or_make_key(tmp_path / "pulse.key")
    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "pulse.key").stat().st_mode) == 0o600
    assert key != load_or_make_key(tmp_path / "other.key")


def test_a_key_is_made_once_and_found_again(tmp_path):
    path = tmp_path / "keys" / "pulse.key"
    assert load_or_make_key(path) == load_or_make_key(path)
    assert [p.name for p in path.parent.iterdir()] == ["pulse.key"]


def test_runs_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(load_or_make_key, [tmp_path / "pulse.key"] * 32))
    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_mask_that_lets_others_read_does_not_loosen_a_new_key(tmp_path):
    before = os.umask(0)
    try:
        load_or_make_key(tmp_path / "pulse.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "pulse.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    path = written(tmp_path / "pulse.key", KEY.hex().encode(), mode)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_or_make_key(path)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        KEY[:31].hex().encode(),
        b"short",
        b"a" * 64,
        b"\x00" * 32,
        b"0123456789abcdef" * 4,
        b"changeme-changeme-changeme-changeme-2026",
        b"this-is-the-default-key-of-our-organisation",
        bytes(range(32)),
        b"abcdefghij" * 8,
    ],
)
def test_a_key_that_can_be_guessed_is_refused_with_what_to_do(tmp_path, raw):
    with pytest.raises(SettingsError, match=r"remove it|restore it"):
        load_or_make_key(written(tmp_path / "pulse.key", raw))


@pytest.mark.parametrize("raw", [KEY.hex().encode(), KEY.hex().upper().encode() + b"\r\n"])
def test_an_own_key_may_be_given(tmp_path, raw):
    assert load_or_make_key(written(tmp_path / "pulse.key", raw)) == KEY


def test_a_folder_or_an_unwritable_place_is_named(tmp_path):
    (tmp_path / "pulse.key").mkdir()
    with pytest.raises(SettingsError, match=r"pulse\.key"):
        load_or_make_key(tmp_path / "pulse.key")
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match=r"pulse\.key"):
        load_or_make_key(tmp_path / "file" / "pulse.key")


@given(st.text(), st.text())
def test_a_token_is_plain_short_and_stable(scope, native):
    made = token(KEY, scope, native)
    assert made == token(KEY, scope, native)
    assert len(made) == 32
    assert made.isascii()
    assert made.isalnum()
    assert made == made.lower()


@given(st.text(), st.text(), st.text(), st.text())
def test_two_persons_or_two_sources_or_two_keys_never_share_a_token(scope, native, other_scope, other_native):
    made = token(KEY, scope, native)
    assert made != token(KEY[::-1], scope, native)
    assert (made == token(KEY, other_scope, other_native)) == ((scope, native) == (other_scope, other_native))


def test_moving_a_letter_between_scope_and_id_gives_another_token():
    assert token(KEY, "ab", "c") != token(KEY, "a", "bc")


def test_an_id_with_a_lone_surrogate_still_has_a_token():
    assert token(KEY, "slack", "a\ud800") != token(KEY, "slack", "a")
