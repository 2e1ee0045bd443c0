"""Bokmål as nynorsk spells it, word by word: crude, but enough for what is taught in one to be taught in the other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pulse.classify import own
from pulse.classify.labelled import Row

WORD = re.compile(r"\w+")
ENDINGS = (("ene", "ane"), ("lig", "leg"), ("lige", "lege"), ("het", "heit"), ("heten", "heita"))
"""How words end that our table lacks."""


def respelled(rows: Iterable[Row]) -> list[Row]:
    """The rows in bokmål as rows in nynorsk; of a source of its own, so that nobody takes them for texts."""
    return [
        replace(row, text=spelled(row.text), lang="nn", source=f"{row.source}-respelled")
        for row in rows
        if row.lang == "nb"
    ]


def spelled(text: str) -> str:
    """The text with each word as nynorsk has it.

    >>> spelled("Hva gjør dere når boligene er ledige?")
    'Kva gjer de når bustadane er ledige?'
    """
    return WORD.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    lower = word.lower()
    found = own.paired("nb", "nn").get(lower) or _ended(lower)
    return found.capitalize() if word[:1].isupper() else found


@cache
def _ended(word: str) -> str:
    """A word that our table lacks."""
    word = f"kv{word[2:]}" if word.startswith("hv") else word
    ends = ((old, new) for old, new in ENDINGS if word.endswith(old) and len(word) > len(old) + 2)
    old, new = next(ends, ("", ""))
    return word[: len(word) - len(old)] + new
