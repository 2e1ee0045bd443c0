"""Sentences by key, from one gettext catalogue a language."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "catalogues"
SOURCE = "en"
"""The language that every key has a sentence in; other catalogues fall back to it."""


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, English first."""
    found = sorted(f.name.removesuffix(".po") for f in FOLDER.iterdir() if f.name.endswith(".po"))
    return (SOURCE, *(language for language in found if language != SOURCE))


@cache
def sentences(language: str) -> NullTranslations:
    """The sentences of a language; those that it lacks are English."""
    if language not in languages():
        return sentences(SOURCE)
    found = GNUTranslations(BytesIO(_compiled(language)))
    if language != SOURCE:
        found.add_fallback(sentences(SOURCE))
    return found


@cache
def keys(language: str = SOURCE) -> frozenset[str]:
    """The keys that the catalogue of a language holds."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return frozenset(m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id)


def _compiled(language: str) -> bytes:
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    return compiled.getvalue()
