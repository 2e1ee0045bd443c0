"""Persons become tokens: an HMAC under a key that lies in a file of its own, apart from the data."""

import base64
import contextlib
import hmac
import itertools
import os
import secrets
import stat
from pathlib import Path

from pulse.errors import SettingsError

LENGTH = 32
"""Bytes of a key; a shorter one is refused."""

DISTINCT = 8
"""A key with fewer different bytes than this was typed, not drawn."""

DEFAULTS = (b"changeme", b"change-me", b"change_me", b"default", b"secret", b"password", b"example", b"replace")


def token(key: bytes, scope: str, native_id: str) -> str:
    """The token of a person: the same for the same key, scope and id, and telling nothing about them without the key.

    The scope is "person" for people of the directory, else the source's name, so that two sources are never linked.

    >>> token(bytes(range(32)), "slack", "U1") == token(bytes(range(32)), "teams", "U1")
    False
    """
    digest = hmac.digest(key, b"token" + _packed(scope) + _packed(native_id), "sha256")
    return base64.b32encode(digest[:20]).decode("ascii").lower()


def _packed(text: str) -> bytes:
    # With its length in front, so that ("a", "bc") and ("ab", "c") are two things.
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw).to_bytes(8, "big") + raw


def load_or_make_key(path: Path) -> bytes:
    """The key in the file; where there is none yet, a new random one, readable by its owner only.

    Raises:
        SettingsError: others may read the file, or what it holds is too short or no random key.
    """
    try:
        return _load(path)
    except FileNotFoundError:
        _make(path)
        return _load(path)


def _make(path: Path) -> None:
    # Written aside and linked into place: two runs that start at once end up with one and the same key.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(LENGTH).hex().encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    except OSError as error:
        raise SettingsError(
            f"key_file {path.name} cannot be made: {error.strerror}; name a writable place on a local disk"
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(4096)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SettingsError(f"key_file {path.name} cannot be read: {error.strerror}") from error
    if stat.S_IMODE(mode) & 0o077:
        raise SettingsError(f"key_file {path.name} can be read by others than its owner: run 'chmod 600 {path}'")
    return checked(raw, path.name)


def checked(raw: bytes, name: str) -> bytes:
    """The key that a file's bytes stand for (hexadecimal, or as they are).

    Raises:
        SettingsError: too short, or not random.
    """
    text = raw.strip()
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = text
    if len(key) < LENGTH:
        raise SettingsError(
            f"key_file {name} holds {len(key)} bytes, fewer than {LENGTH}: restore it from a backup, or remove it "
            "to start with a new key, which unlinks everybody from what they wrote before"
        )
    if _guessable(key) or _guessable(text):
        raise SettingsError(f"key_file {name} holds a default or a pattern: remove it, and a random one will be made")
    return key


def _guessable(key: bytes) -> bool:
    steps = {(b - a) % 256 for a, b in itertools.pairwise(key)}
    repeats = any(key == (key[:n] * (len(key) // n + 1))[: len(key)] for n in range(1, len(key) // 2 + 1))
    lower = key.lower()
    return len(set(key)) < DISTINCT or len(steps) == 1 or repeats or any(word in lower for word in DEFAULTS)
